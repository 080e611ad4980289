"""Deeds: the life of a listing: vetting, suspending, changing, leaving, and its story."""
