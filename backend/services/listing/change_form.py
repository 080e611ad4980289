"""Deeds: what a form about a change may hold, and the place as it is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError

from backend.domain.changes import SETS, TEXTS, Details
from backend.domain.timetable import Timetable
from backend.services.faults import faults_of
from backend.services.listing.details import timetable_from_wire, to_wire
from backend.services.place_fields import (
    Line,
    Phone,
    Postcode,
    degrees_field,
    facilities_field,
    kind_field,
    languages_field,
)
from shared.geo import Point
from shared.problems import Problem
from shared.wire_fields import Flag, LaterRead
from shared.wire_hours import HoursSchema

_HOURS = ("weekly", "exceptions", "seasons")


class ChangeSchema(Schema):
    """What may be changed about a place; every field may be left out. Hours as published.

    `is_hidden` says that the place has moved: hide it now, the new address follows.
    """

    class Meta:
        unknown = EXCLUDE

    name = Line(120)
    kind = kind_field()
    organisation = Line(120, least=0)
    town = Line(60)
    address = Line(200)
    postcode = Postcode()
    phone = Phone()
    lat = degrees_field(90)
    lon = degrees_field(180)
    facilities = facilities_field()
    languages = languages_field()
    weekly = LaterRead()
    exceptions = LaterRead()
    seasons = LaterRead()
    is_hidden = Flag()


_SCHEMA, _HOURS_SCHEMA = ChangeSchema(), HoursSchema()


@dataclass(frozen=True)
class Wanted:
    """A place as it is wanted, and whether it must be hidden because it has moved."""

    details: Details
    is_hidden: bool


def read_change(now: Details, form: Mapping[str, Any]) -> Wanted:
    """Return the place as a form wants it; raises Problem form-invalid with each field's fault."""
    try:
        told = _SCHEMA.load(dict(form))
        hours = _hours(now, told)
    except ValidationError as error:
        raise Problem("form-invalid", errors=faults_of(error.messages)) from None
    details = replace(
        now,
        texts={name: told.get(name, now.texts[name]) for name in TEXTS},
        at=Point(told.get("lat", now.at.lat), told.get("lon", now.at.lon)),
        sets={name: frozenset(told.get(name, now.sets[name])) for name in SETS},
        hours=hours,
    )
    return Wanted(details, bool(told.get("is_hidden")))


def _hours(now: Details, told: Mapping[str, Any]) -> Timetable:
    """Return the wanted hours; what the form does not say stays as it is."""
    if not any(name in told for name in _HOURS):
        return now.hours
    held = to_wire(now)
    wire = _HOURS_SCHEMA.load({name: told.get(name, held[name]) for name in _HOURS})
    return timetable_from_wire(wire)
