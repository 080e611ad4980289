"""Rules: what a share would be if each age had answered as it lives here."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from backend.domain.statistics import Share, in_percent


@dataclass(frozen=True)
class Group:
    """One group of people: its part of all residents, and the share who say so of those in it."""

    weight: float
    share: Share


@dataclass(frozen=True)
class Weighted:
    """A weighted share, and by how much its weights alone blow up its variance."""

    share: Share
    design_effect: float


def weighted(groups: Sequence[Group]) -> Weighted:
    """Return the share of all residents, each group counting as much as it is of them.

    One margin, so raking is post-stratification. The interval is that of a sum of shares, from the
    interval of each: the distances to its ends are squared, weighted and added. Source: Zou, Huang
    and Zhang, A note on confidence interval estimation for a linear function of binomial
    proportions, Computational Statistics and Data Analysis 53 (2009). The design effect is
    1 + the squared variation of the weights: Kish, Weighting for unequal Pi, Journal of Official
    Statistics 8 (1992); it is in the interval already. Raises ZeroDivisionError without groups.
    """
    whole = sum(group.weight for group in groups)
    parts = [(group.weight / whole, group.share) for group in groups]
    share = sum(weight * each.exact[0] for weight, each in parts)
    below, above = (
        sqrt(sum((weight * (each.exact[end] - each.exact[0])) ** 2 for weight, each in parts))
        for end in (1, 2)
    )
    base = sum(each.base for _, each in parts)
    effect = base * sum(weight**2 / each.base for weight, each in parts)
    # It cannot leave 0 to 1: the root of a sum of squares is at most the sum.
    return Weighted(in_percent(share, (share - below, share + above), base), effect)
