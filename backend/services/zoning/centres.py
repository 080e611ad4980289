"""Deeds: the centres of the zones: H3 cells over the borough, kept where the rule holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

import h3
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from backend.services.zoning.nearest import NOWHERE, LonLat, Places, nearest_centres

FINE = 9
COARSER = (8, 7)
"""H3 resolutions: cells of 0.1, and of open ground of 0.7 or 5 square kilometres (Uber, H3
documentation, table of cell areas per resolution). From the middle of the largest it is 1.4 km to
its corner, half of what phones reach."""

MOST_ZONES = 9_000
"""Zones that a published document holds: its ceiling is a million bytes, a zone has some 105."""

DECIMALS = 6
MARGIN_DEG = 0.001
"""Around the border's box, so that no cell is missed whose middle lies on its edge."""


Tell = Callable[[int], None]
"""Is told how much is left to do, so that a face can show it."""


def untold(_left: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, order=True)
class Centre:
    """The middle of an H3 cell, by which a zone is named and to which points belong."""

    cell: str
    lon: float
    lat: float

    @property
    def at(self) -> LonLat:
        """Longitude and latitude."""
        return (self.lon, self.lat)


def zone_centres(
    border: BaseGeometry, postcodes: Sequence[LonLat], least: int, tell: Tell = untold
) -> list[Centre]:
    """Return the centres of zones each of which holds at least `least` postcodes, or none.

    A zone is what lies nearer to its centre than to any other. Where cells of mixed size or single
    houses leave a zone with fewer, its centre is dropped, so that its postcodes go to the
    neighbours; the rule is counted anew until it holds (decision 18). Where there would be more
    than phones take, open ground is joined to larger zones (decision 51). Sorted by cell. `tell` is
    told after each count how many zones are short.
    """
    points = np.array(postcodes, dtype=np.float64).reshape(-1, 2)
    fine = _fine_cells(border, postcodes)
    found: list[Centre] = []
    for coarsest in COARSER:
        cells = _joined(fine, coarsest)
        is_last = coarsest == COARSER[-1]
        if len(cells) > 2 * MOST_ZONES and not is_last:
            continue
        found = _settled(sorted(map(_centre, cells)), points, least, tell)
        if len(found) <= MOST_ZONES:
            break
    return found


def _settled(
    every: Sequence[Centre], points: NDArray[np.float64], least: int, tell: Tell
) -> list[Centre]:
    """Return the centres that are left when the rule holds."""
    places = np.array([centre.at for centre in every])
    kept = np.ones(len(every), dtype=bool)
    home = _homes(places, kept, points)
    while True:
        held = np.bincount(home[home != NOWHERE], minlength=len(every))
        short = np.flatnonzero((held > 0) & (held < least))
        tell(len(short))
        if not len(short):
            return [centre for centre, stays in zip(every, kept, strict=True) if stays]
        dropped = _not_touching(every, short[np.lexsort((short, held[short]))], int(kept.sum()))
        kept[dropped] = False
        # Only what belonged to a dropped centre has to look for another.
        moved = np.flatnonzero(np.isin(home, dropped))
        home[moved] = _homes(places, kept, points[moved])


def _homes(
    places: NDArray[np.float64], kept: NDArray[np.bool_], points: NDArray[np.float64]
) -> Places:
    """Return for each point the place of its nearest centre of those kept, NOWHERE for none."""
    there = np.flatnonzero(kept)
    if not len(there):
        return np.full(len(points), NOWHERE, dtype=np.int64)
    found = np.array(nearest_centres(places[there].tolist(), points.tolist()), dtype=np.int64)
    return np.where(found == NOWHERE, NOWHERE, there[found])


def postcodes_by_centre(
    centres: Sequence[Centre], postcodes: Sequence[LonLat]
) -> dict[str, list[int]]:
    """Return for each cell the places of its postcodes."""
    held: dict[str, list[int]] = {centre.cell: [] for centre in centres}
    for place, at in enumerate(nearest_centres([centre.at for centre in centres], postcodes)):
        if at != NOWHERE:
            held[centres[at].cell].append(place)
    return held


class Cells(NamedTuple):
    """The fine cells with postcodes, and those over the borough without one."""

    held: frozenset[str]
    empty: frozenset[str]


def _fine_cells(border: BaseGeometry, postcodes: Iterable[LonLat]) -> Cells:
    held = frozenset(h3.latlng_to_cell(lat, lon, FINE) for lon, lat in postcodes)
    return Cells(held, _cells_inside(border) - held)


def _joined(fine: Cells, coarsest: int) -> set[str]:
    """Return the cells with seven empty sisters made one, level by level up to the coarsest."""
    empty, kept = set(fine.empty), set(fine.held)
    for level in range(FINE - 1, coarsest - 1, -1):
        sisters = Counter(h3.cell_to_parent(cell, level) for cell in empty)
        parents = {parent for parent, count in sisters.items() if count == 7}
        kept |= {cell for cell in empty if h3.cell_to_parent(cell, level) not in parents}
        empty = parents
    return kept | empty


def _cells_inside(border: BaseGeometry) -> frozenset[str]:
    """Return the fine cells whose middle lies inside a border.

    H3 itself looks at every corner of the border for every cell: of a coast that takes hours.
    """
    west, south, east, north = shapely.box(*border.bounds).buffer(MARGIN_DEG).bounds
    cells = h3.geo_to_cells(shapely.box(west, south, east, north), FINE)
    lats, lons = np.array([h3.cell_to_latlng(cell) for cell in cells]).reshape(-1, 2).T
    shapely.prepare(border)
    return frozenset(compress(cells, shapely.contains_xy(border, lons, lats).tolist()))


def _centre(cell: str) -> Centre:
    lat, lon = h3.cell_to_latlng(cell)
    return Centre(cell, round(lon, DECIMALS), round(lat, DECIMALS))


def _not_touching(every: Sequence[Centre], short: Places, kept: int) -> list[int]:
    """Return as many as can be dropped at once: of two neighbours one may suffice.

    Where few centres are left they go one by one, so that the last ones gather what there is.
    """
    if 2 * len(short) >= kept:
        return [int(short[0])]
    dropped: list[int] = []
    blocked: set[str] = set()
    for at in short.tolist():
        cell = every[at].cell
        if cell not in blocked:
            dropped.append(at)
            blocked.update(h3.grid_disk(cell, 1))
    return dropped
