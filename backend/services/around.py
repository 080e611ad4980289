"""Deeds: what lies around a position, to find one's door on a map without streets."""

from dataclasses import dataclass

from sqlalchemy import func, select

from backend.services.transaction import read
from backend.storage.imported import PostcodeRow
from backend.storage.zones import NameRow, ZoneRow
from shared.geo import Point, distance_m

REACH_DEG = 0.012
"""How far around names and postcodes are shown: some 1.3 km north, 0.8 km east."""
MOST = 120


@dataclass(frozen=True)
class Landmark:
    """A name or postcode near a position, in degrees."""

    name: str
    lat: float
    lon: float


def middle() -> Point:
    """Return the middle of the zones: where a map begins when nothing better is known."""
    with read() as session:
        lat, lon = session.execute(select(func.avg(ZoneRow.lat), func.avg(ZoneRow.lon))).one()
    return Point(lat, lon) if lat is not None else Point(54.0, -2.5)


def around(at: Point) -> tuple[Landmark, ...]:
    """Return names and postcodes near a position, the nearest first."""
    found: list[Landmark] = []
    with read() as session:
        for row_type, label in ((NameRow, NameRow.name), (PostcodeRow, PostcodeRow.postcode)):
            near = select(label, row_type.lat, row_type.lon).where(
                row_type.lat.between(at.lat - REACH_DEG, at.lat + REACH_DEG),
                row_type.lon.between(at.lon - REACH_DEG, at.lon + REACH_DEG),
            )
            found += [Landmark(*row) for row in session.execute(near)]
    found.sort(key=lambda each: distance_m(at, Point(each.lat, each.lon)))
    return tuple(found[:MOST])
