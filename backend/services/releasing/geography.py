"""Deeds: the areas and places that a release is about, as they are on its day."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from backend.domain.printing import PLACE, VISITS, young_area
from backend.domain.products import BOROUGH
from backend.domain.tallying import ALL_VISITS, AreaThen, Tally, visits_of_ward
from backend.storage.counted import place_names, zones_of_areas
from backend.storage.zones import current_areas

PLACE_PREFIX = "place:"
"""What the id of a place begins with among areas, so that neither can be taken for the other."""


def areas_today(session: Session) -> tuple[AreaThen, ...]:
    """Return the borough and its areas with the newest borders."""
    zones = zones_of_areas(session)
    areas = current_areas(session)
    outline = next((area.outline for area in areas if area.kind == BOROUGH), [])
    name = next((area.name for area in areas if area.kind == BOROUGH), "The whole borough")
    others = (
        AreaThen(area.id, area.name, area.kind, zones.get(area.id, ()), area.outline)
        for area in areas
        if area.kind != BOROUGH
    )
    return AreaThen(BOROUGH, name, BOROUGH, (), outline), *others


def places_of(done: Tally, names: Mapping[str, str]) -> tuple[AreaThen, ...]:
    """Return the places that somebody answered about, in the order of ids."""
    ids = sorted(
        only
        for unit in done.counts
        if len(unit) == 1
        for only in unit
        if only.startswith(PLACE_PREFIX)
    )
    return tuple(
        AreaThen(each, names.get(each.removeprefix(PLACE_PREFIX), each), PLACE) for each in ids
    )


def whole_geography(session: Session, done: Tally) -> tuple[AreaThen, ...]:
    """Return all that a quarter's release is about."""
    areas = areas_today(session)
    visits = _visits(done, areas)
    return *areas, *places_of(done, place_names(session)), young_area(), *visits


def _visits(done: Tally, areas: Iterable[AreaThen]) -> Iterator[AreaThen]:
    """Yield what visits are printed under: all of them, and each area where some were noted."""
    noted = {name for unit in done.counts for name in unit}
    if ALL_VISITS in noted:
        yield AreaThen(ALL_VISITS, "The whole borough", VISITS)
    for area in areas:
        if (under := visits_of_ward(area.id)) in noted:
            yield AreaThen(under, area.name, VISITS)
