"""Rules: shares and their intervals, worked out from printed counts alone.

No figure tells more than the counts beside it. An interval holds what the draw of people, the
noise and the rounding may have moved; who chose to answer is in none (`comparisons` reckons with
how that changes).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, copysign, floor, sqrt

from backend.domain.disclosure import LEAST_BASE, TEN_FIVE
from backend.domain.noise import DEVIATION
from backend.domain.printed_counts import PrintedCount

Z = 1.959964
"""The 97.5 % point of the normal distribution: intervals are at 95 %."""

DESIGN_EFFECT = 2.0
"""By how much a share varies more than that of as many people drawn one by one.

Answers are not drawn one by one: a phone answers each week again, people of one street or school
answer together. Source: Kish, Survey Sampling (1965), 1 + (m - 1) r for m answers of one person
or group that are alike by r: three answers each that are alike by a half make 2. Nobody is followed
from one answer to the next, so it cannot be measured here; 2 is what is taken for it.
"""

COUNT_VARIANCE = DEVIATION**2 + (TEN_FIVE.step**2 - 1) / 12
"""How far a printed count lies from the true one: noise, and rounding to a whole step."""

_NEARLY = 1e-9
"""What a half may lack after the arithmetic of a computer; real shares differ from it by more."""


@dataclass(frozen=True)
class Share:
    """A share of people: in whole percent, with its 95 % interval and its printed base.

    `exact` is the share and its interval before rounding, 0 to 1.
    """

    percent: int
    low: int
    high: int
    base: int
    exact: tuple[float, float, float]
    is_of_the_rest: bool = False
    """Whether it was worked out from those who said otherwise."""

    @property
    def words(self) -> str:
        """Return the share as pages write it."""
        return f"{self.percent} %"

    @property
    def interval_words(self) -> str:
        """Return the interval as pages write it."""
        return f"likely between {self.low} and {self.high} %"


@dataclass(frozen=True)
class Spread:
    """What makes a share uncertain: the design effect, and the noise of the counts it is made of.

    `variance` is that of one printed count, and `counts` how many make up the numerator.
    """

    design_effect: float
    variance: float
    counts: int = 1


def score_interval(share: float, base: float, spread: Spread) -> tuple[float, float]:
    """Return the score interval of a share, 0 to 1, at 95 %.

    It holds every true share p from which this one is no further than 1.96 standard deviations:
    (share - p)² <= Z² (D p (1 - p) / n + v (k + p²) / n²), for design effect D, base n, variance v
    of a printed count and k counts in the numerator. The last part is what noise and rounding of
    numerator and base move the share; variances are added, not worst cases. Without it and with D
    of 1 it is Wilson's. Source: Wilson, Probable inference, the law of succession, and statistical
    inference, Journal of the American Statistical Association 22 (1927).
    """
    drawn = Z**2 * spread.design_effect / base
    blurred = Z**2 * spread.variance / base**2
    square, middle = 1 + drawn - blurred, 2 * share + drawn
    rest = share**2 - blurred * spread.counts
    half = sqrt(middle**2 - 4 * square * rest)
    return max(0.0, (middle - half) / (2 * square)), min(1.0, (middle + half) / (2 * square))


def wilson(successes: float, base: float) -> tuple[float, float]:
    """Return the interval of a share of people drawn one by one and counted exactly."""
    return score_interval(successes / base, base, Spread(1.0, 0.0))


def share_of(part: PrintedCount, base: PrintedCount) -> Share | None:
    """Return the share that a printed count is of a printed base, or None where it is not shown.

    Nothing at all is said of a count that is not shown: it may be under ten, or it may be any
    larger one that is hidden for the sake of such a count. To bound it would be false of the second
    kind, and to tell which kind it is would give the first away.
    """
    return _share([part], base)


def share_without(others: Sequence[PrintedCount], base: PrintedCount) -> Share | None:
    """Return the share of a base that is left of it without others, None where one is not shown."""
    found = _share(others, base)
    if found is None:
        return None
    share, low, high = found.exact
    return replace(in_percent(1 - share, (1 - high, 1 - low), found.base), is_of_the_rest=True)


def in_percent(share: float, interval: tuple[float, float], base: int) -> Share:
    """Return a share and its interval as they are printed: its ends rounded outwards."""
    low, high = (100 * end for end in interval)
    ends = floor(low + _NEARLY), ceil(high - _NEARLY)
    return Share(rounded(100 * share), *ends, base, (share, *interval))


def rounded(number: float) -> int:
    """Return the nearest whole number, a half away from nought: 57.5 is 58, -2.5 is -3."""
    return int(copysign(floor(abs(number) + 0.5 + _NEARLY), number))


def signed(points: int) -> str:
    """Return points with their sign, as printed: −7, +4, 0."""
    return f"{points:+d}".replace("-", "−") if points else "0"


def _share(parts: Sequence[PrintedCount], base: PrintedCount) -> Share | None:
    if not (base.is_shown and all(part.is_shown for part in parts)) or base.number < LEAST_BASE:
        return None
    # Each is printed on its own, so the parts can be printed as more than their whole.
    kept = min(sum(part.number for part in parts), base.number)
    share = kept / base.number
    interval = score_interval(share, base.number, Spread(DESIGN_EFFECT, COUNT_VARIANCE, len(parts)))
    return in_percent(share, interval, base.number)
