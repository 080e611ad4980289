"""Deeds: rows of a file that we wrote: each finds what it was, and changes what somebody changed.

A cell that says what we wrote changes nothing, nor does a column that the file no longer has. So
whatever is held comes back as it is, also what no cell can say.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.services.importing.day_hours import WEEKDAYS
from backend.services.importing.hours_columns import MUST_BE_ASKED
from backend.services.importing.report import Findings
from backend.services.importing.same_cell import is_same
from backend.services.importing.sheet import Record
from shared.geo import Point

UMAY_ID = "umay_id"
POSITION = ("lat", "lon", "easting", "northing")
_SHOWN = 60
_BESIDE = "the weekdays are not read beside opening_hours: change those, or empty them."

Entry = dict[str, Any]
Where = tuple[Point | None, str]
"""Where a row is, and what is to be said of that; None where it never had a position."""

ReadRow = Callable[[Record, Findings, Where | None], Entry | None]
"""Makes an entry of a row, placed there or else where the row says."""

Fields = Mapping[str, Sequence[str]]
"""Columns, each with the fields of a row that it says."""


@dataclass(frozen=True)
class Ours:
    """Something that is here: what we would write of it now, and its fields as they are held."""

    cells: Mapping[str, str]
    held: Mapping[str, Any]
    is_in_network: bool = False


@dataclass(frozen=True)
class Again:
    """A row of such a file: all its cells, and which of them say something else than ours."""

    record: Record
    ours: Ours
    changed: tuple[str, ...]

    @property
    def has_moved(self) -> bool:
        """Whether it says another position, or another postcode where it has none of its own."""
        is_placed = self.ours.cells.get("lat", "") != ""
        told = POSITION if is_placed else (*POSITION, "postcode")
        return self.record.geometry is not None or not set(told).isdisjoint(self.changed)

    @property
    def is_as_it_was(self) -> bool:
        """Whether it says nothing else than ours."""
        return not self.changed and self.record.geometry is None

    @property
    def is_beside_hours(self) -> bool:
        """Whether it says new hours of weekdays, where its `opening_hours` are read instead."""
        is_other = "opening_hours" in self.changed or not self.ours.cells.get("opening_hours")
        return not is_other and not set(WEEKDAYS).isdisjoint(self.changed)

    def told(self) -> str:
        """Return in words what became what."""
        cells = ((name, self.ours.cells.get(name, "")) for name in self.changed)
        return "; ".join(
            f"{name} was {was[:_SHOWN]!r} and is {self.record.values[name][:_SHOWN]!r}"
            for name, was in cells
        )


def again(record: Record, ours: Ours) -> Again:
    """Return a row beside what we would write: columns that the file lacks are as they were."""
    given = {name: value for name, value in record.values.items() if name != UMAY_ID}
    changed = [
        name for name, value in given.items() if not is_same(name, ours.cells.get(name, ""), value)
    ]
    values = {**ours.cells, **{name: given[name] for name in changed}}
    return Again(replace(record, values=values), ours, tuple(changed))


def merged(row: Again, entry: Entry, says: Fields) -> Entry:
    """Return the held fields with those of `entry` that changed columns say."""
    names = {field for column in row.changed for field in says.get(column, ())}
    if row.has_moved:
        names |= {"lat", "lon"}
    return {**row.ours.held, **{name: entry[name] for name in names if name in entry}}


def merged_notes(held: Sequence[str], before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return held notes without those that no longer hold, and with those that are new."""
    kept = [note for note in held if note in now or note not in before]
    return [*kept, *(note for note in now if note not in (*kept, *before))]


class Finder:
    """Makes the entries of a file's rows: those of our own from what they were, others anew.

    `known` is what has the ids that the file names, `own` the form of ids that imports make.
    """

    def __init__(
        self,
        findings: Findings,
        known: Mapping[str, Ours],
        says: Fields,
        own: re.Pattern[str],
    ) -> None:
        self._findings = findings
        self._known = known
        self._says = says
        self._own = own

    def entry(self, record: Record, read: ReadRow) -> Entry | None:
        """Return the entry of a row, None where it is refused or changes nothing.

        `read` makes one of a row as of any list. A place of the network is not changed: its row
        counts as unchanged, or is passed over with what it says.
        """
        umay_id = record.values.get(UMAY_ID, "")
        if not umay_id:
            return read(record, self._findings, None)
        ours = self._known.get(umay_id)
        if ours is None:
            return self._unknown(record, umay_id, read)
        row = again(record, ours)
        if ours.is_in_network:
            self._leave(row)
            return None
        if row.is_as_it_was:
            return dict(ours.held)
        return self._changed(row, read)

    def _unknown(self, record: Record, umay_id: str, read: ReadRow) -> Entry | None:
        if not self._own.fullmatch(umay_id):
            what = f"Nothing here has the umay_id {umay_id[:_SHOWN]!r}"
            self._findings.refuse(record.number, f"{what}. Without one it is taken in as new.")
            return None
        entry = read(record, self._findings, None)
        return {**entry, "id": umay_id} if entry else None

    def _changed(self, row: Again, read: ReadRow) -> Entry | None:
        held = row.ours.held
        at = None if held["lat"] is None else Point(held["lat"], held["lon"])
        entry = read(row.record, self._findings, None if row.has_moved else (at, ""))
        if entry is None:
            return None
        self._findings.note(row.record.number, f"{entry['name']}: {row.told()}.")
        if row.is_beside_hours:
            self._findings.note(row.record.number, f"{entry['name']}: {_BESIDE}")
        found = merged(row, entry, self._says)
        if "notes" in held:
            was = read(Record(row.record.number, dict(row.ours.cells)), Findings(), (at, ""))
            before = [*(was["notes"] if was else ()), *([MUST_BE_ASKED] if entry["weekly"] else [])]
            found["notes"] = merged_notes(held["notes"], before, entry["notes"])
        return found

    def _leave(self, row: Again) -> None:
        if row.is_as_it_was:
            self._findings.leave_as_it_is()
            return
        what = f"{row.ours.cells['name']} is in the network: change it in the console"
        self._findings.note(row.record.number, f"{what} ({row.told()}).")
        self._findings.passed_over += 1


def named_in(records: Iterable[Record]) -> set[str]:
    """Return the ids of ours that a file names."""
    return {each.values[UMAY_ID] for each in records if each.values.get(UMAY_ID)}


def as_texts(cells: Mapping[str, object]) -> dict[str, str]:
    """Return the cells of a row of ours as a file shows them."""
    return {name: f"{cell}" for name, cell in cells.items()}
