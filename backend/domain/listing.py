"""Rules: the life of a place in the network, and when residents may see it."""

from datetime import datetime

from shared.clock import to_minute

STATES = ("applied", "checked", "approved", "live", "due", "suspended", "left", "declined")
"""The listing's states in their order (glossary: listing)."""

CHANGE_STATES = ("waiting", "approved", "declined", "withdrawn")
"""What may become of a change that promises more."""

OFFER_STATES = ("begun", "sent", "confirmed")
"""An offer's way in: some pages answered, sent off, and the mail address confirmed."""

PUBLISHED_STATE = "live"


def is_listed(state: str, listed_until: int | None, now: datetime) -> bool:
    """Return whether a place may be shown: live, and its listing (UTC minute) has not run out."""
    return state == PUBLISHED_STATE and (listed_until or 0) > to_minute(now)
