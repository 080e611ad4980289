"""The contract's published documents: one schema each, made by publish, read by phones."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from shared.map_packs import MOST_ZOOM
from shared.neighbours import ADDRESS, MOST_NAME, MOST_NEIGHBOURS
from shared.places import FACILITIES, KINDS
from shared.points import KINDS as POINT_KINDS
from shared.wire_fields import (
    Degrees,
    Dialled,
    Flag,
    IgnoredUnlessWhole,
    Openings,
    Outline,
    Text,
    WireSchema,
    Words,
)
from shared.wire_hours import HoursSchema, SeasonSchema
from shared.wire_keys import Choice, Code, Id, IsoDay, Matching, Moment, Sha256, Whole
from shared.wire_postcodes import SectorSchema, check_once

DOCUMENTS = ("places", "zones", "areas", "gazetteer", "questions", "help", "replies", "points")
MOST_DOCUMENT_BYTES = 64_000_000
_NO_FILE = "This is not the name of a published file."


class EntrySchema(WireSchema):
    """One document in the manifest: its kind, file name, length in bytes and SHA-256."""

    document = Id(required=True)
    name = Matching(r"^[a-z]+\.[0-9a-f]{64}\.json$", error=_NO_FILE, required=True)
    size = Whole(2, MOST_DOCUMENT_BYTES, required=True)
    sha256 = Sha256(required=True)


class MapPackSchema(WireSchema):
    """The map pack that phones may download: file, length, SHA-256, whose data, where, zooms."""

    name = Matching(r"^tiles\.[0-9a-f]{64}\.mbtiles$", error=_NO_FILE, required=True)
    size = Whole(512, 2**31, required=True)
    sha256 = Sha256(required=True)
    attribution = Text(300, required=True)
    bounds = fields.List(Degrees(180), required=True, validate=validate.Length(equal=4))
    min_zoom = Whole(0, MOST_ZOOM, required=True)
    max_zoom = Whole(0, MOST_ZOOM, required=True)


class NeighbourSchema(WireSchema):
    """The service of a partnership next to this one: its name and its address."""

    name = Text(MOST_NAME, required=True)
    url = Matching(ADDRESS, error="This is no https address.", required=True)


class ManifestSchema(WireSchema):
    """What is published now: epoch (a uuid), rising version, moment, documents, map pack if any.

    `neighbours` are left out where one of them cannot be read: a list without them is whole.
    """

    format = Whole(required=True)
    epoch = Id(required=True)
    version = Whole(1, required=True)
    published_at = Moment(required=True)
    documents = fields.List(fields.Nested(EntrySchema), required=True)
    map_pack = IgnoredUnlessWhole(MapPackSchema, load_default=None, allow_none=True)
    neighbours = IgnoredUnlessWhole(
        NeighbourSchema,
        many=True,
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_NEIGHBOURS),
    )


class PlaceSchema(HoursSchema):
    """One safe place: what residents may know, and its openings of 14 days in UTC minutes.

    From the UTC minute `due_from` something is overdue there and it sinks; `confirmed_on` is when
    its staff last said that it is ready, `trained` of `rota` people are trained, and an officer
    visited it in the month `visited` ("2026-10").
    """

    id = Id(required=True)
    name = Text(120, required=True)
    kind = Code(KINDS, required=True)
    town = Text(60, required=True)
    address = Text(200, required=True)
    postcode = Text(10, required=True)
    lat = Degrees(90, required=True)
    lon = Degrees(180, required=True)
    phone = Dialled(load_default="")
    facilities = fields.List(Code(FACILITIES), load_default=list)
    languages = fields.List(Text(40), load_default=list)
    checked_on = IsoDay(required=True)
    listed_until = Whole(required=True)
    seasons = fields.List(IgnoredUnlessWhole(SeasonSchema), load_default=list)
    openings = Openings(required=True)
    due_from = Whole(load_default=None, allow_none=True)
    confirmed_on = IsoDay(load_default=None, allow_none=True)
    rota = Whole(load_default=0)
    trained = Whole(load_default=0)
    visited = Matching(r"^([0-9]{4}-(0[1-9]|1[0-2]))?$", error="This is no month.", load_default="")

    @post_load
    def drop_unknown_facilities(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out facilities this version has no words for."""
        data["facilities"] = [code for code in data.get("facilities", []) if code in FACILITIES]
        return data


class ZoneSchema(WireSchema):
    """One zone: its centre and the label people choose it by."""

    id = Id(required=True)
    lat = Degrees(90, required=True)
    lon = Degrees(180, required=True)
    label = Text(120, required=True)
    town = Text(60, required=True)


AREA_KINDS = ("borough", "ward", "town", "neighbourhood")
"""What an area may be."""


class AreaSchema(WireSchema):
    """One area: name, kind, and a simplified outline of [lon, lat] pairs."""

    id = Id(required=True)
    name = Text(120, required=True)
    kind = Choice(AREA_KINDS, required=True)
    outline = Outline(load_default=list)


NAME_KINDS = ("town", "neighbourhood", "landmark", "postcode")
"""What a name of the gazetteer may stand for; a later kind is "other" to this version."""


class NameSchema(WireSchema):
    """One gazetteer entry: a town, a neighbourhood, a landmark or the centre of a postcode."""

    name = Text(120, required=True)
    kind = Code(NAME_KINDS, required=True)
    town = Text(60, required=True)
    lat = Degrees(90, required=True)
    lon = Degrees(180, required=True)


class PointSchema(WireSchema):
    """One point of help: what it is, where it hangs and how to reach it; never a safe place."""

    id = Id(required=True)
    kind = Code(POINT_KINDS, required=True)
    name = Text(120, required=True)
    town = Text(60, load_default="", least=0)
    detail = Text(200, load_default="", least=0)
    lat = Degrees(90, required=True)
    lon = Degrees(180, required=True)


class OptionSchema(WireSchema):
    """One choosable answer: its code and its words."""

    code = Id(required=True)
    text = Words(required=True)
    feeling = Text(40, least=0, load_default="")


class QuestionSchema(WireSchema):
    """One question with its options, in the order in which they are shown."""

    id = Id(required=True)
    text = Words(required=True)
    is_many = Flag(required=True)
    source = Text(500, least=0, load_default="")
    options = fields.List(fields.Nested(OptionSchema), required=True)


class QuestionSetSchema(WireSchema):
    """One version of the questions."""

    id = Id(required=True)
    version = Whole(required=True)
    scale = Text(required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True)


class DoorSchema(WireSchema):
    """One right door: the service for a need."""

    id = Id(required=True)
    title = Words(required=True)
    detail = Words(required=True)
    phone = Text(60, least=0, required=True)
    is_emergency = Flag(load_default=False)
    need = Text(60, least=0, load_default="")
    text_to = Dialled(load_default="")


class ReplySchema(WireSchema):
    """One "you said, we did": the zones or places it answers, what was said and what was done."""

    id = Id(required=True)
    zones = fields.List(Id(), required=True)
    places = fields.List(Id(), load_default=list)
    said = Words(required=True)
    did = Words(required=True)
    on = IsoDay(required=True)


def _document(**lists: type[WireSchema]) -> type[Schema]:
    columns: dict[str, Any] = {"format": Whole(required=True)}
    for name, schema in lists.items():
        columns[name] = fields.List(fields.Nested(schema), required=True)
    return WireSchema.from_dict(columns)


class ZonesSchema(_document(zones=ZoneSchema)):  # type: ignore[misc]
    """The zones, and the version of their set; 0 where they were not built."""

    version = Whole(load_default=0)


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
