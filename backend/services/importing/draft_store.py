"""Deeds: drafts brought to what a newer list says; what people decided on stays decided.

A row is the draft of its id. A row whose id is not known is the draft of the same venue in the same
list (`likeness`), if exactly one is there that the file names by no id: lists get new ids, and
come in other forms.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.drafts import GONE, WAITING, is_rounded
from backend.services.importing.decisions import Decisions
from backend.services.importing.positions import BY_POSTCODE
from backend.services.likeness import Neighbours, venue_of
from backend.services.zoning.wards import settle_drafts
from backend.storage.imported import DraftRow
from backend.storage.reconcile import Changes, compare, reconcile
from shared.geo import Point

MOST_GONE = 0.5
"""A file that lacks more of what its list had is a part of it: nobody is gone by that."""

Entry = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """The rows of a file, and the lists that it is: none where we wrote it ourselves."""

    entries: Sequence[Entry]
    lists: frozenset[str]


@dataclass
class Stored:
    """What a list did to drafts: changes, how many it omits, and what to say of some."""

    changes: Changes
    gone: int = 0
    notes: list[str] = field(default_factory=list)


def try_drafts(session: Session, told: Told) -> Stored:
    """Return what `put_drafts` would do; changes nothing."""
    return _List(session, told).tried()


def put_drafts(session: Session, told: Told, today: date) -> Stored:
    """Store the drafts of a list, each with what became of it, and note what the list omits."""
    found = _List(session, told)
    stored = found.tried()
    reconcile(session, DraftRow, found.entries)
    for row in found.omitted:
        note_gone(row, today)
    settle_drafts(session)
    return stored


def note_gone(row: DraftRow, today: date) -> None:
    """Note that a list has a draft no more; where somebody decided on it, that is news."""
    row.gone_on = today
    if row.state != WAITING:
        row.news = {**row.news, GONE: [None, today.isoformat()]}


class _List:
    """One file's rows against what is here: linked, judged, and with what they leave out."""

    def __init__(self, session: Session, told: Told) -> None:
        self._session = session
        self._decisions = Decisions(session)
        self._held, self._notes = self._decisions.held, self._decisions.notes
        linked = self._linked(told.entries)
        self.entries = [self._judged(entry) for entry in linked]
        self.omitted = self._omitted(told.lists)

    def tried(self) -> Stored:
        """Return what storing it does."""
        changes = compare(self._session, DraftRow, self.entries)
        return Stored(changes, len(self.omitted), self._notes)

    def _linked(self, entries: Sequence[Entry]) -> list[Entry]:
        """Give rows of unknown ids the id of the one draft of the same venue in the same list."""
        named = {entry["id"] for entry in entries}
        free = [row for row in self._held.values() if row.id not in named]
        by_source = {
            source: Neighbours(venue_of(vars(row)) for row in free if row.source == source)
            for source in {row.source for row in free}
        }
        taken: set[str] = set()
        return [self._link(entry, by_source.get(entry["source"]), taken) for entry in entries]

    def _link(self, entry: Entry, near: Neighbours | None, taken: set[str]) -> Entry:
        if near is None or entry["id"] in self._held:
            return entry
        same = [one for one in near.same(venue_of(entry)) if one.key not in taken]
        if len(same) != 1:
            return entry
        taken.add(same[0].key)
        what = f"{entry['name']} has another id or spelling in its list now, and is the same venue"
        self._notes.append(f"{what} as before.")
        return {**entry, "id": same[0].key}

    def _judged(self, entry: Entry) -> Entry:
        row = self._held.get(entry["id"])
        entry = entry if row is None else _with_finer_position(row, entry)
        return entry | self._decisions.of(entry)

    def _omitted(self, lists: frozenset[str]) -> list[DraftRow]:
        """Return the drafts of these lists that they have no more; a part of a list omits none."""
        named = {entry["id"] for entry in self.entries}
        found: list[DraftRow] = []
        for source in sorted(lists):
            held = [row for row in self._held.values() if row.source == source]
            listed = [row for row in held if row.gone_on is None]
            missing = [row for row in listed if row.id not in named]
            if len(missing) > MOST_GONE * len(listed):
                what = f"{source}: {len(missing):,} of {len(listed):,} venues are not in this file"
                self._notes.append(f"{what}. It is taken for a part of the list: none is gone.")
                continue
            found += missing
            self._notes += [f"{row.name} is no longer in its list." for row in missing]
        return found


def _with_finer_position(row: DraftRow, entry: Entry) -> Entry:
    """Return a row whose position is not coarser than the one that is known.

    The centre of a postcode takes the place of no position within the same postcode, and one with
    fewer decimals takes the place of none that it rounds.
    """
    if row.lat is None or row.lon is None:
        return entry
    finer = {**entry, "lat": row.lat, "lon": row.lon}
    is_centre = BY_POSTCODE in entry["notes"] and BY_POSTCODE not in row.notes
    if is_centre and row.postcode == entry["postcode"]:
        return {**finer, "notes": [note for note in entry["notes"] if note != BY_POSTCODE]}
    is_same = is_rounded(Point(row.lat, row.lon), Point(entry["lat"], entry["lon"]))
    return finer if is_same else entry
