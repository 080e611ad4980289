"""Deeds: the sessions of staff: begun, recognised, kept fresh, listed and ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from backend.domain.staff import Held, is_fresh, why_over
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.staff import StaffRow, StaffSessionRow
from shared.problems import Problem

_NOTED_EVERY = timedelta(minutes=1)
"""How exactly it is noted when a session was last used: one write a minute, not one a page."""


@dataclass(frozen=True)
class Recognised:
    """Who asks, whether they proved it within the last minutes, and ever made recovery codes."""

    session_id: str
    actor: Actor
    is_fresh: bool
    has_codes: bool


@dataclass(frozen=True)
class SessionTold:
    """A session as its owner sees it."""

    id: str
    device: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


def begin(session: Session, world: World, staff: StaffRow, device: str) -> str:
    """Begin a session inside the transaction of signing in, and return its id."""
    now = world.now()
    row = StaffSessionRow(
        id=world.new_id(),
        staff_id=staff.id,
        mark=staff.fs_uniquifier,
        role=staff.role,
        started_at=now,
        seen_at=now,
        fresh_at=now,
        device=device[:60],
    )
    session.add(row)
    return row.id


def recognise(world: World, session_id: str) -> Recognised | None:
    """Return who a session belongs to, or None where it is over (and then it stays over)."""
    now = world.now()
    with read() as session:
        found = _found(session, session_id)
        if found is None or found[0].ended_at is not None:
            return None
        row, staff = found
        why = why_over(_held(row, staff), now)
        has_codes = staff.mf_recovery_codes is not None
        known = Recognised(session_id, actor_of(staff), is_fresh(row.fresh_at, now), has_codes)
        is_noted = now - row.seen_at < _NOTED_EVERY
    if why is not None:
        _end(session_id, now, why)
        return None
    if not is_noted:
        with write() as session:
            session.execute(_of(session_id).values(seen_at=now))
    return known


def actor_of(staff: StaffRow) -> Actor:
    """Return an account as somebody who acts."""
    return Actor(staff.id, staff.role, staff.name, staff.email)


def my_sessions(actor: Actor, this: str, now: datetime) -> list[SessionTold]:
    """Return somebody's sessions that still hold, the latest used first."""
    with read() as session:
        mine = (
            select(StaffSessionRow, StaffRow)
            .join(StaffRow, StaffRow.id == StaffSessionRow.staff_id)
            .where(StaffSessionRow.staff_id == actor.id, StaffSessionRow.ended_at.is_(None))
            .order_by(StaffSessionRow.seen_at.desc())
        )
        return [
            SessionTold(row.id, row.device, row.started_at, row.seen_at, row.id == this)
            for row, staff in session.execute(mine)
            if why_over(_held(row, staff), now) is None
        ]


def end_session(world: World, actor: Actor, session_id: str) -> None:
    """End one of one's own sessions; raises not-found for anybody else's."""
    now = world.now()
    with write() as session:
        row = session.get(StaffSessionRow, session_id)
        if row is None or row.staff_id != actor.id or row.ended_at is not None:
            raise Problem("not-found")
        row.ended_at, row.ended_why = now, "ended"
        record(session, now, Entry(actor, "session-ended", f"staff:{actor.id}"))


def end_all(world: World, actor: Actor) -> None:
    """End every session of one's own, the one that asks included."""
    now = world.now()
    with write() as session:
        end_all_of(session, actor.id or 0, now, "ended")
        record(session, now, Entry(actor, "sessions-ended", f"staff:{actor.id}"))


def end_all_of(session: Session, staff_id: int, now: datetime, why: str) -> None:
    """End every session of an account, in the transaction of what makes that necessary."""
    held = update(StaffSessionRow).where(
        StaffSessionRow.staff_id == staff_id, StaffSessionRow.ended_at.is_(None)
    )
    session.execute(held.values(ended_at=now, ended_why=why))


def _end(session_id: str, now: datetime, why: str) -> None:
    with write() as session:
        session.execute(_of(session_id).values(ended_at=now, ended_why=why))


def _of(session_id: str) -> Update:
    return (
        update(StaffSessionRow)
        .where(StaffSessionRow.id == session_id, StaffSessionRow.ended_at.is_(None))
        .execution_options(synchronize_session=False)
    )


def _found(session: Session, session_id: str) -> tuple[StaffSessionRow, StaffRow] | None:
    held = (
        select(StaffSessionRow, StaffRow)
        .join(StaffRow, StaffRow.id == StaffSessionRow.staff_id)
        .where(StaffSessionRow.id == session_id)
    )
    found = session.execute(held).one_or_none()
    return None if found is None else (found[0], found[1])


def _held(row: StaffSessionRow, staff: StaffRow) -> Held:
    return Held(
        started_at=row.started_at,
        seen_at=row.seen_at,
        mark=row.mark,
        role=row.role,
        mark_now=staff.fs_uniquifier,
        role_now=staff.role,
        is_active=staff.active,
    )
