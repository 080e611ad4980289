"""Deeds: a place's changeable details between its rows, the rules, and what waits as JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.changes import SETS, TEXTS, Details, Waiting
from backend.domain.timetable import Key, Timetable
from backend.storage.places import (
    ExceptionIntervalRow,
    ExceptionRow,
    PlaceRow,
    WeeklyRow,
    put_hours,
)
from shared.digits import is_digits
from shared.geo import Point
from shared.intervals import DAYS, Interval, WireDay, day_from_wire, day_to_wire, tidy
from shared.seasons import season_to_wire, tidy_season
from shared.wire_hours import hours_from_wire, hours_to_wire, seasons_from_wire


def details_of(place: PlaceRow) -> Details:
    """Return the changeable details of a place, hours with all exceptions."""
    return Details(
        texts={name: getattr(place, name) for name in TEXTS},
        at=Point(place.lat, place.lon),
        sets={name: frozenset(getattr(place, name)) for name in SETS},
        hours=timetable_of(place),
    )


def timetable_of(place: PlaceRow) -> Timetable:
    """Return the hours of a place in their one form; they may be none, which published never are.

    Intervals that meet are one here; `stored_hours` are as they stand in its rows.
    """
    return _tidied(stored_hours(place))


def stored_hours(place: PlaceRow) -> Timetable:
    """Return the hours of a place as they are stored."""
    weekly: list[list[Interval]] = [[] for _ in DAYS]
    for row in place.weekly:
        weekly[row.weekday].append(Interval(row.opens, row.closes))
    exceptions = {
        item.on_day: tuple(Interval(each.opens, each.closes) for each in item.intervals)
        for item in place.exceptions
    }
    return Timetable(tuple(map(tuple, weekly)), exceptions, seasons_from_wire(place.seasons or ()))


def timetable_from_wire(wire: Mapping[str, Any]) -> Timetable:
    """Return hours that a message tells in their one form; raises as `hours_from_wire`."""
    hours = hours_from_wire(wire)
    return _tidied(Timetable(hours.weekly, hours.exceptions, hours.seasons))


def _tidied(hours: Timetable) -> Timetable:
    return Timetable(
        tuple(tidy(day) for day in hours.weekly),
        {day: tidy(each) for day, each in hours.exceptions.items()},
        tuple(tidy_season(each) for each in hours.seasons),
    )


def put_details(session: Session, place: PlaceRow, details: Details) -> None:
    """Store details in a place's rows, all of its hours anew."""
    for name in TEXTS:
        setattr(place, name, details.texts[name])
    for name in SETS:
        setattr(place, name, sorted(details.sets[name]))
    place.lat, place.lon = details.at.lat, details.at.lon
    put_timetable(session, place.id, details.hours)
    session.flush()
    session.expire(place, ["weekly", "exceptions", "seasons"])


def put_timetable(session: Session, place_id: str, hours: Timetable) -> None:
    """Replace all hours of a place."""
    weekly = [
        {"place_id": place_id, "weekday": day, "opens": each.opens, "closes": each.closes}
        for day, intervals in enumerate(hours.weekly)
        for each in intervals
    ]
    exceptions = [{"place_id": place_id, "on_day": day} for day in hours.exceptions]
    intervals = [
        {"place_id": place_id, "on_day": day, "opens": each.opens, "closes": each.closes}
        for day, listed in hours.exceptions.items()
        for each in listed
    ]
    rows = {WeeklyRow: weekly, ExceptionRow: exceptions, ExceptionIntervalRow: intervals}
    put_hours(session, place_id, rows, [season_to_wire(each) for each in hours.seasons])


def to_wire(details: Details) -> dict[str, Any]:
    """Return details as JSON, in the names and forms of the forms."""
    return {
        **details.texts,
        "lat": details.at.lat,
        "lon": details.at.lon,
        **{name: sorted(details.sets[name]) for name in SETS},
        **hours_to_wire(details.hours),
    }


def waiting_to_wire(waits: Waiting) -> dict[str, Any]:
    """Return what waits as JSON; `hours` by weekday ("0" is Monday) or day, null for as usual."""
    found: dict[str, Any] = {**waits.texts}
    if waits.at is not None:
        found |= {"lat": waits.at.lat, "lon": waits.at.lon}
    found |= {name: sorted(codes) for name, codes in waits.gained.items()}
    if waits.days:
        found["hours"] = {
            str(key): None if hours is None else day_to_wire(hours)
            for key, hours in waits.days.items()
        }
    if waits.seasons is not None:
        found["seasons"] = [season_to_wire(each) for each in waits.seasons]
    return found


def waiting_from_wire(wanted: Mapping[str, Any], *, is_move: bool) -> Waiting:
    """Return what waits, from its JSON."""
    hours: Mapping[str, WireDay | None] = wanted.get("hours", {})
    return Waiting(
        texts={name: wanted[name] for name in TEXTS if name in wanted},
        at=Point(wanted["lat"], wanted["lon"]) if "lat" in wanted else None,
        gained={name: frozenset(wanted[name]) for name in SETS if name in wanted},
        days={_key(key): None if day is None else day_from_wire(day) for key, day in hours.items()},
        is_move=is_move,
        seasons=seasons_from_wire(wanted["seasons"]) if "seasons" in wanted else None,
    )


def _key(text: str) -> Key:
    return int(text) if is_digits(text) else date.fromisoformat(text)
