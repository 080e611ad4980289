"""The phone's hardware."""
