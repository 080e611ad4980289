"""Deeds: in which zone and ward something is, by the nearest centre as on the phone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.storage.zones import AreaRow, ZoneAreaRow, current_areas, current_zones
from shared.geo import Point
from shared.zones import Zone, nearest_zone

WARD = "ward"


def zone_of(session: Session, at: Point) -> str | None:
    """Return the id of the zone a point belongs to, or None out of the borough's reach."""
    zones = [
        Zone(row.id, Point(row.lat, row.lon), row.label, row.town) for row in current_zones(session)
    ]
    nearest = nearest_zone(zones, at)
    return None if nearest is None else nearest.id


def ward_of(session: Session, at: Point) -> str | None:
    """Return the id of the ward, of the newest borders, to which a point's zone counts."""
    wards = [area.id for area in current_areas(session) if area.kind == WARD]
    held = select(ZoneAreaRow.area_id).where(
        ZoneAreaRow.zone_id == zone_of(session, at), ZoneAreaRow.area_id.in_(wards)
    )
    return session.scalar(held.order_by(ZoneAreaRow.area_id))


def ward_names(session: Session) -> dict[str, str]:
    """Return the names of all wards by id, those of older borders too."""
    wards = session.scalars(select(AreaRow).where(AreaRow.kind == WARD))
    return {ward.id: ward.name for ward in wards}
