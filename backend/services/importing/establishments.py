"""Deeds: taking in food premises as candidates to invite, and noting which are gone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.importing.decisions import Decisions
from backend.services.importing.draft_store import note_gone
from backend.services.importing.fhrs_xml import Establishment
from backend.services.importing.hygiene_lists import (
    SOURCE,
    HygieneList,
    gone_from,
    keep_lists,
    lists_of,
)
from backend.services.importing.names import nearest
from backend.services.importing.positions import NoPositionError, own_position
from backend.services.importing.refusal import refused
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.taking import Borough, Taking, known_borough
from backend.services.transaction import read, write
from backend.services.zoning.wards import OUTSIDE, wards_by_border
from backend.storage.imported import DraftRow
from backend.storage.reconcile import compare, reconcile
from backend.storage.zones import known_towns
from shared.digits import is_digits
from shared.geo import Point
from shared.postcodes import normal_postcode

KINDS = {
    "Pub/bar/nightclub": "pub",
    "Restaurant/Cafe/Canteen": "cafe",
    "Takeaway/sandwich shop": "cafe",
    "Retailers - other": "shop",
    "Retailers - supermarkets/hypermarkets": "shop",
}
"""Our kinds for the scheme's business types; every other type is "other"."""

AROUND = (
    "This is a search around a place and not a council's whole list: premises that are here and "
    "not in it count as gone."
)
NO_POSITION = "The list gives no position."


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
    if any("Distance" in one.values for each in lists for one in each.premises):
        findings.note_file(AROUND)
    entries = _entries(taking, lists, borough, findings)
    _add_wards(entries, borough)
    if taking.is_dry_run:
        with read() as session:
            gone = gone_from(session, lists, may_be_older=may_be_older)
            judged = _keep_states(session, entries, findings)
            return _report(session, taking, judged, len(gone), findings)
    with write() as session:
        gone = gone_from(session, lists, may_be_older=may_be_older)
        judged = _keep_states(session, entries, findings)
        report = _report(session, taking, judged, len(gone), findings)
        reconcile(session, DraftRow, judged)
        for row in session.scalars(select(DraftRow).where(DraftRow.id.in_(gone))):
            note_gone(row, today)
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
            findings.refuse_at(one.where, str(error))
            continue
        for note in entry["notes"]:
            findings.note_at(one.where, f"{entry['name']}: {note}")
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
        "seasons": [],
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


def _keep_states(
    session: Session, entries: Sequence[dict[str, Any]], findings: Findings
) -> list[dict[str, Any]]:
    """Return the candidates with what was decided of each, and what is news in it."""
    decisions = Decisions(session)
    judged = [entry | decisions.of(entry) for entry in entries]
    for note in decisions.notes:
        findings.note_file(note)
    return judged
