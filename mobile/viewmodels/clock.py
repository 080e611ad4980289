"""What the screens say of a phone's clock that is wrong."""

from mobile.store.clock import SAID_FROM_S
from mobile.ui.words import text as _

_UNITS = (
    (365.25 * 24 * 60, _("year"), _("years")),
    (24 * 60, _("day"), _("days")),
    (60, _("hour"), _("hours")),
)
_NEAR_ENOUGH = 0.12
"""The coarsest unit is used that is wrong by no more than this share: 65 minutes are an hour."""


def clock_words(off_by_s: int) -> str:
    """Return the sentence about a clock so many seconds slow (below 0: fast), or "" where few."""
    if abs(off_by_s) < SAID_FROM_S:
        return ""
    pace = _("slow") if off_by_s > 0 else _("fast")
    return _(
        "This phone's clock is {amount} {pace}. Opening times here are right all the same."
    ).format(amount=_amount(round(abs(off_by_s) / 60)), pace=pace)


def _amount(minutes: int) -> str:
    for size, one, many in _UNITS:
        count = round(minutes / size)
        if count and abs(count * size - minutes) <= _NEAR_ENOUGH * minutes:
            return f"{count} {one if count == 1 else many}"
    return f"{minutes} " + _("minutes")
