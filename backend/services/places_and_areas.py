"""Deeds: the area or place that something was done in, named for people, and known to be there."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.interventions import Where
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.places import PlaceRow, has_place, place_name
from backend.storage.zones import AreaRow
from shared.problems import Fault, Problem

GONE_AREA, GONE_PLACE = "An area that is no longer here", "A place that is no longer here"


def areas() -> tuple[tuple[str, str], ...]:
    """Return (id, name) of the areas something can be written down for, in the order of names."""
    with read() as session:
        return tuple(sorted(ward_names(session).items(), key=lambda pair: pair[1].lower()))


def name_of_place(place_id: str) -> str:
    """Return what a place is called; raises not-found."""
    with read() as session:
        name = place_name(session, place_id)
    if name is None:
        raise Problem("not-found")
    return name


def check_there(session: Session, where: Where) -> None:
    """Raise form-invalid where an area has been removed or drawn anew, or a place is not there."""
    if where.place_id is not None:
        if not has_place(session, where.place_id):
            raise Problem("form-invalid", "This place is not there. Start from its page.")
    elif where.area_id not in ward_names(session):
        what = "This area is not there any more. Choose another."
        raise Problem("form-invalid", errors=[Fault("area", what)])


def named(session: Session, wheres: Iterable[Where]) -> dict[Where, str]:
    """Return what each is called; also older areas, and what is no longer there."""
    asked = set(wheres)
    area_ids = [each.area_id for each in asked if each.area_id]
    place_ids = [each.place_id for each in asked if each.place_id]
    areas = select(AreaRow.id, AreaRow.name).where(AreaRow.id.in_(area_ids))
    places = select(PlaceRow.id, PlaceRow.name).where(PlaceRow.id.in_(place_ids))
    names = {Where(area_id=key): name for key, name in session.execute(areas)}
    names |= {Where(place_id=key): name for key, name in session.execute(places)}
    return {each: names.get(each, GONE_PLACE if each.place_id else GONE_AREA) for each in asked}
