"""Deeds: the published documents as bytes, the same bytes for the same content and day."""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.listing import is_listed
from backend.storage.places import PlaceRow, all_places
from backend.storage.zones import all_areas, all_names, all_zones
from shared.clock import LOCAL_ZONE, local
from shared.help import help_to_wire
from shared.hours import DAYS, DayHours, Interval, OpeningHours, format_wall, openings
from shared.perception import questions_to_wire
from shared.problems import Problem
from shared.wire_documents import DOCUMENT_SCHEMAS
from shared.wire_fields import FORMAT

_SCHEMAS = {name: schema() for name, schema in DOCUMENT_SCHEMAS.items()}


def build(session: Session, now: datetime) -> dict[str, bytes]:
    """Return every document by its name, each checked against the contract.

    Bytes change with the content and at local midnight, when the openings move on by a day.
    """
    listed = [row for row in all_places(session) if is_listed(row.state, row.listed_until, now)]
    places = [_place(row, now) for row in listed]
    bodies: dict[str, Mapping[str, Any]] = {
        "places": {"places": [place for place in places if place is not None]},
        "zones": {"zones": [_columns(row, "id lat lon label town") for row in all_zones(session)]},
        "areas": {"areas": [_columns(row, "id name kind outline") for row in all_areas(session)]},
        "gazetteer": {
            "names": [_columns(row, "name kind town lat lon") for row in all_names(session)]
        },
        "questions": questions_to_wire(),
        "help": help_to_wire(),
        "replies": {"replies": []},
    }
    return {name: _checked(name, body) for name, body in bodies.items()}


def to_bytes(body: Mapping[str, Any]) -> bytes:
    """Return compact JSON with sorted keys: equal content is equal bytes."""
    text = json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def _checked(name: str, body: Mapping[str, Any]) -> bytes:
    content = to_bytes({"format": FORMAT, **body})
    faults = _SCHEMAS[name].validate(json.loads(content))
    if faults:
        raise ValueError(f"the document {name} breaks the contract: {faults}")
    return content


def _columns(row: object, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}


def _place(row: PlaceRow, now: datetime) -> dict[str, Any] | None:
    """Return a place as published, or None where it will never open again."""
    today = local(now).date()
    weekly: list[list[Interval]] = [[] for _ in DAYS]
    for interval in row.weekly:
        weekly[interval.weekday].append(Interval(interval.opens, interval.closes))
    # Yesterday still matters: its evening may run past midnight.
    exceptions = {
        item.on_day: tuple(Interval(each.opens, each.closes) for each in item.intervals)
        for item in row.exceptions
        if item.on_day >= today - timedelta(days=1)
    }
    try:
        hours = OpeningHours(tuple(map(tuple, weekly)), exceptions)
    except Problem:
        return None
    start = datetime.combine(today, time(), LOCAL_ZONE)
    place = _columns(row, "id name kind town address postcode lat lon phone facilities")
    place["checked_on"] = row.checked_on.isoformat()
    place["listed_until"] = row.listed_until
    place["weekly"] = [_to_wire(day) for day in hours.weekly]
    place["exceptions"] = [
        {"on": day.isoformat(), "hours": _to_wire(intervals)}
        for day, intervals in sorted(exceptions.items())
    ]
    place["openings"] = [list(opening) for opening in openings(hours, start)]
    return place


def _to_wire(day: DayHours) -> list[list[str]]:
    return [[format_wall(each.opens), format_wall(each.closes)] for each in day]
