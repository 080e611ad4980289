"""Rules: when a notice is tried again, and when it is given up."""

WAITING, SENT, FAILED = STATES = ("waiting", "sent", "failed")
"""Waiting to be sent (again), taken by the mail server, or given up."""
