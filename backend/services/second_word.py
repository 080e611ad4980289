"""Deeds: a second administrator's word for what waits for it: given, or refused."""

from sqlalchemy.orm import Session

from backend.domain.appointing import (
    CONFIRMED,
    INVITE,
    OPEN,
    REFUSED,
    ROLE,
    TAKEN_BACK,
    Administrator,
)
from backend.domain.staff import ROLES
from backend.services.actors import Actor
from backend.services.appointing import hold_administrators
from backend.services.audit import Entry, record
from backend.services.invitations import Invitee
from backend.services.mailed_words import as_mailed
from backend.services.notices import Letter, post
from backend.services.people import check_administrator, give_role, make_invitation, open_again
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.appointments import AppointmentRow
from backend.storage.staff import StaffRow
from shared.problems import Problem

_SAID = {
    CONFIRMED: "Another administrator has confirmed it.",
    REFUSED: "Another administrator has refused it.",
    TAKEN_BACK: "It was taken back, or asked anew.",
    None: "It has run out. Ask anew.",
}


def confirm(world: World, actor: Actor, appointment_id: str) -> None:
    """Give the second word, and do what was asked.

    Raises no-longer-waiting, same-person for whoever asked and whom it is about, word-too-early,
    changed-meanwhile, and what the deed itself raises.
    """
    check_administrator(actor)
    with write(world.wake) as session:
        held = {each.id: each for each in hold_administrators(session, world.now())}
        row = _waiting(session, world, appointment_id)
        asker = held.get(row.asked_by or 0)
        if asker is None or not asker.is_one:
            raise Problem("no-longer-waiting", "Whoever asked is no longer an administrator.")
        _check_giver(held.get(actor.id or 0), row)
        _decide(session, world, actor, row, CONFIRMED)
        _carry_out(session, world, actor, row)
        _tell(session, world, asker, row)


def refuse(world: World, actor: Actor, appointment_id: str) -> None:
    """Refuse what another administrator asked, or take one's own back; raises no-longer-waiting."""
    check_administrator(actor)
    with write(world.wake) as session:
        held = {each.id: each for each in hold_administrators(session, world.now())}
        row = _waiting(session, world, appointment_id)
        is_own = row.asked_by == actor.id
        _decide(session, world, actor, row, TAKEN_BACK if is_own else REFUSED)
        asker = held.get(row.asked_by or 0)
        if asker is not None and asker.is_one and not is_own:
            _tell(session, world, asker, row)


def _waiting(session: Session, world: World, appointment_id: str) -> AppointmentRow:
    row = session.get(AppointmentRow, appointment_id)
    if row is None:
        raise Problem("not-found")
    if row.decision is not None or row.ends_at <= world.now():
        raise Problem("no-longer-waiting", _SAID.get(row.decision, ""))
    return row


def _check_giver(giver: Administrator | None, row: AppointmentRow) -> None:
    if giver is None or not giver.is_one:
        raise Problem("not-for-you")
    if not giver.may_give_word(row.asked_by, row.staff_id):
        is_one_of_both = giver.id in (row.asked_by, row.staff_id)
        raise Problem("same-person" if is_one_of_both else "word-too-early")


def _decide(
    session: Session, world: World, actor: Actor, row: AppointmentRow, decision: str
) -> None:
    row.decision, row.decided_by, row.decided_at = decision, actor.id, world.now()
    detail = f"{row.deed}:{row.role}, asked by staff:{row.asked_by}"
    entry = Entry(actor, f"appointment-{decision}", f"appointment:{row.id}", detail)
    record(session, world.now(), entry)


def _carry_out(session: Session, world: World, actor: Actor, row: AppointmentRow) -> None:
    if row.deed == INVITE:
        make_invitation(session, world, actor, Invitee(row.email, row.name, row.role))
        return
    staff = session.get(StaffRow, row.staff_id, with_for_update=True)
    if staff is None or staff.role != row.role_before:
        raise Problem("changed-meanwhile")
    if row.deed == ROLE:
        give_role(session, world, actor, staff, row.role)
    if row.deed == OPEN:
        open_again(session, world, actor, staff)


def _tell(session: Session, world: World, asker: Administrator, row: AppointmentRow) -> None:
    named = f"{as_mailed(row.name, 'somebody')} ({row.email}), {ROLES[row.role].lower()}"
    body = (
        f"What you asked for {named} was {row.decision} by another administrator.\n\n"
        f"{world.base_url}/console/people\n"
    )
    subject = f"What you asked was {row.decision}"
    post(session, world, Letter(asker.email, subject, body, f"appointment:{row.id}"))
