"""What the screens say of a phone's clock that is wrong."""

from mobile.store.clock import SAID_FROM_S
from mobile.ui.words import count
from mobile.ui.words import text as _

_NEAR_ENOUGH = 0.12
"""The coarsest unit is used that is wrong by no more than this share: 65 minutes are an hour."""

YEAR_MIN, DAY_MIN, HOUR_MIN = 365.25 * 24 * 60, 24 * 60, 60


def clock_words(off_by_s: int) -> str:
    """Return the sentence about a clock so many seconds slow (below 0: fast), or "" where few."""
    if abs(off_by_s) < SAID_FROM_S:
        return ""
    amount = _amount(round(abs(off_by_s) / 60))
    if off_by_s > 0:
        words = _("This phone's clock is {amount} slow. Opening times here are right all the same.")
    else:
        words = _("This phone's clock is {amount} fast. Opening times here are right all the same.")
    return words.format(amount=amount)


def _amount(minutes: int) -> str:
    for size in (YEAR_MIN, DAY_MIN, HOUR_MIN):
        number = round(minutes / size)
        if number and abs(number * size - minutes) <= _NEAR_ENOUGH * minutes:
            return _counted(size, number)
    return count("{n} minute", "{n} minutes", minutes)


def _counted(size: float, number: int) -> str:
    if size == YEAR_MIN:
        return count("{n} year", "{n} years", number)
    if size == DAY_MIN:
        return count("{n} day", "{n} days", number)
    return count("{n} hour", "{n} hours", number)
