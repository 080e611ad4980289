"""How often printed intervals hold the truth: exact probabilities, nothing simulated."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from backend.domain import statistics
from backend.domain.disclosure import TEN_FIVE

BASES = (28, 30, 32, 33, 35, 37, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
"""True bases, from the least that is printed as thirty; 28, 32, 33 and 37 are rounded most."""

TRUE_SHARES = np.linspace(0.50, 0.95, 136)
"""A third of a point apart: whole percents alone would flatter intervals of whole percents."""


def coverage(base: int) -> NDArray[np.float64]:
    """Return for each true share how likely the printed interval holds it."""
    return _coverage(base, statistics.WIDENED_BY)


@cache
def _coverage(base: int, _widened_by: float) -> NDArray[np.float64]:
    shares = [
        statistics.share_of(TEN_FIVE.shown(part), TEN_FIVE.shown(base)) for part in range(base + 1)
    ]
    ends = np.array([(each.low, each.high) if each else (101, -1) for each in shares])
    found = []
    for true in TRUE_SHARES:
        holds = (ends[:, 0] <= 100 * true + 1e-9) & (100 * true - 1e-9 <= ends[:, 1])
        found.append(binom.pmf(np.arange(base + 1), base, true)[holds].sum())
    return np.array(found)


def table() -> str:
    """Return the coverage at every base, averaged over true shares of 50 to 95 %, and the least."""
    lines = [
        "| true base | printed base | coverage, mean | least |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for base in BASES:
        found = coverage(base)
        lines.append(
            f"| {base} | {TEN_FIVE.shown(base)} | {found.mean():.1%} | {found.min():.1%} |"
        )
    return "\n".join(lines)
