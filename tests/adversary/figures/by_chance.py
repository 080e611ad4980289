"""A reader who knows the table of the noise and weighs what can be true by Bayes' rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from backend.domain.disclosure import Rule
from backend.domain.noise import TABLE

Weights = NDArray[np.float64]
MOST = 12
"""The most genuine answers of one code that the reader thinks of: 0 to 12, each alike at first."""

NOT_SHOWN = -1


@cache
def seen_as(rule: Rule, count: int) -> dict[int, float]:
    """Return how likely each print of a true count is; NOT_SHOWN is one of them."""
    noises = TABLE if rule.noise and count else (0,)
    found: dict[int, float] = {}
    for noise in noises:
        shown = rule.shown(count + noise)
        print_ = NOT_SHOWN if shown is None else shown
        found[print_] = found.get(print_, 0.0) + 1 / len(noises)
    return found


@dataclass(frozen=True)
class Sum:
    """One printed sum: which codes it sums, how many of them the reader put in, what is seen."""

    codes: tuple[int, ...]
    own: int
    seen: int


def beliefs(rule: Rule, codes: int, sums: Sequence[Sum]) -> list[Weights]:
    """Return what the reader thinks of each code's genuine count after all printed sums.

    Every combination of genuine counts is weighed, so that nothing that sums tell is lost.
    """
    axes = [np.arange(MOST + 1)] * codes
    weights = np.ones([MOST + 1] * codes)
    for each in sums:
        total = sum(np.ix_(*axes)[code] for code in each.codes)
        seen = [
            seen_as(rule, each.own + genuine).get(each.seen, 0.0)
            for genuine in range(MOST * len(each.codes) + 1)
        ]
        weights = weights * np.array(seen)[total]
    whole = weights.sum()
    others = [tuple(at for at in range(codes) if at != code) for code in range(codes)]
    return [weights.sum(axis=away) / whole for away in others]


@dataclass(frozen=True)
class Beliefs:
    """What readers came to think: one row for each genuine count that they asked after."""

    true: NDArray[np.int64]
    thought: NDArray[np.float64]

    def of_the_truth(self) -> Weights:
        """Return how sure they are of what is true of each count of 1 to 9."""
        which = (self.true > 0) & (self.true < 10)
        return np.array(self.thought[which, self.true[which]])

    def wherever(self) -> Weights:
        """Return how sure they are of anything, true or not, of each count of 1 to 9."""
        return np.array(self.thought[(self.true > 0) & (self.true < 10)].max(axis=1))

    def of_noughts(self) -> Weights:
        """Return how sure they are of a nought where it is one."""
        return np.array(self.thought[self.true == 0, 0])


def together(found: Sequence[tuple[int, Weights]]) -> Beliefs:
    """Return many beliefs as one table."""
    return Beliefs(np.array([true for true, _ in found]), np.array([each for _, each in found]))


def sums_of(
    tables: Mapping[str, tuple[str, ...]], own: Mapping[str, int], seen: Mapping[str, int | None]
) -> tuple[tuple[str, ...], list[Sum]]:
    """Return the codes of a table, and its printed sums as far as a reader has them."""
    codes = tuple(dict.fromkeys(code for parts in tables.values() for code in parts))
    sums = []
    for name, parts in tables.items():
        if name not in seen:
            continue
        shown = seen[name]
        at = tuple(codes.index(code) for code in parts)
        put_in = sum(own.get(code, 0) for code in parts)
        sums.append(Sum(at, put_in, NOT_SHOWN if shown is None else shown))
    return codes, sums
