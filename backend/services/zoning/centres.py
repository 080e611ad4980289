"""Deeds: the centres of the zones: H3 cells over the borough, kept where the rule holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import h3
from shapely.geometry.base import BaseGeometry

from backend.services.zoning.nearest import NOWHERE, LonLat, nearest_centres

FINE, COARSE = 9, 8
"""H3 resolutions: cells of 0.1 and 0.7 square kilometres (Uber, H3 documentation, table of cell
areas per resolution)."""

DECIMALS = 6


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


def zone_centres(border: BaseGeometry, postcodes: Sequence[LonLat], least: int) -> list[Centre]:
    """Return the centres of zones each of which holds at least `least` postcodes, or none.

    A zone is what lies nearer to its centre than to any other. Where cells of mixed size or single
    houses leave a zone with fewer, its centre is dropped, so that its postcodes go to the
    neighbours; the rule is counted anew until it holds (decision 18). Sorted by cell.
    """
    centres = sorted(_centre(cell) for cell in _cells(border, postcodes))
    while True:
        held = _counts(centres, postcodes)
        short = [at for at, _ in enumerate(centres) if 0 < held[at] < least]
        if not short:
            return centres
        dropped = _not_touching(centres, sorted(short, key=lambda at: (held[at], centres[at].cell)))
        centres = [centre for at, centre in enumerate(centres) if at not in dropped]


def postcodes_by_centre(
    centres: Sequence[Centre], postcodes: Sequence[LonLat]
) -> dict[str, list[int]]:
    """Return for each cell the places of its postcodes."""
    held: dict[str, list[int]] = {centre.cell: [] for centre in centres}
    for place, at in enumerate(nearest_centres([centre.at for centre in centres], postcodes)):
        if at != NOWHERE:
            held[centres[at].cell].append(place)
    return held


def _cells(border: BaseGeometry, postcodes: Iterable[LonLat]) -> set[str]:
    """Return fine cells over the borough and its postcodes; seven empty sisters become one."""
    held = {h3.latlng_to_cell(lat, lon, FINE) for lon, lat in postcodes}
    fine = set(h3.geo_to_cells(border, FINE)) | held
    empty_sisters = Counter(h3.cell_to_parent(cell, COARSE) for cell in fine - held)
    coarse = {parent for parent, count in empty_sisters.items() if count == 7}
    return {cell for cell in fine if h3.cell_to_parent(cell, COARSE) not in coarse} | coarse


def _centre(cell: str) -> Centre:
    lat, lon = h3.cell_to_latlng(cell)
    return Centre(cell, round(lon, DECIMALS), round(lat, DECIMALS))


def _counts(centres: Sequence[Centre], postcodes: Sequence[LonLat]) -> Counter[int]:
    return Counter(nearest_centres([centre.at for centre in centres], postcodes))


def _not_touching(centres: Sequence[Centre], short: Sequence[int]) -> set[int]:
    """Return as many as can be dropped at once: of two neighbours one may suffice.

    Where few centres are left they go one by one, so that the last ones gather what there is.
    """
    if 2 * len(short) >= len(centres):
        return {short[0]}
    dropped: set[int] = set()
    blocked: set[str] = set()
    for at in short:
        cell = centres[at].cell
        if cell not in blocked:
            dropped.add(at)
            blocked.update(h3.grid_disk(cell, 1))
    return dropped
