"""Deeds: the published documents as bytes, the same bytes for the same content and day."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from backend.domain.listing import is_listed, shown_until
from backend.domain.published_hours import days_told
from backend.domain.young import questions_of, state_of
from backend.services.calendars import calendar_of
from backend.services.gazetteer_document import gazetteer_body
from backend.services.listing.details import stored_hours
from backend.services.questions import later_sets
from backend.services.readiness.publishing import readiness_to_publish
from backend.services.replies import replies_to_publish
from backend.storage.holding import TO_LOOK
from backend.storage.imported import all_points, all_postcodes
from backend.storage.listings import moving_places
from backend.storage.places import PlaceRow, all_places
from backend.storage.settings import YOUNG_QUESTIONS, setting
from backend.storage.zones import all_names, current_areas, current_zones, newest_zone_set
from shared.clock import LOCAL_ZONE, local
from shared.help import help_to_wire
from shared.help_nations import doors_of
from shared.hours import openings
from shared.perception import questions_to_wire
from shared.problems import Fault, Problem
from shared.seasons import Calendar
from shared.wire_documents import DOCUMENT_SCHEMAS, PlaceSchema
from shared.wire_fields import FORMAT
from shared.wire_hours import hours_to_wire

_PLACE = PlaceSchema()
_SCHEMAS = {name: schema() for name, schema in DOCUMENT_SCHEMAS.items()}


@dataclass(frozen=True)
class Documents:
    """The bytes of each document by its name, and what was left out with the reason."""

    contents: dict[str, bytes]
    left_out: tuple[Fault, ...]


def build(session: Session, now: datetime, nation: str) -> Documents:
    """Return every document, each checked against the contract.

    Bytes change with the content and at local midnight, when the openings move on by a day. A
    stored place that breaks the contract is left out, so that it hides no other; any other row
    that does stops publishing (stored-invalid).
    """
    places, left_out = places_to_publish(session, now, nation)
    names = _listed(all_names(session), "name kind town lat lon")
    postcodes = [(row.postcode, row.lat, row.lon) for row in all_postcodes(session)]
    gazetteer, thinned = gazetteer_body(names, postcodes, _whole)
    bodies: dict[str, Mapping[str, Any]] = {
        "places": {"places": places},
        "zones": {
            "version": newest_zone_set(session),
            "zones": _listed(current_zones(session), "id lat lon label town"),
        },
        "areas": {"areas": _listed(current_areas(session), "id name kind outline")},
        "gazetteer": gazetteer,
        "questions": questions_to_wire(
            questions_of(state_of(setting(session, YOUNG_QUESTIONS))), later_sets(session)
        ),
        "help": help_to_wire(doors_of(nation)),
        "replies": {"replies": replies_to_publish(session, now, {place["id"] for place in places})},
        "points": {"points": _listed(all_points(session), "id kind name town detail lat lon")},
    }
    contents = {name: _checked(name, body) for name, body in bodies.items()}
    return Documents(contents, (*left_out, *thinned))


def places_to_publish(
    session: Session, now: datetime, nation: str
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Return the places that residents see now, as published, and those left out, with why."""
    places, left_out = [], []
    ready = readiness_to_publish(session, now)
    calendar = calendar_of(session, local(now).date(), nation)
    # Nobody knows whether the door is where it was, or what was done before records were restored.
    hidden = {*moving_places(session), *(setting(session, TO_LOOK) or ())}
    for row in all_places(session):
        until = shown_until(row.listed_until, row.ready_until)
        if not is_listed(row.state, until, now, has_pending_move=row.id in hidden):
            continue
        try:
            places.append(_PLACE.load({**_place(row, now, calendar), **ready.get(row.id, {})}))
        except (Problem, ValidationError) as error:
            left_out.append(Fault(f"place {row.id}", str(error)))
    # Like stands by like: in this order gzip makes the list a quarter smaller (docs/bench.md).
    places.sort(key=lambda place: (place["weekly"], place["id"]))
    return places, left_out


def to_bytes(body: Mapping[str, Any]) -> bytes:
    """Return compact JSON with sorted keys: equal content is equal bytes."""
    text = json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def _whole(body: Mapping[str, Any]) -> bytes:
    return to_bytes({"format": FORMAT, **body})


def _checked(name: str, body: Mapping[str, Any]) -> bytes:
    content = _whole(body)
    faults = _SCHEMAS[name].validate(json.loads(content))
    if faults:
        raise Problem("stored-invalid", f"{name}: {faults}")
    return content


def _listed(rows: Iterable[object], names: str) -> list[dict[str, Any]]:
    return [_columns(row, names) for row in rows]


def _columns(row: object, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}


def _place(row: PlaceRow, now: datetime, calendar: Calendar) -> dict[str, Any]:
    """Return a place as published; raises Problem where its hours overlap or never open again."""
    today = local(now).date()
    told = stored_hours(row).within(calendar)
    hours = replace(told, exceptions=days_told(told, today)).checked()
    start = datetime.combine(today, time(), LOCAL_ZONE)
    place = _columns(row, "id name kind town address postcode lat lon phone facilities languages")
    if row.checked_on is None:
        raise Problem("stored-invalid", "It is live and was never checked.")
    place["checked_on"] = row.checked_on.isoformat()
    place["listed_until"] = shown_until(row.listed_until, row.ready_until)
    place["due_from"] = row.due_from
    place |= hours_to_wire(hours)
    place["openings"] = [list(opening) for opening in openings(hours, start)]
    return place
