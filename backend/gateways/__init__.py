"""What stands outside: each a protocol, the real thing and one that does without."""
