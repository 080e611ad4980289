"""The cast of tests about who is in office: administrators set up with a second step."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from backend.domain.staff import ADMINISTRATOR
from backend.services.actors import Actor
from backend.services.overview.appointments import appointments_page
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.staff import StaffRow, staff_of
from tests.backend.services.listing.cast import mails, staff


def set_up(actor: Actor) -> Actor:
    """Give somebody a second step."""
    with write() as session:
        session.get_one(StaffRow, actor.id).tf_primary_method = "authenticator"
    return actor


def administrator(name: str) -> Actor:
    """Make an administrator who is set up."""
    return set_up(staff(f"{name}@council.example", ADMINISTRATOR))


class Account(NamedTuple):
    """An account as it is now."""

    id: int
    role: str
    active: bool


def account(email: str) -> Account:
    """Return the account of an address, which there must be."""
    with read() as session:
        row = staff_of(session, email)
        assert row is not None
        return Account(row.id, row.role, row.active)


def days_on(world: World, days: float) -> World:
    """Return the world some days later."""
    moment = world.now() + timedelta(days=days)
    return replace(world, now=lambda: moment)


def waiting(world: World, reader: Actor, about: str = "") -> list[str]:
    """Return the ids of what waits for a word, or of that about an address."""
    page = appointments_page(world, reader)
    return [each.id for each in page.waiting if about in ("", each.email)]


def mailed_to(email: str) -> list[str]:
    """Return the subjects of the mails to somebody."""
    return sorted(subject for to, subject, _ in mails() if to == email)


def number(actor: Actor) -> int:
    """Return the number of somebody's account."""
    assert actor.id is not None
    return actor.id
