"""How often printed intervals hold the truth: exact probabilities, nothing simulated."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom, binom

from backend.domain import noise, statistics
from backend.domain.printed_counts import PrintedCount
from backend.domain.statistics import DESIGN_EFFECT, Share, share_of
from tests.backend.domain.noisy import STEP, printed_bases, ways_to_print

SELDOM = (28 - noise.MOST, 30 - noise.MOST)
"""True bases that are printed as thirty only by the greatest noise."""

BASES = (25, 28, 30, 33, 35, 37, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
"""True bases, from those on that are printed as thirty now and then."""

TRUE_SHARES = np.linspace(0.50, 0.95, 136)
"""A third of a point apart: whole percents alone would flatter intervals of whole percents."""


@dataclass(frozen=True)
class Covered:
    """How likely a base is shown, and for each true share that a shown interval holds it."""

    shown: float
    chances: NDArray[np.float64]


def people(base: int, shares: NDArray[np.float64], effect: float) -> NDArray[np.float64]:
    """Return how likely each number of a base says so, for each true share.

    With a design effect of 1 people are drawn one by one; else those of a draw are alike by as much
    as makes that effect (the beta-binomial distribution).
    """
    counts, shares = np.arange(base + 1)[None, :], shares[:, None]
    if effect == 1:
        return np.asarray(binom.pmf(counts, base, shares))
    spread = (base - 1) / (effect - 1) - 1
    return np.asarray(betabinom.pmf(counts, base, shares * spread, (1 - shares) * spread))


@cache
def printed_share(part: int, base: int, _variance: float, _effect: float) -> Share | None:
    return share_of(PrintedCount.of(part), PrintedCount.of(base))


def coverage(base: int, effect: float) -> Covered:
    """Return how often intervals hold the truth where a design has this effect."""
    return _coverage(base, effect, statistics.COUNT_VARIANCE, statistics.DESIGN_EFFECT)


@cache
def _coverage(base: int, effect: float, variance: float, taken: float) -> Covered:
    bases = printed_bases(base)
    found = [
        chance * _beside(base, effect, shown, variance, taken) for shown, chance in bases.items()
    ]
    shown, holds = np.sum(found, axis=0)
    return Covered(sum(bases.values()), holds / shown)


@cache
def _beside(
    base: int, effect: float, told: int, variance: float, taken: float
) -> NDArray[np.float64]:
    """Return for each true share how likely one is shown beside a printed base, and holds it."""
    parts = _parts(base, effect)
    shown, holds = np.zeros((2, len(TRUE_SHARES)))
    for at in range(parts.shape[1]):
        share = printed_share(STEP * at, told, variance, taken) if at else None
        if share is None:
            continue
        low, high = share.low - 1e-9, share.high + 1e-9
        shown += parts[:, at]
        holds += parts[:, at] * ((low <= 100 * TRUE_SHARES) & (high >= 100 * TRUE_SHARES))
    return np.array([shown, holds])


@cache
def _parts(base: int, effect: float) -> NDArray[np.float64]:
    return people(base, TRUE_SHARES, effect) @ ways_to_print(np.arange(base + 1))


def coverage_as_printed(shown: int, effect: float) -> float:
    """Return how often intervals beside a printed base hold the truth.

    Averaged over true shares, and over the true bases that are printed so, each as likely before.
    """
    held = weights = 0.0
    for base in range(shown - 2 - noise.MOST, shown + 3 + noise.MOST):
        weight = printed_bases(base).get(shown, 0.0)
        told, holds = _beside(
            base, effect, shown, statistics.COUNT_VARIANCE, statistics.DESIGN_EFFECT
        )
        held, weights = held + weight * holds.sum(), weights + weight * told.sum()
    return float(held / weights)


def table() -> str:
    """Return the coverage at every base, averaged over true shares of 50 to 95 %, and the least."""
    lines = [
        "| true base | shown | drawn one by one: mean | least | alike, effect 2: mean | least |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for base in (*SELDOM, *BASES):
        one, alike = coverage(base, 1.0), coverage(base, DESIGN_EFFECT)
        told = [f"{each.chances.mean():.1%} | {each.chances.min():.1%}" for each in (one, alike)]
        lines.append(f"| {base} | {one.shown:.0%} | {' | '.join(told)} |")
    return "\n".join(lines)


def printed_table(bases: Iterable[int]) -> str:
    """Return the coverage beside printed bases."""
    lines = [
        "| printed base | drawn one by one | alike, effect 2 |",
        "| ---: | ---: | ---: |",
    ]
    for base in bases:
        one, alike = (coverage_as_printed(base, effect) for effect in (1.0, DESIGN_EFFECT))
        lines.append(f"| {base} | {one:.1%} | {alike:.1%} |")
    return "\n".join(lines)
