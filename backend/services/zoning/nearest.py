"""Deeds: which centre is nearest to each of many points, by the same rule as on the phone."""

from collections.abc import Sequence

import numpy as np

from shared.geo import metres_per_degree
from shared.zones import REACH_M

LonLat = tuple[float, float]
NOWHERE = -1
"""Stands for the centre of a point that is out of every centre's reach."""

_AT_ONCE = 1000


def nearest_centres(centres: Sequence[LonLat], points: Sequence[LonLat]) -> list[int]:
    """Return for each point the place of its nearest centre, NOWHERE beyond REACH_M.

    Distances as `shared.geo.distance_m` has them, but for the scale, which is that of the point
    and not of the middle: up to a kilometre that is less than a hundred-thousandth.
    """
    if not centres:
        return [NOWHERE] * len(points)
    at = np.array(centres, dtype=np.float64)
    found: list[int] = []
    for start in range(0, len(points), _AT_ONCE):
        some = np.array(points[start : start + _AT_ONCE], dtype=np.float64)
        north_east = np.array([metres_per_degree(lat) for _, lat in some.tolist()])
        up = (some[:, None, 1] - at[None, :, 1]) * north_east[:, 0, None]
        across = (some[:, None, 0] - at[None, :, 0]) * north_east[:, 1, None]
        squares = up * up + across * across
        nearest = squares.argmin(axis=1)
        is_far = squares[np.arange(len(some)), nearest] > REACH_M**2
        found += np.where(is_far, NOWHERE, nearest).tolist()
    return found
