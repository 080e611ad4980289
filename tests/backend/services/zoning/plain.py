"""The rule of zones (decision 18) as it was first written: every centre looked at for each point.

Slow, and right by being plain: what is built faster has to come to the same zones.
"""

from collections import Counter
from collections.abc import Sequence

import h3
from shapely.geometry.base import BaseGeometry

from backend.services.zoning.centres import COARSER, DECIMALS, FINE, Centre
from backend.services.zoning.labels import LANDMARK, TOWN, KnownName, Unlabelled
from backend.services.zoning.nearest import NOWHERE, LonLat
from shared.geo import Point, distance_m
from shared.zones import Zone, nearest_zone


def plain_nearest(centres: Sequence[LonLat], points: Sequence[LonLat]) -> list[int]:
    """Return for each point the place of its nearest centre, the first of equal ones."""
    zones = [Zone(f"{n:06}", Point(lat, lon), "", "") for n, (lon, lat) in enumerate(centres)]
    found = (nearest_zone(zones, Point(lat, lon)) for lon, lat in points)
    return [int(zone.id) if zone else NOWHERE for zone in found]


def plain_centres(border: BaseGeometry, postcodes: Sequence[LonLat], least: int) -> list[Centre]:
    """Return the centres of the zones, counting all postcodes anew after each round."""
    held = {h3.latlng_to_cell(lat, lon, FINE) for lon, lat in postcodes}
    fine = set(h3.geo_to_cells(border, FINE)) | held
    empty = Counter(h3.cell_to_parent(cell, COARSER[0]) for cell in fine - held)
    coarse = {parent for parent, count in empty.items() if count == 7}
    kept = {cell for cell in fine if h3.cell_to_parent(cell, COARSER[0]) not in coarse} | coarse
    centres = sorted(_centre(cell) for cell in kept)
    while True:
        counts = Counter(plain_nearest([centre.at for centre in centres], postcodes))
        short = [at for at, _ in enumerate(centres) if 0 < counts[at] < least]
        if not short:
            return centres
        short.sort(key=lambda at: (counts[at], centres[at].cell))
        dropped = {short[0]} if 2 * len(short) >= len(centres) else _apart(centres, short)
        centres = [centre for at, centre in enumerate(centres) if at not in dropped]


def _centre(cell: str) -> Centre:
    lat, lon = h3.cell_to_latlng(cell)
    return Centre(cell, round(lon, DECIMALS), round(lat, DECIMALS))


def _apart(centres: Sequence[Centre], short: Sequence[int]) -> set[int]:
    dropped: set[int] = set()
    blocked: set[str] = set()
    for at in short:
        if centres[at].cell not in blocked:
            dropped.add(at)
            blocked.update(h3.grid_disk(centres[at].cell, 1))
    return dropped


def plain_bases(zones: Sequence[Unlabelled], names: Sequence[KnownName]) -> dict[str, KnownName]:
    """Return for each zone the nearest name that is no landmark."""
    settled = [name for name in names if name.kind != LANDMARK]
    return {
        zone.id: min(settled, key=lambda name: (distance_m(name.at, zone.at), name.name, name.town))
        for zone in zones
    }


def plain_zone_of(name: KnownName, zones: Sequence[Unlabelled]) -> str:
    """Return the zone nearest to a name."""
    return min(zones, key=lambda zone: (distance_m(zone.at, name.at), zone.id)).id


def towns(names: Sequence[KnownName]) -> list[KnownName]:
    """Return the names of towns."""
    return [name for name in names if name.kind == TOWN]
