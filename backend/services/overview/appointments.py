"""Deeds: who is to become an officer or administrator, as administrators and the daily mail say."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.appointing import (
    ALONE,
    CONFIRMED,
    COUNTS_FOR,
    PASSED_BY,
    Administrator,
    is_another,
)
from backend.domain.staff import ROLES
from backend.services.actors import Actor
from backend.services.appointing import administrators
from backend.services.mailed_words import as_mailed
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.appointments import AppointmentRow, appointed_since, waiting_appointments
from backend.storage.staff import StaffRow
from shared.clock import local


@dataclass(frozen=True)
class Waiting:
    """What waits for a second administrator's word, as one of them sees it."""

    id: str
    deed: str
    name: str
    email: str
    role: str
    role_before: str
    asked_by: str
    ends_at: datetime
    is_own: bool
    may_confirm: bool


@dataclass(frozen=True)
class AppointmentsPage:
    """What waits, and how it is with what the reader asks now.

    `waits`: it needs another's word. `givers`: the names of those who could give it.
    """

    waiting: tuple[Waiting, ...]
    waits: bool
    givers: tuple[str, ...]


def appointments_page(world: World, actor: Actor) -> AppointmentsPage:
    """Return what waits for a word; who looks at it is not written down."""
    now = world.now()
    with read() as session:
        known = {each.id: each for each in administrators(session, now)}
        rows = [each for each in waiting_appointments(session, now) if _is_alive(each, known)]
        waiting = tuple(_waiting(row, known, actor.id or 0) for row in rows)
    givers = tuple(each.name for each in known.values() if each.may_give_word(actor.id, None))
    return AppointmentsPage(waiting, is_another(known.values(), actor.id, now), givers)


def appointments_in_words(session: Session, now: datetime, base_url: str) -> str:
    """Return the lines of the daily mail: who came into office and left it in seven days."""
    since = now - COUNTS_FOR
    known = administrators(session, now)
    made = appointed_since(session, since)
    alive = {each.id: each for each in known}
    waiting = [each for each in waiting_appointments(session, now) if _is_alive(each, alive)]
    lines = [f"New officers and administrators in {COUNTS_FOR.days} days: {len(made)}."]
    lines += [_line(session, row) for row in made]
    lines += [
        f"- {local(each.ceased_at):%d.%m.%Y}: {_named(each.name, each.email)} is no longer an "
        "administrator."
        for each in known
        if each.ceased_at is not None and each.ceased_at > since and not each.is_one
    ]
    lines += [f"Waiting for a second administrator’s word: {len(waiting)}."]
    return "\n".join([*lines, f"Administrators see who: {base_url}/console/people"])


def _is_alive(row: AppointmentRow, known: dict[int, Administrator]) -> bool:
    """Return whether whoever asked is an administrator still: else nobody can give the word."""
    asker = known.get(row.asked_by or 0)
    return asker is not None and asker.is_one


def _waiting(row: AppointmentRow, known: dict[int, Administrator], reader: int) -> Waiting:
    asker, giver = known[row.asked_by or 0], known.get(reader)
    may_confirm = giver is not None and giver.may_give_word(row.asked_by, row.staff_id)
    return Waiting(
        *(row.id, row.deed, row.name, row.email, row.role, row.role_before),
        asked_by=asker.name,
        ends_at=row.ends_at,
        is_own=row.asked_by == reader,
        may_confirm=may_confirm,
    )


def _line(session: Session, row: AppointmentRow) -> str:
    asker, giver = (
        as_mailed(session.scalar(select(StaffRow.name).where(StaffRow.id == staff_id)) or "", "?")
        for staff_id in (row.asked_by, row.decided_by)
    )
    asked = "the command line" if row.asked_by is None else asker
    how = {
        ALONE: f"by {asked} alone, as no other administrator was set up",
        PASSED_BY: "from the command line, without asking the administrators",
        CONFIRMED: f"asked by {asker}, confirmed by {giver}",
    }[row.decision or ALONE]
    day = local(row.decided_at or row.asked_at)
    return f"- {day:%d.%m.%Y}: {_named(row.name, row.email)}, {ROLES[row.role].lower()}: {how}."


def _named(name: str, email: str) -> str:
    return f"{as_mailed(name, 'somebody')} ({email})"
