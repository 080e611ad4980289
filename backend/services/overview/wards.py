"""Deeds: wards by name, for lists and filters."""

from typing import Any

from sqlalchemy.orm import Session

from backend.services.transaction import read
from backend.storage.zones import current_areas


def ward_names(session: Session) -> dict[str, str]:
    """Return the names of the wards, towns and neighbourhoods by id."""
    return {area.id: area.name for area in current_areas(session) if area.kind != "borough"}


def wards() -> tuple[tuple[str, str], ...]:
    """Return (id, name) of each ward in the order of names."""
    with read() as session:
        named = ((area.id, area.name) for area in current_areas(session) if area.kind == "ward")
        return tuple(sorted(named, key=lambda pair: pair[1]))


def borders() -> dict[str, Any]:
    """Return the simplified borders of the wards, or of what else there is, as GeoJSON."""
    with read() as session:
        areas = [area for area in current_areas(session) if len(area.outline) > 3]
        kinds = ("ward",) if any(area.kind == "ward" for area in areas) else ("borough", "town")
        features = [
            {
                "type": "Feature",
                "properties": {"name": area.name},
                "geometry": {"type": "Polygon", "coordinates": [area.outline]},
            }
            for area in areas
            if area.kind in kinds
        ]
    return {"type": "FeatureCollection", "features": features}
