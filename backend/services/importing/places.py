"""Deeds: taking in places as drafts, which somebody still has to vet; never live by import."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from backend.services.faults import faults_of
from backend.services.importing.again import UMAY_ID, Finder, Where, named_in
from backend.services.importing.day_hours import WEEKDAYS
from backend.services.importing.draft_store import Stored, Told, put_drafts, try_drafts
from backend.services.importing.hours_columns import MOST_REMARK, Reader, hours_told
from backend.services.importing.mapping import Column
from backend.services.importing.names import nearest
from backend.services.importing.osm_hours import read_osm_hours
from backend.services.importing.place_words import kind_of, known_facilities, phone_of, postcode_of
from backend.services.importing.places_again import FIELDS, OWN_ID, known_places
from backend.services.importing.positions import POSITION_COLUMNS, NoPositionError, Positions
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.siblings import Held, Siblings
from backend.services.importing.taking import Distinct, Taking, known_borough, records_of
from backend.services.transaction import read, write
from backend.storage.imported import all_drafts
from backend.storage.zones import known_towns
from shared.geo import Point
from shared.places import FACILITIES, KINDS
from shared.wire_fields import AsTyped, Degrees, Dialled, LaterRead, Text
from shared.wire_keys import Choice, Id

COLUMNS = {
    "id": Column("what names it in its own list", also=("ref", "reference")),
    UMAY_ID: Column("what a place or candidate is called here, in a list that was written here"),
    "source": Column("which list it comes from (else the file's name)"),
    "name": Column("its name on the door", is_required=True, also=("title",)),
    "kind": Column(f"one of {', '.join(KINDS)}", is_required=True, also=("type",)),
    "address": Column("its address", joint=", "),
    "town": Column("the town (else the nearest)"),
    "postcode": Column("its postcode (else the one that ends its address)"),
    "phone": Column("its telephone", also=("telephone", "tel")),
    "facilities": Column(f"some of {', '.join(FACILITIES)}"),
    "opening_hours": Column(
        "weekly hours as in OpenStreetMap", also=("hours.opening",), joint="; "
    ),
    **{
        day: Column("hours such as 09:00-13:00,14:00-17:30 or CLOSED", joint=", ")
        for day in WEEKDAYS
    },
    "remark": Column("anything said of the hours, shown to whoever vets it"),
    **POSITION_COLUMNS,
}


class _DraftSchema(Schema):
    class Meta:
        unknown = RAISE

    id = Id(required=True)
    source = Text(60, required=True)
    name = Text(120, required=True)
    kind = Choice(KINDS, error=f"This is none of {', '.join(KINDS)}.", required=True)
    town = Text(60, required=True)
    address = Text(200, least=0)
    postcode = Text(10, least=0)
    # A draft of other files may have none, and keeps none.
    lat = Degrees(90)
    lon = Degrees(180)
    phone = Dialled()
    facilities = fields.List(Choice(FACILITIES))
    weekly = LaterRead()
    seasons = LaterRead()
    notes = fields.List(AsTyped())


_SCHEMA = _DraftSchema()


@dataclass(frozen=True)
class _Known:
    """What every row is read by: its list's name, the borough's ground and towns, and the day."""

    source: str
    positions: Positions
    town_of: Callable[[Point], str]
    today: date
    read_hours: Reader


def import_places(taking: Taking, today: date) -> Report:
    """Take in places as drafts with hours; the network itself is not touched.

    Hours that cannot be held exactly are left empty and told in words: the row lives on, and they
    are asked of the venue. What was decided of a venue stays, whatever its list says of it now
    (`draft_store`). Two of one name and address are two where they stand apart (`siblings`).
    Raises file-not-taken, mapping-invalid, outline-missing.
    """
    borough = known_borough()
    findings = Findings()
    distinct = Distinct(findings)
    siblings = Siblings(findings, _held())
    records = records_of(taking, COLUMNS, findings)
    finder = Finder(findings, known_places(named_in(records), today), FIELDS, OWN_ID)
    source = taking.path.stem.split(".")[0]
    known = _Known(source, borough.positions, _towns(borough.name), today, cache(read_osm_hours))
    entries, lists = [], set()
    for record in taking.watch(records, "places"):
        has_id = record.values.get(UMAY_ID) or record.values.get("id")
        entry = finder.entry(record, partial(_entry, known))
        if entry and not record.values.get(UMAY_ID):
            lists.add(entry["source"])
        if entry and not has_id:
            siblings.add(record, entry, _family(entry))
        elif entry and distinct.is_new(entry["id"], record.number, entry["name"]):
            entries.append(entry)
    told = [*entries, *siblings.entries(distinct.numbers_of(entries))]
    stored = _store(taking, Told(told, frozenset(lists)), today)
    for note in stored.notes:
        findings.note_file(note)
    report = findings.report(stored.changes, is_dry_run=taking.is_dry_run)
    return replace(report, gone=stored.gone)


def _held() -> list[Held]:
    with read() as session:
        return [
            Held(row.id, _family(vars(row)), Point(row.lat, row.lon))
            for row in all_drafts(session)
            if row.lat is not None and row.lon is not None
        ]


def _family(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what places have alike that only their positions tell apart."""
    return tuple(entry[name] for name in ("source", "name", "postcode", "address"))


