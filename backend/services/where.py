"""Deeds: zones and places by the names that people know them by."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.counting import Where
from backend.storage.places import PlaceRow
from backend.storage.zones import ZoneRow


def labels(session: Session, wheres: Iterable[Where]) -> dict[Where, str]:
    """Return the label and town of each zone, and the name and town of each place."""
    asked = list(wheres)
    zone_ids = {where.zone_id for where in asked if where.zone_id}
    place_ids = {where.place_id for where in asked if where.place_id}
    zones = select(ZoneRow.id, ZoneRow.label, ZoneRow.town).where(ZoneRow.id.in_(zone_ids))
    places = select(PlaceRow.id, PlaceRow.name, PlaceRow.town).where(PlaceRow.id.in_(place_ids))
    named = {row[0]: _with_town(row[1], row[2]) for row in session.execute(zones)}
    called = {row[0]: _with_town(row[1], row[2]) for row in session.execute(places)}
    return {
        where: named[where.zone_id] if where.zone_id else called[where.place_id or ""]
        for where in asked
    }


def _with_town(name: str, town: str) -> str:
    return name if town in name else f"{name}, {town}"
