"""Deeds: invitations, one place that stores them all; inviting a place's contact as guardian."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from backend.domain.staff import GUARDIAN, INVITED_FOR
from backend.services import audit
from backend.services.actors import Actor
from backend.services.mailed_words import as_mailed
from backend.services.notices import Letter, post
from backend.services.secret_links import new_secret, secret_hash
from backend.services.world import World
from backend.storage.listings import offer_of
from backend.storage.places import PlaceRow
from backend.storage.staff import GuardianshipRow, InvitationRow, looks_after, staff_of

_INVITED = """Hello {name},

{place} is now a safe place of the network. You are named as the person who looks after it.

Please make your account within 14 days. With it you keep the opening hours true and hear from us:

{link}

If you are not the right person, leave this mail be and tell your officer.
"""
_LINKED = """Hello {name},

{place} is now a safe place of the network, and you look after it with the account you have:

{link}
"""


@dataclass(frozen=True)
class Invitee:
    """Who shall have an account, and for which place where they are a guardian."""

    email: str
    name: str
    role: str
    place_id: str | None = None


@dataclass(frozen=True)
class Contact:
    """The person whom an offer names, and where their mail goes."""

    name: str
    email: str


def invite_guardian(session: Session, world: World, actor: Actor, place: PlaceRow) -> str:
    """Ask the contact of a place's offer to be its guardian, within the deed that lists it.

    Returns "invited", "linked" where they have a guardian's account, "known" where they look
    after it already, "other-role" where their account cannot (nobody has two roles), or "nobody"
    where the place has no contact.
    """
    contact = _contact_of(session, place)
    if contact is None:
        return "nobody"
    account = staff_of(session, contact.email)
    if account is None or account.closed_at is not None:
        invitee = Invitee(contact.email, contact.name, GUARDIAN, place.id)
        _, secret = store_invitation(session, world, actor, invitee)
        link = f"{world.base_url}/account/invitation/{secret}"
        post(session, world, _letter(place, contact, _INVITED, link))
        return "invited"
    if account.role != GUARDIAN:
        return "other-role"
    if looks_after(session, account.id, place.id):
        return "known"
    now = world.now()
    session.add(GuardianshipRow(staff_id=account.id, place_id=place.id, since_at=now))
    audit.record(session, now, audit.Entry(actor, "link_guardian", f"place:{place.id}"))
    post(session, world, _letter(place, contact, _LINKED, f"{world.base_url}/portal"))
    return "linked"


def _contact_of(session: Session, place: PlaceRow) -> Contact | None:
    offer = offer_of(session, place.id)
    if offer is None or not offer.email:
        return None
    return Contact(str(offer.answers.get("contact", {}).get("contact_name", ""))[:120], offer.email)


def store_invitation(
    session: Session, world: World, actor: Actor, invitee: Invitee
) -> tuple[InvitationRow, str]:
    """Store an invitation in place of an unused one alike; return it and its secret.

    Somebody may be invited for several places at once; the account takes up all of them.
    """
    now, email = world.now(), invitee.email.strip().lower()
    at_place = InvitationRow.place_id
    alike = at_place == invitee.place_id if invitee.place_id else at_place.is_(None)
    spend_invitations(session, email, now, alike)
    secret = new_secret()
    row = InvitationRow(
        id=world.new_id(),
        email=email,
        name=invitee.name,
        role=invitee.role,
        place_id=invitee.place_id,
        token_hash=secret_hash(secret),
        made_by=actor.id,
        made_at=now,
        ends_at=now + INVITED_FOR,
    )
    session.add(row)
    about = f"place:{row.place_id}" if row.place_id else f"invitation:{row.id}"
    audit.record(session, now, audit.Entry(actor, "invited", about, invitee.role))
    return row, secret


def spend_invitations(
    session: Session, email: str, now: datetime, *which: ColumnElement[bool]
) -> None:
    """Make the unused invitations to an address worthless, or those of them that are named."""
    unused = update(InvitationRow).where(
        InvitationRow.used_at.is_(None), InvitationRow.email == email, *which
    )
    session.execute(unused.values(used_at=now), execution_options={"synchronize_session": False})


def _letter(place: PlaceRow, contact: Contact, text: str, link: str) -> Letter:
    called = as_mailed(place.name)
    words = {"name": as_mailed(contact.name, "colleague"), "place": called, "link": link}
    subject = f"You look after {called}"
    return Letter(contact.email, subject, text.format_map(words), f"place:{place.id}")
