"""Deeds: the form of a network file: places, zones, areas, names and points of help."""

import json
from pathlib import Path
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema

from backend.domain.listing import STATES
from backend.services.faults import faults_of
from shared.places import FACILITIES, KINDS
from shared.points import KINDS as POINT_KINDS
from shared.problems import Problem
from shared.wire_documents import (
    NAME_KINDS,
    AreaSchema,
    NameSchema,
    PlaceSchema,
    PointSchema,
    ZoneSchema,
)
from shared.wire_fields import FORMAT
from shared.wire_hours import ExceptionSchema, HoursSchema
from shared.wire_keys import Choice, Id, IsoDay, Whole

MOST_DAYS = 3650
_WORKED_OUT = (
    *("openings", "listed_until", "checked_on", "exceptions", "kind", "facilities"),
    *("due_from", "confirmed_on", "rota", "trained", "visited"),
)
_SAME_AS_PUBLISHED = {
    name: column
    for name, column in PlaceSchema().declared_fields.items()
    if name not in (*_WORKED_OUT, *HoursSchema().declared_fields)
}


class _StrictExceptionSchema(ExceptionSchema):
    class Meta:
        unknown = RAISE


class _PlaceSchema(HoursSchema.from_dict(_SAME_AS_PUBLISHED)):  # type: ignore[misc]
    """A place as a partner hands it over: a word that is not known is refused, never dropped."""

    class Meta:
        unknown = RAISE

    kind = Choice(KINDS, required=True)
    facilities = fields.List(Choice(FACILITIES), load_default=list)
    exceptions = fields.List(fields.Nested(_StrictExceptionSchema), load_default=list)
    state = Choice(STATES, load_default="live")
    listed_until_on = IsoDay()
    listed_days = Whole(0, MOST_DAYS)
    checked_on = IsoDay()
    checked_days_ago = Whole(0, MOST_DAYS)

    @validates_schema
    def check_days(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a place without an end of its listing or without the day of its check."""
        pairs = (("listed_until_on", "listed_days"), ("checked_on", "checked_days_ago"))
        for day, days in pairs:
            if (day in data) == (days in data):
                raise ValidationError({day: [f"Give either {day} or {days}."]})


class _ZoneSchema(ZoneSchema):
    class Meta:
        unknown = RAISE


_NAME_KINDS = {"kind": Choice(NAME_KINDS, required=True)}


class _NameSchema(NameSchema.from_dict(_NAME_KINDS)):  # type: ignore[misc]
    class Meta:
        unknown = RAISE


_POINT_KINDS = {"kind": Choice(POINT_KINDS, required=True)}


class _PointSchema(PointSchema.from_dict(_POINT_KINDS)):  # type: ignore[misc]
    class Meta:
        unknown = RAISE


class _AreaSchema(AreaSchema):
    class Meta:
        unknown = RAISE

    zones = fields.List(Id(), load_default=list)


class NetworkSchema(Schema):
    """A whole network file; every list may be left out."""

    class Meta:
        unknown = RAISE

    format = Whole(FORMAT, FORMAT, required=True)
    areas = fields.List(fields.Nested(_AreaSchema), load_default=list)
    zones = fields.List(fields.Nested(_ZoneSchema), load_default=list)
    names = fields.List(fields.Nested(_NameSchema), load_default=list)
    points = fields.List(fields.Nested(_PointSchema), load_default=list)
    places = fields.List(fields.Nested(_PlaceSchema), load_default=list)


_SCHEMA = NetworkSchema()


def read_file(path: Path) -> object:
    """Return the JSON of a file; raise Problem network-invalid that says why it cannot be read."""
    try:
        document: object = json.loads(path.read_bytes())
    except OSError as error:
        raise Problem("network-invalid", f"{path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise Problem("network-invalid", f"{path} is not JSON: {error}.") from error
    return document


def parse(document: object) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of a network file; raise Problem network-invalid with every fault."""
    try:
        parsed: dict[str, list[dict[str, Any]]] = _SCHEMA.load(document)  # type: ignore[arg-type]
    except ValidationError as error:
        raise Problem("network-invalid", errors=faults_of(error.messages)) from error
    return parsed
