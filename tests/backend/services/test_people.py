"""People: invited once, made once, changed by administrators only, and never without the last."""

import dataclasses
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from backend.domain.staff import ADMINISTRATOR, ANALYST, GUARDIAN, OFFICER
from backend.services import joining, people
from backend.services.actors import Actor
from backend.services.invitations import Invitee
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.staff import StaffRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import apply, mails, staff

BEN = Invitee("Ben@Police.example", "Ben", OFFICER)


@pytest.fixture
def amir(world: World) -> Actor:
    return staff("amir@council.example", ADMINISTRATOR)


def secret_of(link: str) -> str:
    return link.rpartition("/")[2]


def later(world: World, days: int) -> World:
    moment = world.now() + timedelta(days=days)
    return dataclasses.replace(world, now=lambda: moment)


def refused(deed: object, *words: object) -> str:
    with pytest.raises(Problem) as refusal:
        deed(*words)  # type: ignore[operator]
    return refusal.value.code


def test_only_administrators_invite_and_change(world: World, amir: Actor) -> None:
    olive = staff("olive@council.example")
    assert refused(people.invite, world, olive, BEN) == "not-for-you"
    assert refused(people.change_role, world, olive, amir.id, ANALYST) == "not-for-you"
    assert refused(people.close_account, world, olive, amir.id) == "not-for-you"


def test_an_invitation_works_once(world: World, amir: Actor) -> None:
    secret = secret_of(people.invite(world, amir, BEN))
    assert joining.invitation(world, secret).email == "ben@police.example"
    joining.accept(world, secret, "Ben", "hash")
    assert refused(joining.accept, world, secret, "Ben", "hash") == "link-spent"


def test_an_invitation_runs_out(world: World, amir: Actor) -> None:
    secret = secret_of(people.invite(world, amir, BEN))
    assert refused(joining.accept, later(world, 14), secret, "Ben", "hash") == "link-spent"


def test_an_invitation_can_be_taken_back(world: World, amir: Actor) -> None:
    secret = secret_of(people.invite(world, amir, BEN))
    _, (waiting,) = people.people(world.now())
    people.take_back(world, amir, waiting.id)
    assert refused(joining.invitation, world, secret) == "link-spent"


def test_a_newer_invitation_makes_the_older_worthless(world: World, amir: Actor) -> None:
    first, second = (secret_of(people.invite(world, amir, BEN)) for _ in range(2))
    assert refused(joining.invitation, world, first) == "link-spent"
    assert joining.invitation(world, second).role == OFFICER


def test_the_link_goes_by_mail_and_its_secret_is_not_stored(world: World, amir: Actor) -> None:
    link = people.invite(world, amir, BEN)
    ((email, _, body),) = mails()
    assert email == "ben@police.example"
    assert link in body


def test_somebody_with_an_account_is_not_invited(world: World, amir: Actor) -> None:
    again = Invitee("amir@council.example", "Amir", OFFICER)
    assert refused(people.invite, world, amir, again) == "account-exists"


def test_the_last_administrator_stays(world: World, amir: Actor) -> None:
    assert refused(people.close_account, world, amir, amir.id) == "last-administrator"
    assert refused(people.change_role, world, amir, amir.id, OFFICER) == "last-administrator"
    other = staff("other@council.example", ADMINISTRATOR)
    people.close_account(world, amir, other.id)  # type: ignore[arg-type]
    assert refused(people.close_account, world, amir, amir.id) == "last-administrator"


def test_nobody_becomes_a_guardian_by_a_change_of_role(world: World, amir: Actor) -> None:
    olive = staff("olive@council.example")
    assert refused(people.change_role, world, amir, olive.id, "guardian") == "step-impossible"


def test_a_guardian_of_several_places_takes_all_of_them_up_at_once(
    app: Flask, world: World, amir: Actor
) -> None:
    apply("p1")
    apply("p2")
    apply("p3")
    invited = {"p1": "gwen@inn.example", "p2": "Gwen@inn.example", "p3": "nina@other.example"}
    secrets = {}
    for place_id, email in invited.items():
        with write() as session:
            link = people.make_invitation(
                session, world, amir, Invitee(email, "Gwen", GUARDIAN, place_id)
            )
        secrets[place_id] = secret_of(link)
    joining.accept(world, secrets["p1"], "Gwen", "hash")
    assert refused(joining.invitation, world, secrets["p2"]) == "link-spent"
    assert rows(app, "SELECT place_id FROM guardianship ORDER BY place_id") == [("p1",), ("p2",)]


def test_an_invitation_is_worthless_once_its_address_has_an_account(
    world: World, amir: Actor
) -> None:
    secret = secret_of(people.invite(world, amir, BEN))
    staff("ben@police.example", ANALYST)
    assert refused(joining.accept, world, secret, "Ben", "hash") == "account-exists"


def test_what_is_done_already_is_refused(world: World, amir: Actor) -> None:
    ben = staff("ben@police.example")
    assert ben.id is not None
    assert refused(people.change_role, world, amir, ben.id, OFFICER) == "nothing-changed"
    assert refused(people.open_account, world, amir, ben.id) == "step-impossible"
    people.close_account(world, amir, ben.id)
    assert refused(people.close_account, world, amir, ben.id) == "step-impossible"
    assert refused(people.close_account, world, amir, ben.id + 1000) == "not-found"


def test_a_link_on_its_way_does_not_open_an_account_that_was_closed_since(
    world: World, amir: Actor
) -> None:
    joining.accept(world, secret_of(people.invite(world, amir, BEN)), "Ben", "hash")
    on_its_way = secret_of(people.invite(world, amir, BEN))
    with read() as session:
        ben = session.scalars(select(StaffRow.id).where(StaffRow.email == "ben@police.example"))
        number = ben.one()
    people.close_account(world, amir, number)
    assert refused(joining.accept, world, on_its_way, "Ben", "hash") == "link-spent"


def test_an_invitation_that_is_spent_or_unknown_is_not_taken_back(
    world: World, amir: Actor
) -> None:
    secret = secret_of(people.invite(world, amir, BEN))
    _, (waiting,) = people.people(world.now())
    joining.accept(world, secret, "Ben", "hash")
    for invitation_id in (waiting.id, world.new_id()):
        assert refused(people.take_back, world, amir, invitation_id) == "not-found"
