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

OUT_OF_NETWORK = ("left", "declined")
"""The states of a place that is not, and will not be, in the network."""

PUBLISHED_STATE = "live"

CHECK_HOLDS_MONTHS = 12
"""How long an officers' check holds, unless the partnership set it shorter."""


def is_listed(
    state: str, listed_until: int | None, now: datetime, *, has_pending_move: bool
) -> bool:
    """Return whether a place may be shown: live, not run out (UTC minute), and not moving."""
    is_current = (listed_until or 0) > to_minute(now)
    return state == PUBLISHED_STATE and is_current and not has_pending_move


def shown_until(listed_until: int | None, ready_until: int | None) -> int | None:
    """Return the UTC minute from which a place is hidden: its check, or its readiness, runs out.

    A place of which no readiness is known yet has only its check.
    """
    if listed_until is None or ready_until is None:
        return listed_until
    return min(listed_until, ready_until)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def listed_until(checked_on: date, months: int = CHECK_HOLDS_MONTHS) -> int:
    """Return the UTC minute that ends a listing: local midnight 12 months after the check (S9)."""
    return resolve(months_after(checked_on, months), 0, later=False)
