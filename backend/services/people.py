"""Deeds: who works with the network: invited, their account made, changed, closed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.domain.appointing import INVITE, OFFICE, OPEN, ROLE
from backend.domain.staff import ADMINISTRATOR, GUARDIAN, INVITED_FOR, ROLES
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.addresses import mail_address
from backend.services.appointing import Wish, cease, hold_administrators, must_wait
from backend.services.audit import Entry, record
from backend.services.invitations import Invitee, spend_invitations, store_invitation
from backend.services.joining import may_begin_anew
from backend.services.mailed_words import as_mailed
from backend.services.notices import Letter, post
from backend.services.sessions import end_all_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.staff import (
    InvitationRow,
    StaffRow,
    has_second_step,
    is_set_up_administrator,
    staff_of,
)
from shared.problems import Fault, Problem


@dataclass(frozen=True)
class Person:
    """An account as administrators see it."""

    id: int
    name: str
    email: str
    role: str
    is_active: bool
    has_second_step: bool
    since_at: datetime


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that can still be used."""

    id: str
    name: str
    email: str
    role: str
    ends_at: datetime


def invite(world: World, actor: Actor, invitee: Invitee) -> str:
    """Invite somebody by mail; return the link, which nobody can look up later.

    Returns "" where a second administrator's word is needed first. Raises account-exists, and
    not-for-you unless an administrator asks.
    """
    check_administrator(actor)
    invitee = replace(invitee, email=invitee.email.strip().lower())
    with write(world.wake) as session:
        hold_administrators(session, world.now())
        account = _free(session, invitee)
        whose = (account.id, account.role) if account else ()
        wish = Wish(INVITE, invitee.role, invitee.email, invitee.name, *whose)
        if invitee.role in OFFICE and must_wait(session, world, actor, wish):
            return ""
        return make_invitation(session, world, actor, invitee)


def add_administrator(world: World, email: str, name: str) -> str:
    """Invite an administrator from the machine itself, the first one above all; return the link.

    Raises form-invalid and account-exists.
    """
    called = name.strip()
    if not called or len(called) > 120 or not called.isprintable():
        raise Problem("form-invalid", errors=[Fault("name", "Say what the person is called.")])
    invitee = Invitee(mail_address(email), called, ADMINISTRATOR)
    return invite(world, COMMAND_LINE, invitee)


def make_invitation(session: Session, world: World, actor: Actor, invitee: Invitee) -> str:
    """Store an invitation and its mail in the caller's transaction; return the link."""
    _free(session, invitee)
    row, secret = store_invitation(session, world, actor, invitee)
    link = f"{world.base_url}/account/invitation/{secret}"
    post(session, world, _letter(row, link))
    return link


def take_back(world: World, actor: Actor, invitation_id: str) -> None:
    """Make an invitation's link worthless; raises not-found where it is spent already."""
    check_administrator(actor)
    now = world.now()
    with write() as session:
        row = session.get(InvitationRow, invitation_id)
        if row is None or row.used_at is not None:
            raise Problem("not-found")
        row.used_at = now
        record(session, now, Entry(actor, "invitation-taken-back", f"invitation:{row.id}"))


def change_role(world: World, actor: Actor, staff_id: int, role: str) -> bool:
    """Give somebody another role; all their sessions end. Raises last-administrator.

    Returns whether it waits for a second administrator's word, and nothing has changed.
    """
    check_administrator(actor)
    with write(world.wake) as session:
        hold_administrators(session, world.now())
        staff = _staff(session, staff_id)
        if role not in ROLES or GUARDIAN in (role, staff.role):
            raise Problem("step-impossible", "A guardian is invited for a place.")
        if staff.role == role:
            raise Problem("nothing-changed")
        if role in OFFICE and must_wait(session, world, actor, _wish(ROLE, role, staff)):
            return True
        give_role(session, world, actor, staff, role)
        return False


def give_role(session: Session, world: World, actor: Actor, staff: StaffRow, role: str) -> None:
    """Change a role in the caller's transaction, which holds the administrators."""
    _keep_an_administrator(session, staff)
    if is_set_up_administrator(staff):
        cease(session, world, actor, staff)
    before, staff.role = staff.role, role
    end_all_of(session, staff.id, world.now(), "changed")
    entry = Entry(actor, "role-changed", f"staff:{staff.id}", f"{before}>{role}")
    record(session, world.now(), entry)


