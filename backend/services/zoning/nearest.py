"""Deeds: which centre is nearest to each of many points, by the same rule as on the phone."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from shared.geo import Point, distance_m, metres_per_degree
from shared.zones import REACH_M

LonLat = tuple[float, float]
Places = NDArray[np.int64]
NOWHERE = -1
"""Stands for the centre of a point that is out of every centre's reach."""

_ROUNDING = 1 + 1e-9


class Nearby:
    """Positions laid out flat in a tree, so that not all of them are looked at for each point."""

    def __init__(self, positions: Sequence[LonLat]) -> None:
        self._at = np.array(positions, dtype=np.float64).reshape(-1, 2)
        up, across = metres_per_degree(float(self._at[:, 1].mean()))
        self._ratio = across / up
        self._tree = shapely.STRtree(self._flat(self._at))

    def pairs(self, points: Sequence[LonLat]) -> tuple[Places, Places]:
        """Return every pair of a point and a position, by their places, that may be the nearest.

        Flat distances differ from those on the globe by how a degree east shrinks northwards.
        Whatever is nearest by the one is by the other at most so much further than the nearest.
        """
        asked = np.array(points, dtype=np.float64).reshape(-1, 2)
        if not len(asked):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        flat = self._flat(asked)
        (of, _), distances = self._tree.query_nearest(flat, return_distance=True, all_matches=False)
        within = np.empty(len(asked))
        within[of] = distances * self._slack(asked) * _ROUNDING + 1e-12
        first, second = self._tree.query(flat, predicate="dwithin", distance=within)
        return first, second

    def _flat(self, positions: NDArray[np.float64]) -> NDArray[np.object_]:
        made: NDArray[np.object_] = shapely.points(positions[:, 0] * self._ratio, positions[:, 1])
        return made

    def _slack(self, asked: NDArray[np.float64]) -> float:
        """Return by how much one distance may exceed the other, over all latitudes there are."""
        lats = (*asked[:, 1], *self._at[:, 1])
        ends = [metres_per_degree(lat) for lat in (float(min(lats)), float(max(lats)))]
        ups, ratios = [up for up, _ in ends], [across / up for up, across in ends]
        ratios.append(self._ratio)
        return max(ups) / min(ups) * max(ratios) / min(ratios)


def nearest_centres(centres: Sequence[LonLat], points: Sequence[LonLat]) -> list[int]:
    """Return for each point the place of its nearest centre, NOWHERE beyond REACH_M.

    By the very arithmetic of the phone: of centres equally near it is the first.
    """
    best = [(REACH_M, NOWHERE)] * len(points)
    if not centres:
        return [NOWHERE] * len(points)
    at = [Point(lat, lon) for lon, lat in centres]
    asked = [Point(lat, lon) for lon, lat in points]
    for of, to in zip(*(each.tolist() for each in Nearby(centres).pairs(points)), strict=True):
        distance, before = distance_m(asked[of], at[to]), best[of]
        if distance < before[0] or (distance == before[0] and not 0 <= before[1] < to):
            best[of] = (distance, to)
    return [place for _, place in best]
