"""Deeds: the ward of every place and candidate, worked out anew when borders or zones change."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.zoning.membership import (
    WARD,
    Territory,
    sort_zones_into_areas,
    wards_of,
)
from backend.services.zoning.nearest import NOWHERE, nearest_centres
from backend.storage.engines import let_it_take_minutes
from backend.storage.imported import DraftRow, PostcodeRow
from backend.storage.places import PlaceRow
from backend.storage.reconcile import reconcile
from backend.storage.zones import ZoneAreaRow, current_areas, current_zones
from shared.geo import Point

OUTSIDE = "It lies outside the borough."
"""Noted of a candidate beyond the border: it is in no ward, however near one is."""

Points = Mapping[str, Point]


def sort_anew(session: Session) -> None:
    """Give every area its zones, and every place and candidate its ward."""
    let_it_take_minutes(session)
    sort_zones_into_areas(session)
    settle_wards(session)


def settle_wards(session: Session) -> None:
    """Give every place and candidate its ward, by the zones and borders of today."""
    session.flush()
    found = session.execute(select(PlaceRow.id, PlaceRow.lat, PlaceRow.lon))
    places = {place_id: Point(lat, lon) for place_id, lat, lon in found}
    wards = wards_by_zone(session, places)
    reconcile(session, PlaceRow, [{"id": each, "ward_id": wards.get(each)} for each in places])
    settle_drafts(session)


def settle_drafts(session: Session) -> None:
    """Give every candidate its ward; without a position, that of its postcode."""
    columns = (DraftRow.id, DraftRow.lat, DraftRow.lon, DraftRow.postcode, DraftRow.notes)
    drafts = session.execute(select(*columns)).all()
    postcodes = {
        postcode: Point(lat, lon)
        for postcode, lat, lon in session.execute(
            select(PostcodeRow.postcode, PostcodeRow.lat, PostcodeRow.lon)
        )
    }
    points = {}
    for draft_id, lat, lon, postcode, notes in drafts:
        at = postcodes.get(postcode) if lat is None or lon is None else Point(lat, lon)
        if at is not None and OUTSIDE not in notes:
            points[draft_id] = at
    wards = wards_by_border(session, points)
    entries = [{"id": draft.id, "ward_id": wards.get(draft.id)} for draft in drafts]
    reconcile(session, DraftRow, entries)


def wards_by_border(session: Session, points: Points) -> dict[str, str]:
    """Return the ward of each point by the newest borders, by zones where none are known."""
    borders = {
        area.id: area.border for area in current_areas(session) if area.kind == WARD and area.border
    }
    if not borders:
        return wards_by_zone(session, points)
    return wards_of(borders, [Territory(key, ((at.lon, at.lat),)) for key, at in points.items()])


def wards_by_zone(session: Session, points: Points) -> dict[str, str]:
    """Return the ward of each point by its zone, by the rule of `services.wards.ward_of`."""
    wards = [area.id for area in current_areas(session) if area.kind == WARD]
    held = select(ZoneAreaRow.zone_id, ZoneAreaRow.area_id).where(ZoneAreaRow.area_id.in_(wards))
    # Of several wards the first one counts: it comes last and overwrites the others.
    of_zone = dict(session.execute(held.order_by(ZoneAreaRow.area_id.desc())).all())
    zones = current_zones(session)
    nearest = nearest_centres(
        [(zone.lon, zone.lat) for zone in zones], [(at.lon, at.lat) for at in points.values()]
    )
    return {
        key: of_zone[zones[at].id]
        for key, at in zip(points, nearest, strict=True)
        if at != NOWHERE and zones[at].id in of_zone
    }
