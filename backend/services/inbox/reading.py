"""Deeds: opening a batch of the inbox, and what of its answers is shown."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.counting import Where
from backend.domain.inbox import BATCH, COUNTED_TO, OPEN_FOR, purpose_in_words
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.going_on import check_officer
from backend.services.inbox.reading_on import READING
from backend.services.inbox.turning import note_unread
from backend.services.transaction import read, write
from backend.services.where import labels
from backend.services.world import World
from backend.storage import inbox
from backend.storage.counting import held_turn
from backend.storage.settings import INBOX_TURNED, setting
from shared.problems import Problem

MAY_BE_READ = 240
"""The longest purpose that is written down."""


@dataclass(frozen=True)
class Item:
    """Answers of a batch that say the same of the same zone or place; `key` names them in forms."""

    key: str
    label: str
    weeks: tuple[str, ...]
    level: str
    factors: tuple[str, ...]
    daypart: str
    number: int


@dataclass(frozen=True)
class Batch:
    """What lies open before an officer, in no order of time or place."""

    id: str
    purpose: str
    opened_at: datetime
    items: tuple[Item, ...]

    @property
    def number(self) -> int:
        """How many answers it has."""
        return sum(item.number for item in self.items)


def waiting(actor: Actor) -> int | None:
    """Return about how many answers wait to be read, None for a few; raises not-for-you.

    As it was noted: it changes on Mondays and by what officers do, and by no answer that comes.
    """
    check_officer(actor)
    with read() as session:
        noted: dict[str, int | None] = setting(session, INBOX_TURNED) or {}
    return noted.get("unread", 0)


def open_batch(world: World, actor: Actor, purpose: str, words: str = "") -> str:
    """Lay some answers open for a purpose and return the batch's id.

    Where one lies open already it stays the only one. Raises not-for-you, form-invalid,
    inbox-empty, and inbox-day-full where a second officer's word is needed first.
    """
    check_officer(actor)
    told = purpose_in_words(purpose, words)[:MAY_BE_READ]
    now = world.now()
    with write() as session:
        held_turn(session)
        put_back_left(session, now)
        row = inbox.open_batch(session, actor.id)
        if row is not None:
            return row.id
        if not (left := READING.left_of_today(session, actor.id or 0, now)):
            raise Problem("inbox-day-full")
        batch_id = world.new_id()
        row = inbox.BatchRow(id=batch_id, staff_id=actor.id, purpose=told, opened_at=now, number=0)
        session.add(row)
        number = inbox.take_answers(session, batch_id, world.new_id(), min(BATCH, left))
        if not number:
            raise Problem("inbox-empty")
        row.number = number
        note_unread(session)
        record(session, now, Entry(actor, "inbox-opened", "inbox", f"{number} answers. {told}"))
    return batch_id


def batch(actor: Actor, now: datetime) -> Batch | None:
    """Return the batch that lies open before an officer, or None; raises not-for-you."""
    check_officer(actor)
    with read() as session:
        row = inbox.open_batch(session, actor.id)
        if row is None or row.opened_at < now - OPEN_FOR:
            return None
        found = grouped(row.id, inbox.answers_in(session, row.id))
        named = labels(session, (of[0] for of in found.values()))
        items = (_item(key, *of, named[of[0]]) for key, of in sorted(found.items()))
        return Batch(row.id, row.purpose, row.opened_at, tuple(items))


def grouped(batch_id: str, rows: Iterable[Any]) -> dict[str, tuple[Where, list[Any]]]:
    """Return a batch's answers by what they say of where, each under its key.

    The keys, and so the order of the page, are hashes with the batch's own id: no one can tell
    from them in which order ids stand.
    """
    found: dict[str, tuple[Where, list[Any]]] = {}
    for row in rows:
        where = Where("", row.zone_id, row.place_id)
        said = (batch_id, *map(str, where), row.level, row.daypart, *row.factors)
        key = hashlib.sha256("|".join(said).encode()).hexdigest()[:12]
        found.setdefault(key, (where, []))[1].append(row)
    return found


def put_back_left(session: Session, now: datetime) -> int:
    """Put back what lay open for too long, or before somebody who is no officer any more."""
    left = inbox.left_lying(session, now - OPEN_FOR, OFFICER)
    for row in left:
        inbox.close_batch(session, row, now)
    return len(left)


def passed_on(actor: Actor) -> list[tuple[str, str, dict[str, int]]]:
    """Return (label, week, how many by partner) of what was passed; raises not-for-you."""
    check_officer(actor)
    with read() as session:
        rows = inbox.passed(session, COUNTED_TO)
        found: dict[Where, dict[str, int]] = defaultdict(dict)
        for week, zone_id, place_id, partner, number in rows:
            found[Where(week, zone_id, place_id)][partner] = number
        named = labels(session, found)
        return [(named[where], where.week, numbers) for where, numbers in found.items()]


def _item(key: str, _where: Where, rows: list[Any], label: str) -> Item:
    first = rows[0]
    weeks = tuple(sorted({row.week for row in rows}))
    return Item(key, label, weeks, first.level, tuple(first.factors), first.daypart, len(rows))
