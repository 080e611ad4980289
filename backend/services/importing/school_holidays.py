"""Deeds: taking in the school holidays that hours in term and in holidays go by."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.services.importing.mapping import Column
from backend.services.importing.refusal import refused
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.taking import Taking, records_of
from backend.services.transaction import read, write
from backend.storage.imported import SchoolHolidayRow, all_school_holidays
from backend.storage.publication import mark_due
from backend.storage.reconcile import compare, reconcile
from shared.problems import Problem

COLUMNS = {
    "name": Column("what it is called", is_required=True, also=("holiday", "title")),
    "first": Column("its first day", is_required=True, also=("from", "start", "first_day")),
    "last": Column("its last day", is_required=True, also=("to", "until", "end", "last_day")),
}
MOST_DAYS = 70
"""A longer holiday is a slip of the year."""

_BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", re.ASCII)


def import_school_holidays(taking: Taking) -> Report:
    """Take in the whole list of school holidays; it takes the place of the one before.

    From the first holiday's first day to the last one's last day, every other day is term; of days
    outside nobody knows. A list with a row that cannot be read is refused as a whole: a holiday
    that is missing would be term. Raises file-not-taken, mapping-invalid.
    """
    findings = Findings()
    entries = _entries(records_of(taking, COLUMNS, findings), findings)
    if findings.refused:
        what = "Mend these rows, then give it again."
        raise Problem("file-not-taken", f"{taking.path.name}: {what}", findings.refused)
    if not entries:
        raise refused(taking.path.name, "holds no holidays")
    if taking.is_dry_run:
        with read() as session:
            gone, changes = _gone(session, entries), compare(session, SchoolHolidayRow, entries)
    else:
        with write() as session:
            gone = _gone(session, entries)
            session.execute(delete(SchoolHolidayRow).where(SchoolHolidayRow.first.in_(gone)))
            changes = reconcile(session, SchoolHolidayRow, entries)
            if gone or changes.new or changes.changed:
                mark_due(session)
    return replace(findings.report(changes, is_dry_run=taking.is_dry_run), gone=len(gone))


def _gone(session: Session, entries: Sequence[dict[str, Any]]) -> list[date]:
    kept = {entry["first"] for entry in entries}
    return [row.first for row in all_school_holidays(session) if row.first not in kept]


def _entries(records: Sequence[Record], findings: Findings) -> list[dict[str, Any]]:
    found = [each for each in (_entry(record, findings) for record in records) if each]
    found.sort(key=lambda each: (each[1]["first"], each[0]))
    for (_, earlier), (number, later) in pairwise(found):
        if later["first"] <= earlier["last"]:
            findings.refuse(number, f"{later['name']} begins before {earlier['name']} has ended.")
    return [entry for _, entry in found]


def _entry(record: Record, findings: Findings) -> tuple[int, dict[str, Any]] | None:
    name = record.values["name"]
    first, last = (_day(record.values[end]) for end in ("first", "last"))
    if not name or len(name) > 60 or not name.isprintable():
        findings.refuse(record.number, "Its name is missing, too long or cannot be shown.")
    elif first is None or last is None:
        what = "Give its first and last day like 2026-10-26 or 26/10/2026."
        findings.refuse(record.number, f"{name}: {what}")
    elif last < first or (last - first).days > MOST_DAYS:
        findings.refuse(record.number, f"{name}: it lasts from {first} to {last}?")
    else:
        return record.number, {"first": first, "last": last, "name": name}
    return None


def _day(text: str) -> date | None:
    """Return a day such as "2026-10-26" or "26/10/2026" (days before months, as in Britain)."""
    found = _BRITISH.fullmatch(text)
    told = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text[:10]
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
