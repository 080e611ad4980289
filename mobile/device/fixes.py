"""The phone's hardware: which of several positions is worth telling, whoever found them."""

from dataclasses import dataclass

from mobile.device.location import Fix

APPROXIMATE_FROM_M = 1000
"""A fix that the phone itself calls less accurate than this is shown as approximate."""

KEPT_S = 30
"""For so long a rougher position from elsewhere does not take the place of a better one."""

KNOWN_FOR_S = 600
"""A position from before is worth showing until a new one comes, if it is no older than this."""

FRESH_FOR_S = 120
"""After so long on foot one may be in another street: from then on it is approximate."""


@dataclass(frozen=True)
class Found:
    """A position, which receiver found it, and when, in seconds since the phone was switched on."""

    fix: Fix
    source: str
    at_s: float


def is_rough(accuracy_m: float | None, age_s: float) -> bool:
    """Say whether a position tells only roughly where one is; no accuracy is a bad one."""
    return accuracy_m is None or accuracy_m > APPROXIMATE_FROM_M or age_s > FRESH_FOR_S


def is_worth_telling(new: Found, told: Found | None) -> bool:
    """Say whether a position takes the place of the one told before.

    Rough ones come first and fast, better ones later; the two then take turns, and a list that
    jumped between them would show other places each time.
    """
    if told is None:
        return True
    if new.at_s < told.at_s:
        return False
    is_better = new.source == told.source or radius_m(new.fix) <= radius_m(told.fix)
    return is_better or new.at_s - told.at_s >= KEPT_S


def newest(found: list[Found], now_s: float) -> Found | None:
    """Return the last position known from before, or None where all are too old."""
    recent = [each for each in found if now_s - each.at_s <= KNOWN_FOR_S]
    return max(recent, key=lambda each: each.at_s, default=None)


def radius_m(fix: Fix) -> float:
    """Return how far off a position may be, in metres; one that does not say it is the roughest."""
    return float("inf") if fix.accuracy_m is None else fix.accuracy_m
