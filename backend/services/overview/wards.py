"""Deeds: wards by name, for lists and filters."""

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
