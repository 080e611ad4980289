"""Deeds: taking in the names people know: towns, neighbourhoods, landmarks; as in OS Open Names."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from backend.services.importing.mapping import Column
from backend.services.importing.positions import POSITION_COLUMNS
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.taking import (
    Distinct,
    Taking,
    known_borough,
    position_told,
    records_of,
    store,
)
from backend.services.transaction import read
from backend.storage.zones import NameRow, known_towns
from shared.geo import Point, distance_m

COLUMNS = {
    "name": Column("the name people use", is_required=True, also=("name1",)),
    "second": Column("its name in another language", also=("name2",)),
    "type": Column("what it is, such as Town or Railway Station", also=("local_type", "kind")),
    "town": Column("the town it is in", also=("populated_place",)),
    **POSITION_COLUMNS,
}
OPEN_NAMES = (
    *("id", "uri", "name1", "lang1", "name2", "lang2", "theme", "local_type"),
    *("geometry_x", "geometry_y", "detail1", "detail2", "xmin", "ymin", "xmax", "ymax"),
    *("postcode_district", "uri2", "populated_place", "uri3", "type3", "district", "uri4"),
    *("type4", "county", "uri5", "type5", "region", "uri6", "country", "uri7", "related"),
    *("same1", "same2"),
)
"""The columns of OS Open Names, whose files have no heading (Ordnance Survey, OS Open Names
Technical Specification, 2023)."""

TOWN, NEIGHBOURHOOD, LANDMARK = "town", "neighbourhood", "landmark"
KIND_OF_TYPE = {
    **dict.fromkeys(("city", "town"), TOWN),
    **dict.fromkeys(
        ("village", "hamlet", "other settlement", "suburban area", "neighbourhood"), NEIGHBOURHOOD
    ),
    **dict.fromkeys(
        (
            *("landmark", "railway station", "bus station", "coach station", "tram station"),
            *("hospital", "medical care accommodation", "library", "market", "museum", "park"),
            *("higher or university education", "further education", "shopping centre"),
            *("sports and leisure centre", "police station", "town hall", "place of worship"),
        ),
        LANDMARK,
    ),
}
"""Local types of OS Open Names and of partners' lists that people find their way by."""

LONGEST = 120
"""Letters of a name; the table has no room for more."""

_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


def import_names(taking: Taking) -> Report:
    """Take in names inside the borough; roads and other types nobody searches by are passed over.

    Raises file-not-taken, mapping-invalid, outline-missing.
    """
    borough = known_borough()
    findings = Findings()
    passed_over: Counter[str] = Counter()
    found: list[tuple[Record, str, Point]] = []
    for record in taking.watch(records_of(taking, COLUMNS, findings, OPEN_NAMES), "names"):
        kind = _kind(record)
        if kind is None:
            passed_over[record.values.get("type") or "of no type"] += 1
            continue
        at = _position(record, findings)
        if at is not None and not borough.outline.holds(at):
            passed_over["outside the borough"] += 1
            findings.passed_over += 1
        elif at is not None:
            found.append((record, kind, at))
    if passed_over:
        listed = ", ".join(f"{count:,} {what}" for what, count in passed_over.most_common())
        findings.note_file(f"Passed over: {listed}.")
    return store(taking, NameRow, _entries(found, findings, borough.name), findings)


def _kind(record: Record) -> str | None:
    """Return our kind of a row, or None for what is passed over, such as a postcode district."""
    local_type = record.values.get("type", "").lower()
    if not local_type and _DISTRICT.fullmatch(record.values["name"]):
        return None
    return KIND_OF_TYPE.get(local_type)


def _position(record: Record, findings: Findings) -> Point | None:
    name = record.values["name"]
    if not 1 <= len(name) <= LONGEST or not name.isprintable():
        findings.refuse(record.number, "Its name is missing, too long or cannot be shown.")
        return None
    return position_told(record, name, findings)


def _entries(
    found: Sequence[tuple[Record, str, Point]], findings: Findings, borough_name: str
) -> list[dict[str, Any]]:
    """Return the rows to store, each with its town: the one given, else the nearest.

    Names that a place has besides its first come last: what stands there already stays.
    """
    with read() as session:
        held = known_towns(session)
    towns = held | {record.values["name"]: at for record, kind, at in found if kind == TOWN}
    known = {_second(record): record.values["name"] for record, kind, _ in found if kind == TOWN}
    known |= {name: name for name in towns}
    distinct = Distinct(findings)
    entries, also = [], []
    for record, kind, at in found:
        name = record.values["name"]
        given = known.get(record.values.get("town", ""))
        town = (name if kind == TOWN else given or nearest(towns, at)) or borough_name
        if distinct.is_new((kind, name, town), record.number, f"{name}, {town}"):
            entry = {"kind": kind, "town": town, "lat": at.lat, "lon": at.lon}
            entries.append({**entry, "name": name, "is_second": False})
            also.append({**entry, "name": _second(record), "is_second": True})
    taken = {_key(entry) for entry in entries}
    for entry in also:
        if entry["name"] and _key(entry) not in taken:
            taken.add(_key(entry))
            entries.append(entry)
    return entries


def _second(record: Record) -> str:
    """Return the second name of a place, "" where it has none that can be shown."""
    name = record.values.get("second", "")
    return name if len(name) <= LONGEST and name.isprintable() else ""


def _key(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return entry["kind"], entry["name"], entry["town"]


def nearest(towns: dict[str, Point], at: Point) -> str | None:
    """Return the name of the nearest town, or None where there is none."""
    return min(towns, key=lambda name: (distance_m(towns[name], at), name), default=None)
