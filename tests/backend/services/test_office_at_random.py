"""Random deeds: nobody comes into office by fewer than two where two administrators are set up.

What must hold is told from who did what and who could sign in when, not by the rules under test.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.staff import ADMINISTRATOR, ANALYST, OFFICER
from backend.services import appointing, joining, people, second_word
from backend.services.actors import Actor
from backend.services.invitations import Invitee
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.appointments import AppointmentRow
from backend.storage.notices import NoticeRow
from backend.storage.staff import StaffRow
from shared.problems import Problem
from tests.backend.services.listing.cast import staff
from tests.backend.services.office import administrator
from tests.support.parts import is_part

pytestmark = pytest.mark.full("rules")

TRIES = 600 if is_part("rules") else 150
OFFICE = (OFFICER, ADMINISTRATOR)
ROLES = (*OFFICE, *OFFICE, ANALYST)
NEW = [f"new{number}@x.example" for number in range(4)]
SEVEN_DAYS = timedelta(days=7)
LINK = "/account/invitation/"


@dataclass
class Town:
    """What happens, as somebody who watches writes it down."""

    world: World
    chance: random.Random
    now: datetime
    seen_at: dict[int, datetime] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    mailed: dict[str, str] = field(default_factory=dict)
    read_mails: set[str] = field(default_factory=set)
    confirmed: str = ""
    found: list[str] = field(default_factory=list)

    def at(self) -> World:
        """Return the world as of now."""
        moment = self.now
        return replace(self.world, now=lambda: moment)


@dataclass(frozen=True)
class Seen:
    """An account as it is between two deeds."""

    id: int
    email: str
    name: str
    role: str
    active: bool
    is_set_up: bool

    @property
    def is_administrator(self) -> bool:
        """Whether they can sign in as one."""
        return self.role == ADMINISTRATOR and self.active and self.is_set_up


def everybody() -> list[Seen]:
    """Return all accounts."""
    with read() as session:
        return [
            Seen(row.id, row.email, row.name, row.role, row.active, bool(row.tf_primary_method))
            for row in session.scalars(select(StaffRow).order_by(StaffRow.id))
        ]


def asked(what: str) -> tuple[int | None, str]:
    """Return who asked for what waited, and for whom."""
    with read() as session:
        row = session.get_one(AppointmentRow, what)
        return row.asked_by, row.email


def waiting(chance: random.Random) -> str:
    """Return something that was asked, mostly what nobody decided yet."""
    with read() as session:
        in_order = select(AppointmentRow.id).order_by(AppointmentRow.asked_at, AppointmentRow.email)
        ids = list(session.scalars(in_order))
        open_ones = list(session.scalars(in_order.where(AppointmentRow.decision.is_(None))))
    return chance.choice((open_ones if chance.random() < 0.9 else ids) or ["none"])


NOBODY = Actor(None, "", "nobody")
Deed = Callable[[Town, Actor, Seen], Any]


def _invites(town: Town, who: Actor, whom: Seen) -> None:
    email = town.chance.choice([*NEW, *NEW, whom.email])
    invitee = Invitee(email, "Somebody", town.chance.choice(ROLES))
    people.invite(town.at(), who, invitee)


def _confirms(town: Town, who: Actor, _whom: Seen) -> None:
    town.confirmed = waiting(town.chance)
    second_word.confirm(town.at(), who, town.confirmed)


def _joins(town: Town, _who: Actor, _whom: Seen) -> None:
    links = town.links[-5:] or ["none"]
    joining.accept(town.at(), town.chance.choice(links), "Somebody", "hash")


def _sets_up(_town: Town, _who: Actor, whom: Seen) -> None:
    with write() as session:
        session.get_one(StaffRow, whom.id).tf_primary_method = "authenticator"


def _waits(town: Town, _who: Actor, _whom: Seen) -> None:
    town.now += timedelta(days=town.chance.choice((0.2, 1, 4)))


DEEDS: dict[str, Deed] = {
    "invites": _invites,
    "role": lambda town, who, whom: people.change_role(
        town.at(), who, whom.id, town.chance.choice(ROLES)
    ),
    "closes": lambda town, who, whom: people.close_account(town.at(), who, whom.id),
    "opens": lambda town, who, whom: people.open_account(town.at(), who, whom.id),
    "confirms": _confirms,
    "refuses": lambda town, who, _: second_word.refuse(town.at(), who, waiting(town.chance)),
    "joins": _joins,
    "sets up": _sets_up,
    "waits": _waits,
}
OFTEN = ("invites", "opens", "waits", "confirms", "confirms", "joins", "joins", "sets up") * 3
"""What leads into office is tried more often, so that people do come there."""


def walk(world: World, seed: int, tries: int = TRIES) -> list[str]:
    """Let random people do random things; return "alone" and "two" where somebody came, and wrongs.

    Everybody who acts can sign in as an administrator at that moment, as pages ask.
    """
    town = Town(world, random.Random(seed), world.now())
    administrator("amir"), administrator("bea")
    staff("olive@x.example"), staff("ada@x.example", ANALYST)
    for _ in range(tries):
        before = everybody()
        able = [each for each in before if each.is_administrator]
        town.seen_at |= {each.id: town.now for each in able}
        if not able:
            _sets_up(town, NOBODY, next(each for each in before if each.role == ADMINISTRATOR))
            continue
        me, whom = town.chance.choice(able), town.chance.choice(before)
        who = Actor(me.id, me.role, me.name, me.email)
        name = town.chance.choice([*DEEDS, *OFTEN])
        try:
            DEEDS[name](town, who, whom)
        except Problem:
            continue
        town.found += _judged(town, name, me, before)
        if set(town.found) - {"alone", "two"}:
            break
    return town.found


def _judged(town: Town, name: str, me: Seen, before: list[Seen]) -> list[str]:
    """Say how those who came into office by a deed came there."""
    office = {(each.email, each.role) for each in before if each.active}
    came = [
        each
        for each in everybody()
        if each.active and each.role in OFFICE and (each.email, each.role) not in office
    ]
    invited = _new_links(town)
    if name == "closes":
        closed = {each.email for each in everybody() if not each.active}
        town.mailed = {link: to for link, to in town.mailed.items() if to not in closed}
    if name == "joins":
        known = set(town.mailed.values())
        return [f"{each.email} by no link" for each in came if each.email not in known]
    town.mailed |= invited
    town.links += invited
    if not came and not invited:
        return []
    if name == "confirms":
        asker, about = asked(town.confirmed)
        return ["two"] if asker not in (None, me.id) and about != me.email else ["one for two"]
    others = [at for staff_id, at in town.seen_at.items() if staff_id != me.id]
    return [f"{name} alone" if any(town.now - at < SEVEN_DAYS for at in others) else "alone"]


def _new_links(town: Town) -> dict[str, str]:
    """Return the links into office that were mailed just now, and to whom."""
    with read() as session:
        new = [row for row in session.scalars(select(NoticeRow)) if row.id not in town.read_mails]
        town.read_mails |= {row.id for row in new}
        return {
            row.body.partition(LINK)[2].split()[0]: row.email
            for row in new
            if LINK in row.body and "Your role: analyst" not in row.body
        }


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_comes_into_office_by_one_where_there_are_two(world: World, seed: int) -> None:
    assert set(walk(world, seed)) == {"alone", "two"}


def without(deed: str) -> Callable[..., bool]:
    """Return the question whether to wait, which forgets one of the ways into office."""
    ask = appointing.must_wait

    def broken(session: Any, world: World, actor: Actor, wish: appointing.Wish) -> bool:
        return wish.deed != deed and ask(session, world, actor, wish)

    return broken


BROKEN: dict[str, tuple[str, Any]] = {
    "invitations": ("must_wait", without("invite")),
    "roles": ("must_wait", without("role")),
    "closed accounts": ("must_wait", without("open")),
    "who left": ("cease", lambda *_: None),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_rule_that_forgets_something_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(people, *BROKEN[broken])
    assert set(walk(world, 1, 4 * TRIES)) - {"alone", "two"}
