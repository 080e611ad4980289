"""Nothing is lost under fire: faulty networks, killed processes, crashed databases, full disks."""