def sign_out(world: World, actor: Actor, staff_id: int) -> None:
    """End all of somebody's sessions, such as one that was stolen, and write to them."""
    check_administrator(actor)
    now = world.now()
    with write(world.wake) as session:
        staff = _staff(session, staff_id)
        end_all_of(session, staff.id, now, "ended")
        record(session, now, Entry(actor, "sessions-ended", f"staff:{staff.id}"))
        body = (
            f"Dear {staff.name},\n\nan administrator, {actor.name}, has ended all your sessions of "
            "UMay. If you do not know why, please ask before you sign in again. If somebody else "
            f"may know your password, set a new one: {world.base_url}/account/reset\n"
        )
        letter = Letter(staff.email, "You were signed out everywhere", body, f"staff:{staff.id}")
        post(session, world, letter)


def close_account(world: World, actor: Actor, staff_id: int) -> None:
    """Let somebody sign in no longer and end all their sessions; raises last-administrator.

    A link on its way to them opens nothing either.
    """
    check_administrator(actor)
    now = world.now()
    with write(world.wake) as session:
        hold_administrators(session, world.now())
        staff = _staff(session, staff_id)
        if not staff.active:
            raise Problem("step-impossible", "The account is closed already.")
        _keep_an_administrator(session, staff)
        if is_set_up_administrator(staff):
            cease(session, world, actor, staff)
        staff.active, staff.closed_at = False, now
        spend_invitations(session, staff.email, now)
        end_all_of(session, staff.id, now, "closed")
        record(session, now, Entry(actor, "account-closed", f"staff:{staff.id}"))


def open_account(world: World, actor: Actor, staff_id: int) -> bool:
    """Let somebody sign in again; return whether it waits for a second administrator's word."""
    check_administrator(actor)
    with write(world.wake) as session:
        hold_administrators(session, world.now())
        staff = _staff(session, staff_id)
        wish = _wish(OPEN, staff.role, staff)
        if not staff.active and staff.role in OFFICE and must_wait(session, world, actor, wish):
            return True
        open_again(session, world, actor, staff)
        return False


def open_again(session: Session, world: World, actor: Actor, staff: StaffRow) -> None:
    """Open a closed account in the caller's transaction."""
    if staff.active:
        raise Problem("step-impossible", "The account is open already.")
    staff.active, staff.closed_at = True, None
    record(session, world.now(), Entry(actor, "account-opened", f"staff:{staff.id}"))


def people(now: datetime) -> tuple[list[Person], list[OpenInvitation]]:
    """Return every account by role and name, guardians last, and the open invitations."""
    with read() as session:
        is_guardian = StaffRow.role == GUARDIAN
        by_office = select(StaffRow).order_by(is_guardian, StaffRow.role, StaffRow.name)
        staff = session.scalars(by_office)
        held = [
            Person(
                *(row.id, row.name, row.email, row.role, row.active),
                has_second_step=has_second_step(row),
                since_at=row.created_at,
            )
            for row in staff
        ]
        waiting = select(InvitationRow).where(
            InvitationRow.used_at.is_(None), InvitationRow.ends_at > now
        )
        return held, [
            OpenInvitation(row.id, row.name, row.email, row.role, row.ends_at)
            for row in session.scalars(waiting.order_by(InvitationRow.made_at))
        ]


def check_administrator(actor: Actor) -> None:
    """Refuse whoever is no administrator; raises not-for-you."""
    if actor.role != ADMINISTRATOR:
        raise Problem("not-for-you")


def _free(session: Session, invitee: Invitee) -> StaffRow | None:
    """Return the account that would begin anew, if any; raises account-exists."""
    held = staff_of(session, invitee.email)
    if held is not None and not may_begin_anew(held, invitee.role):
        raise Problem("account-exists")
    return held


def _staff(session: Session, staff_id: int) -> StaffRow:
    staff = session.get(StaffRow, staff_id, with_for_update=True)
    if staff is None:
        raise Problem("not-found")
    return staff


def _wish(deed: str, role: str, staff: StaffRow) -> Wish:
    return Wish(deed, role, staff.email, staff.name, staff.id, staff.role)


def _keep_an_administrator(session: Session, staff: StaffRow) -> None:
    if staff.role != ADMINISTRATOR or not staff.active:
        return
    held = select(func.count()).where(StaffRow.role == ADMINISTRATOR, StaffRow.active)
    if (session.scalar(held) or 0) < 2:
        raise Problem("last-administrator")


def _letter(row: InvitationRow, link: str) -> Letter:
    days = INVITED_FOR.days
    body = (
        f"Dear {as_mailed(row.name, 'colleague')},\n\n"
        "you are invited to work with the UMay network of safe places. Your role: "
        f"{ROLES[row.role].lower()}."
        "\n\nMake your account here. You choose a password, and set up a second step on your "
        f"phone:\n{link}\n\n"
        f"The link works once, and for {days} days. If you did not expect it, leave it be.\n"
    )
    return Letter(row.email, "Your invitation to UMay", body, f"invitation:{row.id}")