def _store(taking: Taking, told: Told, today: date) -> Stored:
    if taking.is_dry_run:
        with read() as session:
            return try_drafts(session, told)
    with write() as session:
        return put_drafts(session, told, today)


def _entry(
    known: _Known, record: Record, findings: Findings, where: Where | None = None
) -> dict[str, Any] | None:
    values = record.values
    values["postcode"] = postcode_of(values)
    try:
        at, where_note = where or known.positions.of(record)
    except NoPositionError as error:
        findings.refuse(record.number, f"{values['name'][:60]}: {error}")
        return None
    hours = hours_told(values, known.today, known.read_hours)
    phone, phone_note = phone_of(values.get("phone", ""))
    facilities, facility_note = known_facilities(values.get("facilities", ""))
    notes = [*filter(None, (where_note, facility_note, phone_note)), *hours.notes]
    raw = {
        **_said(values, known.source),
        "town": values.get("town") or (known.town_of(at) if at else ""),
        **({"lat": at.lat, "lon": at.lon} if at else {}),
        "phone": phone,
        "facilities": facilities,
        **hours.to_wire(),
        "notes": [*notes, *([values["remark"][:MOST_REMARK]] if values.get("remark") else [])],
    }
    entry = _loaded({"id": _draft_id(values, raw), **raw}, record.number, findings)
    for note in notes if entry else ():
        findings.note(record.number, f"{values['name']}: {note}")
    return entry


def _said(values: dict[str, str], source: str) -> dict[str, Any]:
    return {
        "source": values.get("source") or source,
        "name": values["name"],
        "kind": kind_of(values["kind"]),
        "address": values.get("address", "")[:200],
        "postcode": values["postcode"],
    }


def _draft_id(values: dict[str, str], raw: dict[str, Any]) -> str:
    """Return the id of a draft, the same in every import of the same list."""
    own = values.get("id") or "|".join((raw["name"], raw["postcode"], raw["address"]))
    return "d-" + hashlib.sha256(f"{raw['source']}|{own}".encode()).hexdigest()[:20]


def _loaded(raw: dict[str, Any], number: int, findings: Findings) -> dict[str, Any] | None:
    try:
        entry: dict[str, Any] = _SCHEMA.load(raw)
    except ValidationError as error:
        for fault in faults_of(error.messages):
            findings.refuse(number, f"{fault.where}: {fault.what}")
        return None
    return entry


def _towns(borough_name: str) -> Callable[[Point], str]:
    with read() as session:
        towns = known_towns(session)
    return lambda at: nearest(towns, at) or borough_name
