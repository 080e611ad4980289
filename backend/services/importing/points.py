"""Deeds: taking in points of help: amnesty bins, bleed-control kits, defibrillators."""

import hashlib
from typing import Any

from marshmallow import ValidationError

from backend.services.faults import faults_of
from backend.services.importing.mapping import Column
from backend.services.importing.positions import POSITION_COLUMNS, NoPositionError, Positions
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.siblings import Held, Siblings
from backend.services.importing.taking import Distinct, Taking, known_borough, records_of, store
from backend.services.transaction import read
from backend.storage.imported import PointRow, all_points
from shared.geo import Point
from shared.points import KINDS
from shared.wire_documents import PointSchema

COLUMNS = {
    "id": Column("what names it in its own list", also=("ref", "reference")),
    "kind": Column(f"one of {', '.join(KINDS)}", is_required=True, also=("type",)),
    "name": Column("where it hangs", is_required=True, also=("location", "site")),
    "town": Column("the town"),
    "detail": Column("how to reach it", also=("access", "description")),
    "postcode": Column("its postcode"),
    **POSITION_COLUMNS,
}
_OTHER_WORDS = {"aed": "defibrillator", "bleedcontrolkit": "bleed_kit", "knifebin": "amnesty_bin"}
_BY_WORD = {
    **{code.replace("_", ""): code for code in KINDS},
    **{"".join(filter(str.isalpha, word.lower())): code for code, word in KINDS.items()},
    **_OTHER_WORDS,
}


_SCHEMA = PointSchema()


def import_points(taking: Taking) -> Report:
    """Take in points of help, published as such; raises file-not-taken, mapping-invalid.

    Two of one name are two where they hang apart (`siblings`).
    """
    positions = known_borough().positions
    findings = Findings()
    distinct = Distinct(findings)
    siblings = Siblings(findings, _held())
    entries = []
    for record in taking.watch(records_of(taking, COLUMNS, findings), "points"):
        entry = _entry(record, positions, findings)
        own = record.values.get("id")
        if entry is not None and not own:
            siblings.add(record, entry, (entry["kind"], entry["name"]))
        elif entry is not None and distinct.is_new(entry["id"], record.number, str(own)):
            entries.append(entry)
    return store(taking, PointRow, [*entries, *siblings.entries()], findings)


def _held() -> list[Held]:
    with read() as session:
        return [
            Held(row.id, (row.kind, row.name), Point(row.lat, row.lon))
            for row in all_points(session)
        ]


def _entry(record: Record, positions: Positions, findings: Findings) -> dict[str, Any] | None:
    values = record.values
    try:
        at, note = positions.of(record)
    except NoPositionError as error:
        findings.refuse(record.number, str(error))
        return None
    word = "".join(filter(str.isalpha, values["kind"].lower()))
    own = values.get("id") or "|".join((values["name"], values.get("postcode", "")))
    kind = _BY_WORD.get(word)
    if kind is None:
        findings.refuse(record.number, f"{values['kind'][:40]!r} is none of {', '.join(KINDS)}.")
        return None
    raw = {
        "id": "h-" + hashlib.sha256(f"{kind}|{own}".encode()).hexdigest()[:20],
        "kind": kind,
        "name": values["name"],
        "town": values.get("town", ""),
        "detail": values.get("detail", ""),
        "lat": at.lat,
        "lon": at.lon,
    }
    try:
        entry: dict[str, Any] = _SCHEMA.load(raw)
    except ValidationError as error:
        for fault in faults_of(error.messages):
            findings.refuse(record.number, f"{fault.where}: {fault.what}")
        return None
    if note:
        findings.note(record.number, note)
    return entry
