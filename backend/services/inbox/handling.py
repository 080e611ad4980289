"""Deeds: what an officer makes of the answers of a batch, all of them at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.counting import HELD, Verdict, Where
from backend.domain.counting import OFFICER as BY_OFFICER
from backend.domain.inbox import HOLD, INTERVENTION, NOTHING, OPEN_FOR, OUTCOMES
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.inbox.reading import grouped
from backend.services.inbox.turning import note_unread
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage import inbox
from backend.storage.counting import held_turn, set_states
from backend.storage.places import ward_of_place
from backend.storage.zones import areas_of_zones, current_names
from shared.problems import Fault, Problem


@dataclass(frozen=True)
class Choices:
    """The outcome chosen for each item by its key, and whether the others need nothing."""

    batch_id: str
    outcomes: Mapping[str, str]
    is_rest_done: bool = False


@dataclass(frozen=True)
class Handled:
    """How many answers were handled and how many went back; areas something is to be done in."""

    number: int
    put_back: int
    purpose: str
    areas: tuple[str, ...] = ()


def handle(world: World, actor: Actor, choices: Choices) -> Handled:
    """Do what was chosen, put back the rest and close the batch.

    Raises not-for-you, form-invalid and batch-closed.
    """
    _check(actor, choices)
    now = world.now()
    with write() as session:
        held_turn(session)
        row = _own_batch(session, actor, choices.batch_id, now)
        items = grouped(row.id, inbox.answers_in(session, row.id))
        made: Counter[str] = Counter()
        for key, (_, rows) in items.items():
            outcome = choices.outcomes.get(key) or (NOTHING if choices.is_rest_done else "")
            if outcome:
                _make(session, rows, outcome)
                made[outcome] += len(rows)
        left = sum(len(rows) for _, rows in items.values()) - made.total()
        planned = [of[0] for key, of in items.items() if choices.outcomes.get(key) == INTERVENTION]
        inbox.close_batch(session, row, now)
        note_unread(session)
        told = ", ".join(f"{outcome} {made[outcome]}" for outcome in OUTCOMES if made[outcome])
        entry = Entry(actor, "inbox-handled", "inbox", f"{told or 'nothing done'}; put back {left}")
        record(session, now, entry)
        return Handled(made.total(), left, row.purpose, _areas(session, planned))


def named_areas(ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return (id, name) of those of some areas that there are, the borough left out."""
    with read() as session:
        named = current_names(session)
        return [(key, name) for key, name, kind in named if key in ids and kind != "borough"]


def _check(actor: Actor, choices: Choices) -> None:
    if actor.role != OFFICER:
        raise Problem("not-for-you")
    if not {*choices.outcomes.values()} <= {*OUTCOMES}:
        raise Problem("form-invalid", errors=[Fault("", "One of the choices is none of ours.")])


def _own_batch(session: Session, actor: Actor, batch_id: str, now: datetime) -> inbox.BatchRow:
    row = inbox.open_batch(session, actor.id)
    if row is None or row.id != batch_id or row.opened_at < now - OPEN_FOR:
        raise Problem("batch-closed")
    return row


def _make(session: Session, rows: Sequence[Any], outcome: str) -> None:
    ids = [row.id for row in rows]
    inbox.set_outcome(session, ids, outcome)
    if outcome == HOLD:
        # A person decided that it waits, so no job decides otherwise.
        set_states(session, ids, Verdict(HELD, BY_OFFICER), is_reviewed=True)


def _areas(session: Session, planned: Sequence[Where]) -> tuple[str, ...]:
    """Return the ids of the areas that zones and places lie in, each once."""
    found = areas_of_zones(session, [each.zone_id for each in planned if each.zone_id])
    wards = [ward_of_place(session, each.place_id) for each in planned if each.place_id]
    return tuple(sorted({*found, *(ward for ward in wards if ward)}))
