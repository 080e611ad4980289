"""Deeds: taking in postcodes, such as those of OS Code-Point Open and of the NSPL."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from backend.services.importing.belonging import Located, ours
from backend.services.importing.grains import finest_step_m, grain_m
from backend.services.importing.mapping import Column
from backend.services.importing.positions import POSITION_COLUMNS
from backend.services.importing.refusal import refused
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.taking import (
    Distinct,
    Taking,
    known_borough,
    position_told,
    records_of,
)
from backend.services.transaction import read, write
from backend.storage.imported import PostcodeRow, all_postcodes, remove_postcodes
from backend.storage.publication import mark_due
from backend.storage.reconcile import compare, reconcile
from shared.geo import Point
from shared.postcodes import normal_postcode

_DISTRICTS = ("admin_district_code", "oslaua", "laua", "lad")
_BY_YEAR = tuple(f"{code}{year}cd" for year in range(11, 40) for code in ("lad", "ltla"))
COLUMNS = {
    "postcode": Column("a full postcode", is_required=True, also=("pcds", "pcd", "pcd7", "pcd8")),
    "district": Column("code of the district", also=_DISTRICTS + _BY_YEAR),
    "ended": Column("the month from which on it is dead", also=("doterm",)),
    "quality": Column(
        "how well its position is known",
        also=("positional_quality_indicator", "osgrdind", "gridind"),
    ),
    **POSITION_COLUMNS,
}
CODE_POINT_OPEN = (
    *("postcode", "quality", "eastings", "northings", "country", "nhs_region", "nhs_authority"),
    *("county", "district", "ward"),
)
"""The columns of Code-Point Open, whose files have no heading (Ordnance Survey, Code-Point Open
Technical Specification, 2024)."""

MOST_GONE = 0.5
LEAST_HELD = 20
"""A whole file without half of what is here of its postcode areas is not whole."""

_AREA = re.compile(r"[A-Z]{1,2}")


@dataclass
class _Listed:
    """What the files say: the living postcodes, those that are dead, the areas of them all."""

    living: list[Located] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)


def import_postcodes(taking: Taking, *, is_whole: bool = False) -> Report:
    """Take in the partnership's postcodes; those of other boroughs and dead ones are passed over.

    A postcode that is here and that the file says is dead is removed; with `is_whole` also one of
    the file's postcode areas that the file lacks. A rounder position never takes the place of a
    finer one. Raises file-not-taken (also where none belongs here), mapping-invalid,
    outline-missing.
    """
    borough = known_borough()
    findings = Findings()
    listed = _listed(taking, findings)
    kept = ours(listed.living, borough, findings)
    if listed.living and not kept:
        found = findings.notes[-1].what
        what = f"holds no postcode of {borough.name} ({borough.id}). {found[:-1]}"
        raise refused(
            taking.name, f"{what}. Is the outline right? Of several files give --together"
        )
    findings.passed_over += len(listed.living) - len(kept)
    findings.pass_over(len(listed.dead), "dead postcodes")
    if taking.is_dry_run:
        with read() as session:
            return _report(session, taking, (listed, kept), findings, is_whole=is_whole)
    with write() as session:
        return _report(session, taking, (listed, kept), findings, is_whole=is_whole)


def _listed(taking: Taking, findings: Findings) -> _Listed:
    records = records_of(taking, COLUMNS, findings, CODE_POINT_OPEN)
    step_m = finest_step_m(record.values for record in records)
    listed, distinct = _Listed(), Distinct(findings)
    for record in taking.watch(records, "postcodes"):
        text = record.values["postcode"]
        postcode = normal_postcode(text)
        if postcode is None:
            findings.refuse(record.number, f"{text[:20]!r} is no postcode.")
        elif not distinct.is_new(postcode, record.number, postcode):
            continue
        elif record.values.get("ended"):
            listed.dead.add(postcode)
            listed.areas.add(_area(postcode))
        else:
            listed.areas.add(_area(postcode))
            _add(listed, record, postcode, step_m, findings)
    return listed


def _add(listed: _Listed, record: Record, postcode: str, step_m: float, findings: Findings) -> None:
    at = position_told(record, postcode, findings)
    if at is not None:
        district = record.values.get("district", "").strip().upper()
        grain = grain_m(record.values.get("quality", ""), step_m)
        rounded = Point(round(at.lat, 6), round(at.lon, 6))
        listed.living.append(Located(record.number, postcode, rounded, district, grain))


def _area(postcode: str) -> str:
    found = _AREA.match(postcode)
    return found[0] if found else ""


def _report(
    session: Session,
    taking: Taking,
    told: tuple[_Listed, Sequence[Located]],
    findings: Findings,
    *,
    is_whole: bool,
) -> Report:
    """Return what the postcodes bring, having stored them unless it is a dry run."""
    listed, kept = told
    held = {row.postcode: row for row in all_postcodes(session)}
    leaving = listed.dead & held.keys()
    if is_whole:
        leaving |= _lacking(taking, listed.areas, held, {row.postcode for row in kept})
    entries = _entries(kept, held, findings)
    if taking.is_dry_run:
        changes = compare(session, PostcodeRow, entries)
    else:
        changes = reconcile(session, PostcodeRow, entries)
        remove_postcodes(session, leaving)
        if changes.new or changes.changed or leaving:
            mark_due(session)
    return findings.report(changes, is_dry_run=taking.is_dry_run, gone=len(leaving))


def _entries(
    kept: Sequence[Located], held: Mapping[str, PostcodeRow], findings: Findings
) -> list[dict[str, Any]]:
    """Return the rows to store; where a finer position is here already, that one."""
    entries, finer = [], 0
    for row in kept:
        before = held.get(row.postcode)
        lat, lon, grain = row.at.lat, row.at.lon, row.grain_m
        if before is not None and before.grain_m < grain:
            lat, lon, grain = before.lat, before.lon, before.grain_m
            finer += 1
        entries.append({"postcode": row.postcode, "lat": lat, "lon": lon, "grain_m": grain})
    if finer:
        findings.note_file(f"{finer:,} postcodes keep the finer position that is here.")
    return entries


def _lacking(
    taking: Taking, areas: set[str], held: Mapping[str, PostcodeRow], kept: set[str]
) -> set[str]:
    ours_here = {postcode for postcode in held if _area(postcode) in areas}
    lacking = ours_here - kept
    if len(ours_here) >= LEAST_HELD and len(lacking) > MOST_GONE * len(ours_here):
        what = f"lacks {len(lacking):,} of the {len(ours_here):,} postcodes that are here of"
        raise refused(taking.name, f"{what} {', '.join(sorted(areas))}. It is not whole")
    return lacking
