"""Deeds: which zones an area is made of, worked out once from its border."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from sqlalchemy.orm import Session

from backend.services.importing.borders import border_from_text
from backend.services.zoning.nearest import NOWHERE, nearest_centres
from backend.storage.imported import all_postcodes
from backend.storage.zones import AreaRow, ZoneRow, all_areas, all_zones, put_members

BOROUGH, WARD = "borough", "ward"


@dataclass(frozen=True)
class Territory:
    """A zone and the (lon, lat) points that stand for its people: postcodes, or its centre."""

    zone_id: str
    points: tuple[tuple[float, float], ...]


def sort_zones_into_areas(session: Session) -> None:
    """Give every area with a border its zones, those of an older build too.

    A zone belongs to the ward in which most of its postcodes lie, in a tie or without postcodes
    to the ward of its centre, and to the nearest one where its centre lies in none; to a town
    centre or neighbourhood when most of its postcodes, or its centre, lie inside. Every zone
    belongs to the borough.
    """
    territories = _territories(session)
    wards: dict[int, list[AreaRow]] = {}
    for area in all_areas(session):
        if area.border is None:
            continue
        if area.kind == WARD:
            wards.setdefault(area.vintage, []).append(area)
        elif area.kind == BOROUGH:
            put_members(session, area.id, (territory.zone_id for territory in territories))
        else:
            put_members(session, area.id, inside(area.border, territories))
    for areas in wards.values():
        _sort_into_wards(session, areas, territories)


def inside(border: str, territories: Sequence[Territory]) -> list[str]:
    """Return the zones most of whose points lie inside a border."""
    shape = border_from_text(border)
    shapely.prepare(shape)
    found = []
    for territory in territories:
        within = shapely.intersects_xy(shape, *zip(*territory.points, strict=True))
        if 2 * int(within.sum()) > len(territory.points):
            found.append(territory.zone_id)
    return found


def wards_of(borders: Mapping[str, str], territories: Sequence[Territory]) -> dict[str, str]:
    """Return the one ward of each zone, given the borders by ward id."""
    ids = sorted(borders)
    tree = shapely.STRtree([border_from_text(borders[ward]) for ward in ids])
    found = {}
    for territory in territories:
        # The nearest border: the one a point lies in, else the one it lies next to.
        votes = Counter(
            ids[int(at)] for at in tree.nearest(shapely.points(territory.points)).tolist()
        )
        found[territory.zone_id] = min(votes, key=lambda ward: (-votes[ward], ward))
    return found


def _sort_into_wards(
    session: Session, areas: Sequence[AreaRow], territories: Sequence[Territory]
) -> None:
    ward_of = wards_of({area.id: area.border or "" for area in areas}, territories)
    for area in areas:
        put_members(session, area.id, (zone for zone, ward in ward_of.items() if ward == area.id))


def _territories(session: Session) -> list[Territory]:
    zones = all_zones(session)
    current = [zone for zone in zones if zone.is_current]
    points = [(row.lon, row.lat) for row in all_postcodes(session)]
    held: dict[str, list[tuple[float, float]]] = {zone.id: [] for zone in zones}
    nearest = nearest_centres([(zone.lon, zone.lat) for zone in current], points)
    for point, at in zip(points, nearest, strict=True):
        if at != NOWHERE:
            held[current[at].id].append(point)
    return [_territory(zone, held[zone.id]) for zone in zones]


def _territory(zone: ZoneRow, points: list[tuple[float, float]]) -> Territory:
    return Territory(zone.id, tuple(points) or ((zone.lon, zone.lat),))
