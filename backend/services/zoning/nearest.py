"""Deeds: which centre is nearest to each of many points, by the same rule as on the phone."""

from collections.abc import Sequence

import numpy as np

from shared.geo import metres_per_degree

LonLat = tuple[float, float]
_AT_ONCE = 1000


def nearest_centres(centres: Sequence[LonLat], points: Sequence[LonLat]) -> list[int]:
    """Return for each point the place of its nearest centre; [] where there are no centres.

    Distances as `shared.geo.distance_m` has them, but for the scale, which is that of the point
    and not of the middle: up to a kilometre that is less than a hundred-thousandth.
    """
    if not centres or not points:
        return []
    at = np.array(centres, dtype=np.float64)
    found: list[int] = []
    for start in range(0, len(points), _AT_ONCE):
        some = np.array(points[start : start + _AT_ONCE], dtype=np.float64)
        north_east = np.array([metres_per_degree(lat) for _, lat in some.tolist()])
        up = (some[:, None, 1] - at[None, :, 1]) * north_east[:, 0, None]
        across = (some[:, None, 0] - at[None, :, 0]) * north_east[:, 1, None]
        found += (up * up + across * across).argmin(axis=1).tolist()
    return found
