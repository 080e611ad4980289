"""Rules: the life of a place in the network, and when residents may see it."""

from calendar import monthrange
from datetime import date, datetime

from shared.clock import to_minute
from shared.hours import resolve

STATES = ("applied", "checked", "approved", "live", "due", "suspended", "left", "declined")
"""The listing's states in their order (glossary: listing)."""

CHANGE_STATES = ("waiting", "approved", "declined", "withdrawn")
"""What may become of a change that promises more."""

OFFER_STATES = ("begun", "sent", "confirmed")
"""An offer's way in: some pages answered, sent off, and the mail address confirmed."""

PUBLISHED_STATE = "live"


def is_listed(
    state: str, listed_until: int | None, now: datetime, *, has_pending_move: bool
) -> bool:
    """Return whether a place may be shown: live, not run out (UTC minute), and not moving."""
    is_current = (listed_until or 0) > to_minute(now)
    return state == PUBLISHED_STATE and is_current and not has_pending_move


def listed_until(checked_on: date) -> int:
    """Return the UTC minute that ends a listing: local midnight 12 months after the check (S9)."""
    year = checked_on.year + 1
    last = monthrange(year, checked_on.month)[1]
    return resolve(checked_on.replace(year=year, day=min(checked_on.day, last)), 0, later=False)
