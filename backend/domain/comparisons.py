"""Rules: how far shares are apart, and whether chance or other people may have brought that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, erfc, floor, sqrt

from backend.domain.statistics import Share, Z, rounded, signed

MIX = 0.05
"""How far the mix of the people who answer moves the share of a quarter or area: its standard
deviation, five points.

Who answers is nobody's choice but theirs, and it is not the same people from quarter to quarter or
from area to area. Nobody has measured it here; five points are taken for it. Shares of people who
chose to answer lie 5.8 to 10 points from the truth even after weighting (Pew Research Center,
Evaluating Online Nonprobability Surveys, 2016); a part of that stays the same.
"""

LEVEL_OF_ERROR = 0.05
"""How many of the differences that a page calls more than chance may be none, on average; on a page
without any true difference, how often it calls one so."""

BEYOND = "more than chance and other people would bring"
WITHIN = "may be chance, or other people answered"


@dataclass(frozen=True)
class Difference:
    """A difference of two shares in percentage points, with its 95 % interval.

    `chance` is how likely chance and another mix of people alone bring one as large (two-sided p);
    whether it is beyond chance is judged together with what else is shown (`judged`).
    """

    points: int
    low: int
    high: int
    chance: float
    is_beyond_chance: bool

    @property
    def words(self) -> str:
        """Return what the difference is, and whether it may be chance."""
        said = f"{signed(self.points)} points ({signed(self.low)} to {signed(self.high)})"
        return f"{said}: {BEYOND if self.is_beyond_chance else WITHIN}"


def difference(one: Share | None, other: Share | None) -> Difference | None:
    """Return how much higher one share is than another, or None where one is not shown.

    The interval is Newcombe's hybrid score interval of the two, to which the variance of the mix
    of either side is added. Source: Newcombe, Interval estimation for the difference between
    independent proportions, Statistics in Medicine 17 (1998), method 10. How likely chance brings
    it is read off the same interval: how much wider it would be to hold nought.
    """
    if one is None or other is None:
        return None
    (share, low, high), (share_2, low_2, high_2) = one.exact, other.exact
    apart, mix = share - share_2, 2 * (Z * MIX) ** 2
    below = sqrt((share - low) ** 2 + (high_2 - share_2) ** 2 + mix)
    above = sqrt((high - share) ** 2 + (share_2 - low_2) ** 2 + mix)
    chance = erfc(Z * abs(apart) / (below if apart > 0 else above) / sqrt(2))
    ends = floor(100 * (apart - below)), ceil(100 * (apart + above))
    return Difference(rounded(100 * apart), *ends, chance, chance <= LEVEL_OF_ERROR)


def judged(together: Sequence[Difference | None]) -> tuple[Difference | None, ...]:
    """Return differences that are shown together, each judged by all of them.

    Source: Benjamini and Hochberg, Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57 (1995): the k smallest chances are beyond it, for the greatest k whose
    chance is at most k of m times 5 %. Ten lines of our own, because the server has no SciPy; the
    tests hold them against it.
    """
    chances = sorted(each.chance for each in together if each is not None)
    allowed = [
        chance
        for rank, chance in enumerate(chances, 1)
        if chance <= LEVEL_OF_ERROR * rank / len(chances)
    ]
    most = max(allowed, default=-1.0)
    return tuple(
        None if each is None else replace(each, is_beyond_chance=each.chance <= most)
        for each in together
    )
