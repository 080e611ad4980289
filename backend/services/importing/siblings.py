"""Deeds: the ids of rows that bear one name: told apart by where they are, alike each time."""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.services.importing.positions import own_position
from backend.services.importing.report import Findings
from backend.services.importing.sheet import Record
from shared.geo import Point, distance_m

APART_M = 10.0
"""Two of one name this far apart are two: nine defibrillators hang in one shopping centre. Nearer,
they are one that was written twice, or was measured anew."""


@dataclass(frozen=True)
class Held:
    """A row that an earlier import made: its id, what rows of one name have alike, where it is."""

    id: str
    family: Hashable
    at: Point


@dataclass(frozen=True)
class _Row:
    """A row without an id of its own list; `entry` has the plain id, made of its name alone."""

    number: int
    family: Hashable
    entry: dict[str, Any]
    has_own_position: bool

    @property
    def plain_id(self) -> str:
        return str(self.entry["id"])

    @property
    def at(self) -> Point:
        return Point(self.entry["lat"], self.entry["lon"])

    def is_again(self, first: "_Row") -> bool:
        """Return whether it says again what another row says."""
        have_own = self.has_own_position and first.has_own_position
        return not have_own or distance_m(self.at, first.at) <= APART_M


class Siblings:
    """Gathers the rows of a file that have no id of their own, and gives each its id.

    What an earlier import made within 10 m keeps its id. Of the others the first of its name has
    the plain one, as it has where it is alone; each further one an id that its position makes too.
    """

    def __init__(self, findings: Findings, held: Iterable[Held]) -> None:
        self._findings = findings
        self._held: dict[Hashable, list[Held]] = defaultdict(list)
        for one in held:
            self._held[one.family].append(one)
        self._by_plain_id: dict[str, list[_Row]] = defaultdict(list)

    def add(self, record: Record, entry: dict[str, Any], family: Hashable) -> None:
        """Take a row, or refuse one that says again what an earlier one says."""
        row = _Row(record.number, family, entry, own_position(record) is not None)
        told = self._by_plain_id[row.plain_id]
        first = next((one for one in told if row.is_again(one)), None)
        if first is None:
            told.append(row)
        else:
            self._refuse(record.number, entry, first.number)

    def entries(self, named: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
        """Return the rows that were taken, each with its id.

        `named` are ids that other rows of the file have, with the numbers of those rows: what says
        one of them again is refused.
        """
        named = named or {}
        told = (row for told in self._by_plain_id.values() for row in told)
        rows = [row for row in told if not self._is_named(row, named)]
        ids: dict[int, str] = {}
        taken = set(named)
        for find in (self._plain, self._earlier, self._fresh):
            for row in rows:
                found = find(row, taken) if row.number not in ids else ""
                if found:
                    ids[row.number] = found
                    taken.add(found)
        return [{**row.entry, "id": ids[row.number]} for row in rows]

    def _is_named(self, row: _Row, named: Mapping[str, int]) -> bool:
        first = next((named[one.id] for one in self._near(row) if one.id in named), None)
        if first is not None:
            self._refuse(row.number, row.entry, first)
        return first is not None

    def _refuse(self, number: int, entry: Mapping[str, Any], first: int) -> None:
        what = f"{entry['name']} stands in row {first} already"
        self._findings.refuse(number, f"{what}, within {APART_M:.0f} m of this one.")

    def _plain(self, row: _Row, taken: set[str]) -> str:
        """Return the plain id where the row that has it is still here."""
        is_held = any(one.id == row.plain_id for one in self._near(row))
        return row.plain_id if is_held and row.plain_id not in taken else ""

    def _earlier(self, row: _Row, taken: set[str]) -> str:
        """Return the id of what an earlier import made here that is nobody's plain one."""
        free = (
            one.id
            for one in self._near(row)
            if one.id not in taken and one.id not in self._by_plain_id
        )
        return next(free, "")

    def _fresh(self, row: _Row, taken: set[str]) -> str:
        return _by_position(row) if row.plain_id in taken else row.plain_id

    def _near(self, row: _Row) -> list[Held]:
        far = ((distance_m(one.at, row.at), one) for one in self._held[row.family])
        return [one for away, one in sorted(far, key=lambda told: told[0]) if away <= APART_M]


def _by_position(row: _Row) -> str:
    prefix = row.plain_id.partition("-")[0]
    told = f"{row.plain_id}|{row.at.lat:.5f}|{row.at.lon:.5f}"
    return f"{prefix}-{hashlib.sha256(told.encode()).hexdigest()[:20]}"
