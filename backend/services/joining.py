"""Deeds: an invitation is taken up: an account made, or an old one begun anew by its owner."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.domain.staff import GUARDIAN
from backend.services.audit import Entry, record
from backend.services.secret_links import secret_hash
from backend.services.sessions import actor_of, end_all_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.staff import (
    GuardianshipRow,
    InvitationRow,
    PasskeyRow,
    StaffRow,
    has_second_step,
    looks_after,
    staff_of,
)
from shared.problems import Problem


@dataclass(frozen=True)
class Invited:
    """An invitation as told to whoever holds its link."""

    email: str
    name: str
    role: str
    place: str


def invitation(world: World, secret: str) -> Invited:
    """Return what an invitation offers; raises link-spent."""
    with read() as session:
        row = _open_invitation(session, secret, world.now())
        place = session.get(PlaceRow, row.place_id) if row.place_id else None
        return Invited(row.email, row.name, row.role, place.name if place else "")


def accept(world: World, secret: str, name: str, password_hash: str) -> str:
    """Make the account of an invitation and return its uniquifier; the second step comes next.

    An account that never got a second step, and a closed one of the same role, begin anew: nothing
    of what was set up before opens them, and a closed guardian looks after the places of the
    invitation alone. Raises link-spent and account-exists.
    """
    now = world.now()
    with write() as session:
        row = _open_invitation(session, secret, now)
        held = staff_of(session, row.email)
        if held is None:
            staff, deed = _new_account(row, name, password_hash, now), "account-made"
            session.add(staff)
            session.flush()
        else:
            staff, deed = _begun_anew(session, held, row, now), "account-made-anew"
            staff.name, staff.password = name, password_hash
        row.used_at = now
        places = {row.place_id, *_other_places(session, row, now)}
        for place_id in sorted(filter(None, places)):
            if not looks_after(session, staff.id, place_id):
                session.add(GuardianshipRow(staff_id=staff.id, place_id=place_id, since_at=now))
        record(session, now, Entry(actor_of(staff), deed, f"staff:{staff.id}", row.role))
        return staff.fs_uniquifier


def may_begin_anew(staff: StaffRow, role: str) -> bool:
    """Return whether an invitation to a role may be sent to somebody who has an account."""
    return staff.role == role and (not staff.active or not has_second_step(staff))


def _new_account(row: InvitationRow, name: str, password_hash: str, now: datetime) -> StaffRow:
    return StaffRow(
        email=row.email,
        name=name,
        role=row.role,
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        fs_webauthn_user_handle=secrets.token_hex(32),
        created_at=now,
    )


def _begun_anew(session: Session, staff: StaffRow, row: InvitationRow, now: datetime) -> StaffRow:
    if not may_begin_anew(staff, row.role):
        raise Problem("account-exists")
    end_all_of(session, staff.id, now, "changed")
    if not staff.active:
        session.execute(delete(GuardianshipRow).where(GuardianshipRow.staff_id == staff.id))
    session.execute(delete(PasskeyRow).where(PasskeyRow.user_id == staff.id))
    session.expire(staff, ["webauthn"])
    staff.active, staff.closed_at = True, None
    staff.tf_primary_method = staff.tf_totp_secret = staff.totp_counter = None
    staff.mf_recovery_codes = None
    staff.fs_uniquifier = secrets.token_hex(32)
    return staff


def _other_places(session: Session, row: InvitationRow, now: datetime) -> list[str | None]:
    """Use up a guardian's other open invitations, and return their places.

    Somebody with three branches is invited three times; whoever holds one of the mails holds the
    mailbox to which all of them went.
    """
    if row.role != GUARDIAN:
        return []
    held = select(InvitationRow).where(
        InvitationRow.email == row.email,
        InvitationRow.role == GUARDIAN,
        InvitationRow.used_at.is_(None),
        InvitationRow.ends_at > now,
    )
    others = list(session.scalars(held))
    for other in others:
        other.used_at = now
    return [other.place_id for other in others]


def _open_invitation(session: Session, secret: str, now: datetime) -> InvitationRow:
    held = select(InvitationRow).where(InvitationRow.token_hash == secret_hash(secret))
    row = session.scalar(held.with_for_update())
    if row is None or row.used_at is not None or row.ends_at <= now:
        raise Problem("link-spent")
    return row
