"""Rules: shares with their intervals, differences, and the words that say what may be chance.

Everything here is worked out from printed, rounded counts, so that no figure tells more than the
counts beside it; the intervals are widened by what the rounding took away (D9).
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt

from backend.domain.disclosure import LEAST_BASE, TEN_FIVE

Z = 1.959964
"""The 97.5 % point of the normal distribution: intervals are at 95 %."""

WIDENED_BY = TEN_FIVE.step / 2
"""By how much a printed count may differ from the true one, and a little more."""


@dataclass(frozen=True)
class Share:
    """A share of people: in whole percent, with its 95 % interval and its printed base."""

    percent: int
    low: int
    high: int
    base: int
    exact: tuple[float, float, float]

    @property
    def words(self) -> str:
        """Return the share as pages write it."""
        return f"{self.percent} %"

    @property
    def interval_words(self) -> str:
        """Return the interval as pages write it."""
        return f"likely between {self.low} and {self.high} %"


@dataclass(frozen=True)
class Difference:
    """A difference of two shares in percentage points, with its 95 % interval."""

    points: int
    low: int
    high: int
    is_beyond_chance: bool

    @property
    def words(self) -> str:
        """Return what the difference is, and whether it may be chance."""
        said = f"{signed(self.points)} points ({signed(self.low)} to {signed(self.high)})"
        if self.is_beyond_chance:
            return f"{said}: more than chance alone would bring"
        return f"{said}: may be chance"


def wilson(successes: float, base: float) -> tuple[float, float]:
    """Return the Wilson score interval of a share, 0 to 1, at 95 %.

    Source: Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927); it keeps its promise for small bases and for
    shares near 0 and 1, where the plain interval does not (Brown, Cai, DasGupta 2001).
    """
    share, squared = successes / base, Z * Z
    centre = (share + squared / (2 * base)) / (1 + squared / base)
    half = Z / (1 + squared / base) * sqrt(share * (1 - share) / base + squared / (4 * base**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def share_of(part: int | None, base: int | None) -> Share | None:
    """Return the share that a printed count is of a printed base, or None where it is not shown.

    Nothing at all is said of a count that is not shown: it may be under ten, or it may be any
    larger one that is hidden for the sake of such a count. To bound it would be false of the second
    kind, and to tell which kind it is would give the first away.

    The interval is Wilson's, its numerator widened by half the step of the rounding to each side.
    """
    if part is None or base is None or base < LEAST_BASE:
        return None
    # Both are rounded on their own, so the part can be printed as more than its whole.
    kept = min(part, base)
    low = wilson(max(0.0, kept - WIDENED_BY), base)[0]
    high = wilson(min(float(base), kept + WIDENED_BY), base)[1]
    share = kept / base
    return Share(round(100 * share), floor(100 * low), ceil(100 * high), base, (share, low, high))


def difference(one: Share | None, other: Share | None) -> Difference | None:
    """Return how much higher one share is than another, or None where one is not shown.

    The interval is Newcombe's hybrid score interval of the two widened intervals, so it is widened
    as they are. Source: Newcombe, Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17 (1998), method 10.
    """
    if one is None or other is None:
        return None
    (share, low, high), (share_2, low_2, high_2) = one.exact, other.exact
    apart = share - share_2
    least = apart - sqrt((share - low) ** 2 + (high_2 - share_2) ** 2)
    most = apart + sqrt((high - share) ** 2 + (share_2 - low_2) ** 2)
    return Difference(
        one.percent - other.percent,
        floor(100 * least),
        ceil(100 * most),
        least > 0 or most < 0,
    )


def signed(points: int) -> str:
    """Return points with their sign, as printed: −7, +4, 0."""
    return f"{points:+d}".replace("-", "−") if points else "0"
