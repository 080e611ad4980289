"""Deeds: the people of a place: a guardian invites a colleague, or lets one go."""

from dataclasses import dataclass

from sqlalchemy import func, select

from backend.domain.staff import GUARDIAN, OFFICER
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.invitations import Invitee
from backend.services.listing.held import own
from backend.services.notices import Letter, post
from backend.services.people import make_invitation
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.staff import GuardianshipRow, StaffRow, looks_after, staff_of
from shared.problems import Problem


@dataclass(frozen=True)
class Colleague:
    """Who shall look after a place too."""

    name: str
    email: str


def invite_colleague(world: World, actor: Actor, place_id: str, colleague: Colleague) -> bool:
    """Let somebody else look after a place; return whether a mail with a link was needed.

    Raises not-found for anybody else's place, account-exists where the address belongs to staff of
    the partnership or already looks after it.
    """
    with write(world.wake) as session:
        place = own(session, actor, place_id, is_held=True)
        account = staff_of(session, colleague.email)
        if account is None or (account.role == GUARDIAN and not account.active):
            invitee = Invitee(colleague.email, colleague.name, GUARDIAN, place_id)
            make_invitation(session, world, actor, invitee)
            return True
        if account.role != GUARDIAN or looks_after(session, account.id, place_id):
            raise Problem("account-exists")
        now = world.now()
        session.add(GuardianshipRow(staff_id=account.id, place_id=place_id, since_at=now))
        record(session, now, Entry(actor, "guardian-added", f"place:{place_id}", account.email))
        body = f"You now look after {place.name} too:\n{world.base_url}/portal/\n"
        letter = Letter(account.email, f"You look after {place.name}", body, f"place:{place_id}")
        post(session, world, letter)
        return False


def remove_colleague(world: World, actor: Actor, place_id: str, email: str) -> None:
    """Let somebody look after a place no longer; the last one stays (step-impossible).

    Whoever was removed is told, and every officer: a place is not taken over unseen.
    """
    now = world.now()
    with write(world.wake) as session:
        place = own(session, actor, place_id, is_held=True)
        account = staff_of(session, email)
        link = session.get(GuardianshipRow, (account.id, place_id)) if account else None
        if account is None or link is None:
            raise Problem("not-found")
        held = select(func.count()).where(GuardianshipRow.place_id == place_id)
        if (session.scalar(held) or 0) < 2:
            raise Problem("step-impossible", "Somebody has to look after the place.")
        session.delete(link)
        record(session, now, Entry(actor, "guardian-removed", f"place:{place_id}", account.email))
        officers = select(StaffRow.email).where(StaffRow.role == OFFICER, StaffRow.active)
        for address in {account.email, *session.scalars(officers)}:
            post(session, world, _removed(world, place, (account, actor), address))


def _removed(world: World, place: PlaceRow, who: tuple[StaffRow, Actor], address: str) -> Letter:
    account, actor = who
    body = (
        f"{account.name} ({account.email}) no longer looks after {place.name}. "
        f"{actor.name} ({actor.email}), who looks after it too, said so just now.\n\n"
        f"If that is not right, an officer can see its story and suspend it: {world.base_url}"
        f"/console/places/{place.id}\n"
    )
    subject = f"Somebody no longer looks after {place.name}"
    return Letter(address, subject, body, f"place:{place.id}")
