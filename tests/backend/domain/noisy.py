"""Noise for tests: of all that are no greater than MOST and as wide as DEVIATION, the plainest.

That of the greatest entropy, as statistical offices choose theirs. The tables of the documents are
worked out with it, whatever the noise of releases is made with.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from backend.domain import noise
from backend.domain.disclosure import LEAST_BASE, TEN_FIVE

STEP = TEN_FIVE.step


def chances() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return every noise there is, and how likely each is."""
    return _chances(noise.MOST, noise.DEVIATION)


@cache
def _chances(most: int, deviation: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    every = np.arange(-most, most + 1)

    def weights(steep: float) -> NDArray[np.float64]:
        found = np.exp(-steep * every.astype(float) ** 2)
        return np.asarray(found / found.sum())

    steep = brentq(lambda at: weights(at) @ every**2 - deviation**2, 1e-6, 10)
    return every, weights(steep)


def ways_to_print(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each count how likely it is printed as 0 (not shown), 5, 10, 15 and so on."""
    every, weights = chances()
    ways = np.zeros((len(counts), (int(counts.max()) + noise.MOST) // STEP + 2))
    for moved, weight in zip(every, weights, strict=True):
        for row, count in enumerate(counts):
            ways[row, (TEN_FIVE.shown(int(count + moved)) or 0) // STEP] += weight
    return ways


def printed_bases(base: int) -> dict[int, float]:
    """Return the bases that carry a percentage and how likely a true base is printed as each."""
    (ways,) = ways_to_print(np.array([base]))
    told = {STEP * at: float(chance) for at, chance in enumerate(ways) if chance > 0}
    return {shown: chance for shown, chance in told.items() if shown >= LEAST_BASE}


def printed(counts: NDArray[np.int64], chance: np.random.Generator) -> list[int | None]:
    """Return counts as one release prints them."""
    every, weights = chances()
    moved = counts + chance.choice(every, size=len(counts), p=weights)
    return [TEN_FIVE.shown(int(count)) for count in moved]
