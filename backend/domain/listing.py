"""Rules: the life of a place in the network, and when residents may see it."""

from datetime import datetime

from shared.clock import to_minute

STATES = ("applied", "checked", "approved", "live", "due", "suspended", "left")
"""The listing's states in their order (glossary: listing)."""

PUBLISHED_STATE = "live"


def is_listed(state: str, listed_until: int, now: datetime) -> bool:
    """Return whether a place may be shown: live, and its listing (UTC minute) has not run out."""
    return state == PUBLISHED_STATE and listed_until > to_minute(now)
