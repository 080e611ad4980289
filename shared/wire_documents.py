"""The contract's published documents: one schema each, made by publish, read by phones."""

from datetime import date
from itertools import pairwise
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from shared.hours import OpeningHours
from shared.map_packs import MOST_ZOOM
from shared.places import FACILITIES, KINDS, day_from_wire
from shared.points import KINDS as POINT_KINDS
from shared.problems import Problem
from shared.wire_fields import (
    Code,
    IgnoredUnlessWhole,
    IsoDay,
    Moment,
    Text,
    WireSchema,
    Words,
    as_validation_error,
    latitude,
    longitude,
    sha256_hex,
    short_id,
)
from shared.wire_postcodes import SectorSchema, check_once

DOCUMENTS = ("places", "zones", "areas", "gazetteer", "questions", "help", "replies", "points")


class EntrySchema(WireSchema):
    """One document in the manifest: its kind, file name, length in bytes and SHA-256."""

    document = fields.String(required=True)
    name = fields.String(required=True, validate=validate.Regexp(r"^[a-z]+\.[0-9a-f]{64}\.json\Z"))
    size = fields.Integer(required=True, strict=True, validate=validate.Range(2, 64_000_000))
    sha256 = fields.String(required=True, validate=sha256_hex)


class MapPackSchema(WireSchema):
    """The map pack that phones may download: file, length, SHA-256, whose data, where, zooms."""

    name = fields.String(
        required=True, validate=validate.Regexp(r"^tiles\.[0-9a-f]{64}\.mbtiles\Z")
    )
    size = fields.Integer(required=True, strict=True, validate=validate.Range(512, 2**31))
    sha256 = fields.String(required=True, validate=sha256_hex)
    attribution = Text(300, required=True)
    bounds = fields.List(fields.Float(), required=True, validate=validate.Length(equal=4))
    min_zoom = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_ZOOM))
    max_zoom = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_ZOOM))


class ManifestSchema(WireSchema):
    """What is published now: epoch (a uuid), rising version, moment, documents, map pack if any."""

    format = fields.Integer(required=True, strict=True)
    epoch = fields.String(required=True, validate=short_id)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1))
    published_at = Moment(required=True)
    documents = fields.List(fields.Nested(EntrySchema), required=True)
    map_pack = IgnoredUnlessWhole(MapPackSchema, load_default=None, allow_none=True)


class ExceptionSchema(WireSchema):
    """A day on which other hours apply; no hours mean closed."""

    on = IsoDay(required=True)
    hours = fields.List(fields.List(fields.String()), required=True)


