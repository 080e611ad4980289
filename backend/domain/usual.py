"""Rules: how many answers a zone or place usually has, and how many it gathers without a look.

What nobody looked at raises neither by more than a step: else an attack that grows slowly becomes
what is usual (decision 57).
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import median
from typing import NamedTuple

LOOKED_BACK_WEEKS = 26
"""So many weeks before are looked back at, for what an officer counted and what gathered since."""
USUAL_WEEKS = 12
UNSEEN_MOST = 10
"""So many a week at most are usual by weeks at which nobody looked."""
ZONE_GATHERS, PLACE_GATHERS = 90, 40
"""So many answers count in half a year without a look where none is usual: three or four a week
about a zone. A venue that praises itself has less to gather; honest ones seldom reach it."""
MORE_THAN_USUAL = 1.5
"""Where officers looked, so many times what was usual then gathers before they look again."""
LEAST_USUAL = 3
"""What is taken for usual where hardly anybody answers: fewer tell nothing."""


class Week(NamedTuple):
    """How many answers of a zone or place count in a week, and how many of them by a person."""

    counted: int = 0
    looked_at: int = 0


NONE = Week()


def usual_of(before: Sequence[Week]) -> float:
    """Return how many count in a usual week, from the weeks before, the newest first.

    Weeks without any are among them. At least what officers saw: the median since the oldest week
    that they looked at, with no week above the largest of those; and no more than a step of the
    rest. So it grows by looked-at weeks, and shrinks by all.
    """
    unseen = _since([week.counted for week in before[:USUAL_WEEKS]])
    return max(seen_usual(before), min(UNSEEN_MOST, median(unseen or [0])))


def seen_usual(before: Sequence[Week]) -> float:
    """Return what of that officers saw, 0 where they never looked."""
    some = before[:LOOKED_BACK_WEEKS]
    most = max((week.counted for week in some if week.looked_at), default=0)
    if not most:
        return 0
    oldest = max(at for at, week in enumerate(some) if week.looked_at)
    return median(min(week.counted, most) for week in some[: oldest + 1])


def may_gather(weeks: Sequence[Week], fewest: int) -> int:
    """Return how many answers of the first of these weeks may count without a look.

    The others are the weeks before it, the newest first; what they gathered since officers looked
    last is taken off.
    """
    seen = seen_usual(weeks[1:])
    most = max(fewest, round(MORE_THAN_USUAL * LOOKED_BACK_WEEKS * seen))
    return max(0, most - sum(_unlooked(weeks[:LOOKED_BACK_WEEKS])))


def is_ordinary(number: int, usual: float) -> bool:
    """Return whether so many of a week are about as many as usual, by what chance alone does."""
    known = max(usual, LEAST_USUAL)
    return number <= known + 3 * sqrt(known)


def _since(counts: Sequence[int]) -> Sequence[int]:
    """Return counts without the noughts before the first of them, which stand last."""
    oldest = max((at for at, number in enumerate(counts) if number), default=-1)
    return counts[: oldest + 1]


def _unlooked(weeks: Sequence[Week]) -> Iterable[int]:
    for at, week in enumerate(weeks):
        if week.looked_at:
            return
        # What of the first counts is what is being decided.
        yield week.counted if at else 0
