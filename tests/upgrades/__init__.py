"""What each version left behind, data and requests, held against the newest one."""
