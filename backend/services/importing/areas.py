"""Deeds: taking in areas with borders: the borough's outline, wards, town centres."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError

from backend.services.faults import faults_of
from backend.services.importing.borders import Border, Outline, drawn, read_border, united
from backend.services.importing.columns import fitting, translate
from backend.services.importing.mapping import Column, Columns
from backend.services.importing.refusal import refused
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record, Wanted
from backend.services.importing.taking import (
    Distinct,
    Taking,
    known_borough,
    mapping_of,
    sheets_of,
    store,
)
from backend.services.transaction import read
from backend.services.zoning.wards import sort_anew
from backend.storage.zones import AreaRow, borough
from shared.geo import Point
from shared.wire_documents import AreaSchema

BOROUGH, WARD = "borough", "ward"
KINDS = (WARD, "town", "neighbourhood")
_WORDS = re.compile(r"[A-Za-z0-9]+")
_ONS = re.compile(r"(WD|LAD|LTLA)([0-9]{2})(CD|NM)", re.IGNORECASE | re.ASCII)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_SCHEMA = AreaSchema()
_NO_CODES = 'A list without codes: map id to the column of the name, such as id = "NAME"'


@dataclass(frozen=True)
class AreaKind:
    """What the areas of a file are: their kind, and the year of their borders (0: they have none).

    Wards are drawn anew from time to time, and a newer vintage takes the place of an older one.
    """

    kind: str = WARD
    vintage: int = 0


def import_areas(taking: Taking, what: AreaKind) -> Report:
    """Take in wards, town centres or neighbourhoods, and sort the zones into them.

    Areas outside the borough are passed over and counted. Areas of an older vintage stay, for the
    figures that were made with them. Raises file-not-taken, mapping-invalid, outline-missing.
    """
    outline = known_borough().outline
    findings = Findings()
    entries, elsewhere = [], 0
    records, vintage = _records(taking, what, findings)
    distinct = Distinct(findings)
    for record in taking.watch(records, "areas"):
        border = _border(record, findings)
        if border is None:
            continue
        if not _is_inside(border, outline):
            elsewhere += 1
            continue
        entry = _entry(record, border, AreaKind(what.kind, vintage), findings)
        if entry is not None and distinct.is_new(entry["id"], record.number, entry["id"]):
            entries.append(entry)
    findings.pass_over(elsewhere, "areas outside the borough")
    return store(taking, AreaRow, entries, findings, sort_anew)


@dataclass(frozen=True)
class Whole:
    """What an outline of several areas is as a whole: its name, and the codes of its districts.

    `districts` are those by which postcodes belong; None keeps the ones that are stored.
    """

    name: str = ""
    districts: tuple[str, ...] | None = None


def import_outline(taking: Taking, vintage: int = 0, whole: Whole = Whole()) -> Report:
    """Take in the borough's outline, by which every later import tells inside from outside.

    Several areas are united: the districts of a county, the wards of a district. Raises
    file-not-taken, also where another outline is here that this one is not newer than.
    """
    findings = Findings()
    records, year = _records(taking, AreaKind(BOROUGH, vintage), findings, needs_year=False)
    if not records:
        raise refused(taking.name, "holds no areas; an outline is one, or several to unite")
    borders = [border for each in records if (border := _border(each, findings))]
    record = _as_one(taking, records, whole)
    entry = None
    if len(borders) == len(records):
        entry = _entry(record, united(borders), AreaKind(BOROUGH, year), findings)
    if not entry:
        raise refused(taking.name, f"cannot be used: {findings.refused[0].what.rstrip('.')}")
    if len(records) > 1:
        findings.note_file(f"{len(records):,} areas were united to {entry['name']}.")
    if whole.districts is not None:
        entry["districts"] = list(whole.districts)
    _refuse_other_borough(taking, entry)
    return store(taking, AreaRow, [entry], findings, sort_anew)


def _as_one(taking: Taking, records: Sequence[Record], whole: Whole) -> Record:
    """Return the row that stands for all: they have one code, or are given one name."""
    first = records[0]
    codes = sorted({record.values["id"] for record in records})
    if not whole.name and len(codes) == 1:
        return first
    if not whole.name:
        what = f"holds {len(codes)} areas of different codes ({', '.join(codes[:5])})"
        raise refused(taking.name, f'{what}. To unite them give --name, such as --name "Two Towns"')
    code = codes[0] if len(codes) == 1 else _NO_LETTERS.sub("-", whole.name.lower()).strip("-")
    return replace(first, values={**first.values, "id": code, "name": whole.name})


def _records(
    taking: Taking, what: AreaKind, findings: Findings, *, needs_year: bool = True
) -> tuple[list[Record], int]:
    """Return the rows, and the vintage: the one given, else that of ONS column names (WD23CD)."""
    years: set[int] = set()
    mapping = mapping_of(taking, _columns((), what.kind, years))

    def fit(row: Sequence[str]) -> tuple[bool, int]:
        return fitting(_columns(row, what.kind, set()), mapping)(row)

    records: list[Record] = []
    for sheet in sheets_of(taking, findings, Wanted(fit=fit, tab=mapping.tab)):
        records += translate(sheet, _columns(sheet.columns, what.kind, years), mapping, findings)
    vintage = what.vintage or max(years, default=0)
    if what.kind == WARD and not vintage and needs_year:
        text = "does not say of which year its wards are. Give --vintage, such as --vintage 2023"
        raise refused(taking.name, text)
    return records, vintage if what.kind in (WARD, BOROUGH) else 0


def _columns(there: Sequence[str], kind: str, years: set[int]) -> Columns:
    """Return the columns of areas, with the ONS names that a file uses (and their years)."""
    codes, names = ["area_code", "code"], ["area_name", "label"]
    for column in there:
        match = _ONS.fullmatch(column)
        if match and match[1].upper() == ("WD" if kind == WARD else "LAD"):
            years.add(2000 + int(match[2]))
            (codes if match[3].upper() == "CD" else names).insert(0, column)
    return {
        "id": Column(
            "its code, such as E05014989",
            is_required=True,
            also=tuple(codes),
            way_out="" if kind in (WARD, BOROUGH) else _NO_CODES,
        ),
        "name": Column("its name", is_required=True, also=tuple(names)),
    }


def _border(record: Record, findings: Findings) -> Border | None:
    name = record.values.get("name") or record.values.get("id") or "an area"
    try:
        border = read_border(record.geometry)
    except ValueError as error:
        findings.refuse(record.number, f"{name}: {error}")
        return None
    if border.note:
        findings.note(record.number, f"{name}: {border.note}")
    return border


def _is_inside(border: Border, outline: Outline) -> bool:
    centre = border.shape.representative_point()
    return outline.holds(Point(centre.y, centre.x))


def _entry(
    record: Record, border: Border, what: AreaKind, findings: Findings
) -> dict[str, Any] | None:
    raw = {
        "id": _id(record.values),
        "name": record.values["name"],
        "kind": what.kind,
        "outline": drawn(border.shape),
    }
    try:
        entry: dict[str, Any] = _SCHEMA.load(raw)
    except ValidationError as error:
        for fault in faults_of(error.messages):
            findings.refuse(record.number, f"{fault.where}: {fault.what}")
        return None
    return {**entry, "border": border.to_text(), "vintage": what.vintage}


def _id(values: Mapping[str, str]) -> str:
    """Return an area's code; where its name stands for one, the name's letters and digits."""
    if values["id"] != values["name"]:
        return values["id"]
    plain = unicodedata.normalize("NFKD", values["name"]).encode("ascii", "ignore").decode()
    return "-".join(_WORDS.findall(plain))[:64]


def _refuse_other_borough(taking: Taking, entry: dict[str, Any]) -> None:
    with read() as session:
        held = borough(session)
        if held is not None and held.id != entry["id"] and entry["vintage"] <= held.vintage:
            what = f"is the outline of {entry['name']}, but {held.name} is here already"
            raise refused(taking.name, f"{what}. If it has a new code, give a later --vintage")
