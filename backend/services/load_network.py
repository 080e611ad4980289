"""Deeds: loading a network file: places, zones, areas, names and points, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.network import Network, PlaceDays, faults_in
from backend.services.listing.details import put_timetable, timetable_from_wire
from backend.services.network_file import parse
from backend.services.transaction import write
from backend.storage.imported import PointRow
from backend.storage.places import (
    PlaceRow,
)
from backend.storage.publication import mark_due
from backend.storage.zones import AreaRow, NameRow, ZoneRow, put, put_members, zone_ids
from shared.clock import local
from shared.hours import resolve
from shared.problems import Problem

_HOURS = ("weekly", "exceptions", "seasons")
_DAYS = ("listed_until_on", "listed_days", "checked_on", "checked_days_ago")


@dataclass(frozen=True)
class Loaded:
    """How many entries of each kind a network file brought."""

    places: int
    zones: int
    areas: int
    names: int
    points: int


def load_network(document: object, now: datetime) -> Loaded:
    """Add what a parsed network file holds, or replace what has the same id.

    Raises Problem network-invalid with every fault and its path; then nothing has changed.
    """
    lists = parse(document)
    today = local(now).date()
    days = [_days(place, today) for place in lists["places"]]
    with write() as session:
        faults = faults_in(_network(lists, days), zone_ids(session), today)
        if faults:
            raise Problem("network-invalid", errors=faults)
        put(session, ZoneRow, lists["zones"])
        put(session, NameRow, lists["names"])
        put(session, PointRow, lists["points"])
        for area in lists["areas"]:
            put(session, AreaRow, [_without(area, ("zones",))])
            put_members(session, area["id"], area["zones"])
        for place, its_days in zip(lists["places"], days, strict=True):
            _put_place(session, place, its_days)
        _settle_wards(session)
        mark_due(session)
    return Loaded(**{name: len(listed) for name, listed in lists.items() if name != "format"})


def _settle_wards(session: Session) -> None:
    # Geometry costs a serving process memory and time, and only this deed of its needs it.
    from backend.services.zoning.wards import settle_wards

    settle_wards(session)


def _days(place: Mapping[str, Any], today: date) -> PlaceDays:
    """Return the days of a place, those that are counted from today worked out."""
    listed, checked = place.get("listed_days"), place.get("checked_days_ago")
    return PlaceDays(
        listed_until_on=date.fromisoformat(place["listed_until_on"])
        if listed is None
        else today + timedelta(days=listed),
        checked_on=date.fromisoformat(place["checked_on"])
        if checked is None
        else today - timedelta(days=checked),
    )


def _network(lists: Mapping[str, list[dict[str, Any]]], days: list[PlaceDays]) -> Network:
    return Network(
        ids={
            "areas": tuple(area["id"] for area in lists["areas"]),
            "zones": tuple(zone["id"] for zone in lists["zones"]),
            "places": tuple(place["id"] for place in lists["places"]),
            "points": tuple(point["id"] for point in lists["points"]),
            "names": tuple(
                f"{name['kind']} {name['name']}, {name['town']}" for name in lists["names"]
            ),
        },
        area_zones=tuple(tuple(area["zones"]) for area in lists["areas"]),
        place_days=tuple(days),
    )


def _put_place(session: Session, place: Mapping[str, Any], days: PlaceDays) -> None:
    row = _without(place, (*_HOURS, *_DAYS))
    row["checked_on"] = days.checked_on
    # The listing ends with its last day, at the midnight that follows.
    row["listed_until"] = resolve(days.listed_until_on + timedelta(days=1), 0, later=False)
    put(session, PlaceRow, [row])
    put_timetable(session, place["id"], timetable_from_wire(place))


def _without(entry: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in names}
