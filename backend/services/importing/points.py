"""Deeds: taking in points of help: amnesty bins, bleed-control kits, defibrillators."""

import hashlib
import re
from functools import partial
from typing import Any

from marshmallow import ValidationError

from backend.services.exporting.rows import point_cells
from backend.services.faults import faults_of
from backend.services.importing.again import UMAY_ID, Finder, Ours, Where, as_texts, named_in
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
    UMAY_ID: Column("what a point is called here, in a list that was written here"),
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
_FIELDS = {name: (name,) for name in ("kind", "name", "town", "detail")}
_OWN_ID = re.compile(r"h-[0-9a-f]{20}", re.ASCII)


def import_points(taking: Taking) -> Report:
    """Take in points of help, published as such; raises file-not-taken, mapping-invalid.

    Two of one name are two where they hang apart (`siblings`).
    """
    positions = known_borough().positions
    findings = Findings()
    distinct = Distinct(findings)
    siblings = Siblings(findings, _held())
    records = records_of(taking, COLUMNS, findings)
    finder = Finder(findings, _known(named_in(records)), _FIELDS, _OWN_ID)
    entries = []
    for record in taking.watch(records, "points"):
        entry = finder.entry(record, partial(_entry, positions))
        own = record.values.get(UMAY_ID) or record.values.get("id")
        if entry is not None and not own:
            siblings.add(record, entry, (entry["kind"], entry["name"]))
        elif entry is not None and distinct.is_new(entry["id"], record.number, str(own)):
            entries.append(entry)
    others = siblings.entries(distinct.numbers_of(entries))
    return store(taking, PointRow, [*entries, *others], findings)


def _known(ids: set[str]) -> dict[str, Ours]:
    held = ("id", *_FIELDS, "lat", "lon")
    with read() as session:
        return {
            row.id: Ours(as_texts(point_cells(row)), {name: getattr(row, name) for name in held})
            for row in all_points(session)
            if row.id in ids
        }


def _held() -> list[Held]:
    with read() as session:
        return [
            Held(row.id, (row.kind, row.name), Point(row.lat, row.lon))
            for row in all_points(session)
        ]


def _entry(
    positions: Positions, record: Record, findings: Findings, where: Where | None = None
) -> dict[str, Any] | None:
    values = record.values
    try:
        at, note = where or positions.of(record)
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
        **({"lat": at.lat, "lon": at.lon} if at else {}),
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