class HoursSchema(WireSchema):
    """Weekly hours, Monday first, each day [["09:00", "17:00"], ...], and dated exceptions."""

    weekly = fields.List(
        fields.List(fields.List(fields.String(), validate=validate.Length(equal=2))),
        required=True,
        validate=validate.Length(equal=7),
    )
    exceptions = fields.List(fields.Nested(ExceptionSchema), load_default=list)

    @validates_schema
    def check_hours(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse hours that are malformed, overlap or never open."""
        try:
            hours_from_wire(data)
        except Problem as problem:
            raise as_validation_error(problem, "weekly") from problem


class PlaceSchema(HoursSchema):
    """One safe place: what residents may know, and its openings of 14 days in UTC minutes.

    From the UTC minute `due_from` something is overdue there and it sinks; `confirmed_on` is when
    its staff last said that it is ready, `trained` of `rota` people are trained, and an officer
    visited it in the month `visited` ("2026-10").
    """

    id = fields.String(required=True, validate=short_id)
    name = Text(120, required=True)
    kind = Code(KINDS, required=True)
    town = Text(60, required=True)
    address = Text(200, required=True)
    postcode = Text(10, required=True)
    lat = fields.Float(required=True, validate=latitude)
    lon = fields.Float(required=True, validate=longitude)
    phone = fields.String(load_default="", validate=validate.Regexp(r"^[0-9+ ]{0,20}\Z"))
    facilities = fields.List(Code(FACILITIES), load_default=list)
    languages = fields.List(Text(40), load_default=list)
    checked_on = IsoDay(required=True)
    listed_until = fields.Integer(required=True, strict=True)
    openings = fields.List(
        fields.List(fields.Integer(strict=True), validate=validate.Length(equal=2)), required=True
    )
    due_from = fields.Integer(load_default=None, allow_none=True, strict=True)
    confirmed_on = IsoDay(load_default=None, allow_none=True)
    rota = fields.Integer(load_default=0, strict=True, validate=validate.Range(0))
    trained = fields.Integer(load_default=0, strict=True, validate=validate.Range(0))
    visited = fields.String(load_default="", validate=validate.Regexp(r"^(\d{4}-\d{2})?\Z"))

    @post_load
    def drop_unknown_facilities(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out facilities this version has no words for."""
        data["facilities"] = [code for code in data.get("facilities", []) if code in FACILITIES]
        return data

    @validates_schema
    def check_openings(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse openings that end before they begin or are out of order."""
        flat = [minute for opening in data["openings"] for minute in opening]
        if any(a >= b for a, b in pairwise(flat)):
            raise ValidationError({"openings": ["They must rise from one minute to the next."]})


class ZoneSchema(WireSchema):
    """One zone: its centre and the label people choose it by."""

    id = fields.String(required=True, validate=short_id)
    lat = fields.Float(required=True, validate=latitude)
    lon = fields.Float(required=True, validate=longitude)
    label = Text(120, required=True)
    town = Text(60, required=True)


class AreaSchema(WireSchema):
    """One area: name, kind, and a simplified outline of [lon, lat] pairs."""

    id = fields.String(required=True, validate=short_id)
    name = Text(120, required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf(("borough", "ward", "town", "neighbourhood"))
    )
    outline = fields.List(
        fields.List(fields.Float(), validate=validate.Length(equal=2)), load_default=list
    )


NAME_KINDS = ("town", "neighbourhood", "landmark", "postcode")
"""What a name of the gazetteer may stand for; a later kind is "other" to this version."""


class NameSchema(WireSchema):
    """One gazetteer entry: a town, a neighbourhood, a landmark or the centre of a postcode."""

    name = Text(120, required=True)
    kind = Code(NAME_KINDS, required=True)
    town = Text(60, required=True)
    lat = fields.Float(required=True, validate=latitude)
    lon = fields.Float(required=True, validate=longitude)


class PointSchema(WireSchema):
    """One point of help: what it is, where it hangs and how to reach it; never a safe place."""

    id = fields.String(required=True, validate=short_id)
    kind = Code(POINT_KINDS, required=True)
    name = Text(120, required=True)
    town = Text(60, load_default="", least=0)
    detail = Text(200, load_default="", least=0)
    lat = fields.Float(required=True, validate=latitude)
    lon = fields.Float(required=True, validate=longitude)


class OptionSchema(WireSchema):
    """One choosable answer: its code and its words."""

    code = fields.String(required=True)
    text = Words(required=True)
    feeling = fields.String(load_default="")


class QuestionSchema(WireSchema):
    """One question with its options, in the order in which they are shown."""

    id = fields.String(required=True)
    text = Words(required=True)
    is_many = fields.Boolean(required=True)
    source = fields.String(load_default="")
    options = fields.List(fields.Nested(OptionSchema), required=True)


class QuestionSetSchema(WireSchema):
    """One version of the questions."""

    id = fields.String(required=True)
    version = fields.Integer(required=True, strict=True)
    scale = fields.String(required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True)


class DoorSchema(WireSchema):
    """One right door: the service for a need."""

    id = fields.String(required=True)
    title = Words(required=True)
    detail = Words(required=True)
    phone = fields.String(required=True)
    is_emergency = fields.Boolean(load_default=False)
    need = fields.String(load_default="")
    text_to = fields.String(load_default="", validate=validate.Regexp(r"^[0-9+ ]{0,20}\Z"))


class ReplySchema(WireSchema):
    """One "you said, we did": the zones or places it answers, what was said and what was done."""

    id = fields.String(required=True)
    zones = fields.List(fields.String(), required=True)
    places = fields.List(fields.String(), load_default=list)
    said = Words(required=True)
    did = Words(required=True)
    on = IsoDay(required=True)


def _document(**lists: type[WireSchema]) -> type[Schema]:
    columns: dict[str, Any] = {"format": fields.Integer(required=True, strict=True)}
    for name, schema in lists.items():
        columns[name] = fields.List(fields.Nested(schema), required=True)
    return WireSchema.from_dict(columns)


class ZonesSchema(_document(zones=ZoneSchema)):  # type: ignore[misc]
    """The zones, and the version of their set; 0 where they were not built."""

    version = fields.Integer(load_default=0, strict=True, validate=validate.Range(0))


class GazetteerSchema(_document(names=NameSchema)):  # type: ignore[misc]
    """The names people know, and the postcodes in their compact form; a phone may hold none."""

    postcodes = fields.List(fields.Nested(SectorSchema), load_default=list, validate=check_once)


class QuestionsSchema(_document(sets=QuestionSetSchema)):  # type: ignore[misc]
    """The published versions, and the young people's questions where they are switched on."""

    young = fields.Nested(QuestionSetSchema, load_default=None, allow_none=True)


DOCUMENT_SCHEMAS: dict[str, type[Schema]] = {
    "places": _document(places=PlaceSchema),
    "zones": ZonesSchema,
    "areas": _document(areas=AreaSchema),
    "gazetteer": GazetteerSchema,
    "questions": QuestionsSchema,
    "help": _document(doors=DoorSchema),
    "replies": _document(replies=ReplySchema),
    "points": _document(points=PointSchema),
}


def hours_from_wire(body: dict[str, Any]) -> OpeningHours:
    """Return the hours of a message; raises hours-malformed, hours-overlap, hours-never-open."""
    pairs = [pair for day in body["weekly"] for pair in day]
    pairs += [pair for item in body.get("exceptions", ()) for pair in item["hours"]]
    if any(len(pair) != 2 for pair in pairs):
        raise Problem("hours-malformed", "each opening time is a pair such as 09:00, 17:00")
    return OpeningHours(
        tuple(day_from_wire(day) for day in body["weekly"]),
        {
            date.fromisoformat(item["on"]): day_from_wire(item["hours"])
            for item in body.get("exceptions", ())
        },
    )
