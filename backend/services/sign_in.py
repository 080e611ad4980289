"""Deeds: what signing in leaves behind, inside the sign-in library's own transaction (D6).

The library commits; whatever belongs to its deeds is added to its session here, so that both are
stored together or not at all.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from backend.services import sessions
from backend.services.audit import Entry, record
from backend.services.invitations import Invitee
from backend.services.notices import Letter, post
from backend.services.people import make_invitation
from backend.services.world import World
from backend.storage.database import db
from backend.storage.engines import WRITES
from backend.storage.notices import NoticeRow
from backend.storage.staff import StaffRow, StaffSessionRow, has_second_step


def open_for_writing() -> None:
    """Begin the library's transaction as one that writes, so that SQLite waits its turn."""
    _session().connection(execution_options={WRITES: True})


def signed_in(world: World, user_id: int, device: str) -> str:
    """Note that somebody signed in; return the id of their session."""
    staff = _staff(user_id)
    session_id = sessions.begin(_session(), world, staff, device)
    _noted(world.now(), staff, "signed-in")
    return session_id


def signed_out(world: World, user_id: int, session_id: str | None) -> None:
    """End a session at its owner's wish."""
    now = world.now()
    row = _session().get(StaffSessionRow, session_id) if session_id else None
    if row is not None and row.ended_at is None:
        row.ended_at, row.ended_why = now, "signed out"
    _noted(now, _staff(user_id), "signed-out")


def proved(world: World, session_id: str) -> None:
    """Note that somebody has just shown once more who they are."""
    row = _session().get(StaffSessionRow, session_id)
    if row is not None:
        row.fresh_at = world.now()


def changed(world: World, user_id: int, deed: str, *, ends_sessions: bool = False) -> None:
    """Note a change of somebody's password or second factor, and tell them by mail."""
    staff, now = _staff(user_id), world.now()
    if ends_sessions:
        sessions.end_all_of(_session(), staff.id, now, "changed")
    _noted(now, staff, deed)
    post(_session(), world, _warning(staff, world))


def has_step(user_id: int) -> bool:
    """Return whether an account has a second step."""
    return has_second_step(_staff(user_id))


def invite_anew(world: World, user_id: int) -> None:
    """Send an invitation in place of a way to a new password; it is audited as one."""
    staff = _staff(user_id)
    invitee = Invitee(staff.email, staff.name, staff.role)
    make_invitation(_session(), world, sessions.actor_of(staff), invitee)


def write_letter(world: World, letter: Letter) -> None:
    """Store a mail of the library with its deed."""
    post(_session(), world, letter)


def write_to_nobody(world: World) -> None:
    """Write a mail that goes to nobody and take it back: it costs the time of one, and stays not.

    Whoever waits for the answer must not tell it from one to an account (S7); and asking again and
    again for addresses that nobody has must fill nothing.
    """
    session = _session()
    row = session.get_one(NoticeRow, post(session, world, Letter("", "", "", "nobody")))
    session.flush()
    session.delete(row)


def _warning(staff: StaffRow, world: World) -> Letter:
    body = (
        f"Dear {staff.name},\n\n"
        "the password or the second step of your UMay account was changed just now.\n\n"
        "If that was you, there is nothing to do. If it was not, ask an administrator at once to "
        f"close your account, and set a new password: {world.base_url}/account/reset\n"
    )
    return Letter(staff.email, "Your sign-in was changed", body, f"staff:{staff.id}")


def _noted(now: datetime, staff: StaffRow, deed: str) -> None:
    actor = sessions.actor_of(staff)
    record(_session(), now, Entry(actor, deed, f"staff:{staff.id}"))


def _staff(user_id: int) -> StaffRow:
    found = _session().get(StaffRow, user_id)
    assert found is not None
    return found


def _session() -> Session:
    return db.session()
