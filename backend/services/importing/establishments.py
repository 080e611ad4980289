"""Deeds: taking in food premises as candidates to invite, and noting which are gone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.drafts import WAITING, state_after_import
from backend.services.importing.fhrs_xml import Establishment
from backend.services.importing.hygiene_lists import (
    SOURCE,
    HygieneList,
    gone_from,
    keep_lists,
    leave_out,
    lists_of,
)
from backend.services.importing.names import nearest
from backend.services.importing.positions import NoPositionError, own_position
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.source_file import refused
from backend.services.importing.taking import Borough, Taking, known_borough
from backend.services.transaction import read, write
from backend.services.zoning.wards import OUTSIDE, wards_by_border
from backend.storage.imported import DraftRow
from backend.storage.reconcile import compare, reconcile
from backend.storage.zones import known_towns
from shared.digits import is_digits
from shared.geo import Point
from shared.postcodes import normal_postcode
from shared.problems import Fault

KINDS = {
    "Pub/bar/nightclub": "pub",
    "Restaurant/Cafe/Canteen": "cafe",
    "Takeaway/sandwich shop": "cafe",
    "Retailers - other": "shop",
    "Retailers - supermarkets/hypermarkets": "shop",
}
"""Our kinds for the scheme's business types; every other type is "other"."""

NO_POSITION = "The list gives no position."

_TOLD = ("name", "kind", "sort", "address", "postcode", "lat", "lon")


class UnfitError(Exception):
    """Says in plain words why one of the premises is not taken in."""


def import_establishments(taking: Taking, today: date, *, may_be_older: bool = False) -> Report:
    """Take in the premises of the Food Hygiene Rating Scheme as drafts without hours.

    The source is the council: what an earlier file of the same council had and this one has not is
    noted as gone; what comes back is no longer. A file made before the one that was taken in of its
    council is refused, unless it `may_be_older`. Raises file-not-taken, outline-missing.
    """
    borough = known_borough()
    lists = lists_of(taking)
    findings = Findings()
    entries = _entries(taking, lists, borough, findings)
    _add_wards(entries, borough)
    if taking.is_dry_run:
        with read() as session:
            gone = gone_from(session, lists, may_be_older=may_be_older)
            return _report(session, taking, entries, len(gone), findings)
    with write() as session:
        gone = gone_from(session, lists, may_be_older=may_be_older)
        report = _report(session, taking, entries, len(gone), findings)
        _keep_states(session, entries)
        reconcile(session, DraftRow, entries)
        leave_out(session, gone, today)
        keep_lists(session, lists)
        return report


def _entries(
    taking: Taking, lists: Sequence[HygieneList], borough: Borough, findings: Findings
) -> list[dict[str, Any]]:
    with read() as session:
        towns = known_towns(session)
    entries: dict[str, dict[str, Any]] = {}
    listed = [(each.authority, one) for each in lists for one in each.premises]
    for authority, one in taking.watch(listed, "premises"):
        try:
            entry = {**_entry(one, borough, towns), "authority": authority}
            if entry["id"] in entries:
                raise UnfitError("It stands in the file already.")
        except (NoPositionError, UnfitError) as error:
            findings.refused.append(Fault(one.where, str(error)))
            continue
        for note in entry["notes"]:
            findings.notes.append(Fault(one.where, f"{entry['name']}: {note}"))
        entries[entry["id"]] = entry
    for each in lists:
        _refuse_other_borough(
            each.file, [entry for key, entry in entries.items() if key in each.named]
        )
    return list(entries.values())


def _refuse_other_borough(file: str, entries: Sequence[dict[str, Any]]) -> None:
    placed = [entry for entry in entries if entry["lat"] is not None]
    outside = [entry for entry in placed if OUTSIDE in entry["notes"]]
    if 2 * len(outside) > len(placed):
        what = f"holds {len(outside):,} premises outside the borough, of {len(placed):,}"
        raise refused(file, f"{what}. It is another borough's")


def _entry(one: Establishment, borough: Borough, towns: dict[str, Point]) -> dict[str, Any]:
    """Return the draft of a premises; raises UnfitError, NoPositionError."""
    values = one.values
    name, sort = values.get("BusinessName", ""), values.get("BusinessType", "")
    if not is_digits(values.get("FHRSID", "")) or len(values["FHRSID"]) > 20:
        raise UnfitError("It has no FHRSID, by which the next file would know it.")
    if not name or not sort:
        raise UnfitError(f"It has no {'business type' if name else 'name'}.")
    if len(name) > 120 or not name.isprintable():
        raise UnfitError("Its name is longer than 120 characters, or cannot be shown.")
    at = _position(one)
    lines = [values[key] for at_ in range(1, 5) if (key := f"AddressLine{at_}") in values]
    return {
        "id": one.draft_id,
        "source": SOURCE,
        "name": name,
        "kind": KINDS.get(sort, "other"),
        "sort": sort[:60],
        "address": ", ".join(lines)[:200],
        "town": _town(at, lines, towns) or borough.name,
        "postcode": normal_postcode(values.get("PostCode", "")) or "",
        "lat": at.lat if at else None,
        "lon": at.lon if at else None,
        "phone": "",
        "facilities": [],
        "weekly": [],
        "notes": _notes(at, borough),
        "gone_on": None,
    }


def _position(one: Establishment) -> Point | None:
    values = {"lat": one.values.get("Latitude", ""), "lon": one.values.get("Longitude", "")}
    return own_position(Record(one.line, values, None))


def _notes(at: Point | None, borough: Borough) -> list[str]:
    if at is None:
        return [NO_POSITION]
    # A council also registers premises beyond its border: they stay, and are in no ward.
    return [] if borough.outline.holds(at) else [OUTSIDE]


def _town(at: Point | None, lines: Sequence[str], towns: dict[str, Point]) -> str | None:
    if at is not None:
        return nearest(towns, at)
    known = {name.lower(): name for name in towns}
    return next((known[line.lower()] for line in reversed(lines) if line.lower() in known), None)


def _add_wards(entries: Sequence[dict[str, Any]], borough: Borough) -> None:
    """Give each draft its ward, exact by border; without a position, that of its postcode."""
    points = {}
    for entry in entries:
        at = borough.postcodes.get(entry["postcode"])
        if entry["lat"] is not None:
            at = Point(entry["lat"], entry["lon"])
        if at is not None and OUTSIDE not in entry["notes"]:
            points[entry["id"]] = at
    with read() as session:
        wards = wards_by_border(session, points)
    for entry in entries:
        entry["ward_id"] = wards.get(entry["id"])


def _report(
    session: Session,
    taking: Taking,
    entries: Sequence[dict[str, Any]],
    gone: int,
    findings: Findings,
) -> Report:
    changes = compare(session, DraftRow, entries)
    return findings.report(changes, is_dry_run=taking.is_dry_run, gone=gone)


def _keep_states(session: Session, entries: Sequence[dict[str, Any]]) -> None:
    """Keep what became of each candidate, unless the file now says something else of it."""
    before = {row.id: row for row in session.scalars(select(DraftRow))}
    for entry in entries:
        row = before.get(entry["id"])
        is_changed = row is not None and any(getattr(row, name) != entry[name] for name in _TOLD)
        state = row.state if row is not None else WAITING
        entry["state"] = state_after_import(state, is_changed=is_changed)
