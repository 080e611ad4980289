"""Where two administrators are set up, nobody comes into office by the word of one alone."""

from collections.abc import Callable

import pytest
from flask import Flask

from backend.domain.appointing import COUNTS_FOR, WAITS_FOR
from backend.domain.staff import ADMINISTRATOR, ANALYST, OFFICER
from backend.services import joining, people, second_word
from backend.services.actors import Actor
from backend.services.invitations import Invitee
from backend.services.overview.appointments import appointments_page
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import mails, staff
from tests.backend.services.office import (
    account,
    administrator,
    days_on,
    mailed_to,
    number,
    set_up,
    waiting,
)

BEN = Invitee("ben@police.example", "Ben", OFFICER)
INVITED = "Your invitation to UMay"


@pytest.fixture
def amir(world: World) -> Actor:
    return administrator("amir")


@pytest.fixture
def bea(amir: Actor) -> Actor:
    """The second administrator; whoever asks for her has both."""
    return administrator("bea")


def refused(deed: Callable[..., object], *words: object) -> str:
    with pytest.raises(Problem) as refusal:
        deed(*words)
    return refusal.value.code


def asked(world: World, actor: Actor, invitee: Invitee = BEN) -> str:
    """Ask for somebody; return what waits."""
    assert people.invite(world, actor, invitee) == ""
    return waiting(world, actor, invitee.email)[0]


@pytest.mark.parametrize("role", [OFFICER, ADMINISTRATOR])
def test_an_invitation_into_office_is_not_sent_before_the_second_word(
    app: Flask, world: World, amir: Actor, bea: Actor, role: str
) -> None:
    what = asked(world, amir, Invitee(BEN.email, "Ben", role))
    assert mailed_to(BEN.email) == []
    assert count(app, "staff_invitation") == 0
    second_word.confirm(world, bea, what)
    ((_, _, body),) = [mail for mail in mails() if mail[0] == BEN.email]
    secret = body.partition("/account/invitation/")[2].split()[0]
    joining.accept(world, secret, "Ben", "hash")
    ben = account(BEN.email)
    assert (ben.role, ben.active) == (role, True)
    assert waiting(world, amir) == []


def test_where_only_one_is_set_up_nothing_waits(world: World, amir: Actor) -> None:
    staff("cara@council.example", ADMINISTRATOR)
    assert "/account/invitation/" in people.invite(world, amir, BEN)
    assert mailed_to(BEN.email) == [INVITED]
    assert not appointments_page(world, amir).waits


def test_an_analyst_and_what_promises_less_wait_for_nobody(
    world: World, amir: Actor, bea: Actor
) -> None:
    assert people.invite(world, amir, Invitee("ada@council.example", "Ada", ANALYST))
    olive = staff("olive@council.example")
    assert not people.change_role(world, amir, number(olive), ANALYST)
    people.close_account(world, amir, number(olive))
    assert not people.open_account(world, amir, number(olive))
    assert waiting(world, amir) == []


@pytest.mark.parametrize(("before", "after"), [(ANALYST, OFFICER), (OFFICER, ADMINISTRATOR)])
def test_a_role_waits_too(world: World, amir: Actor, bea: Actor, before: str, after: str) -> None:
    olive = staff("olive@council.example", before)
    assert people.change_role(world, amir, number(olive), after)
    assert account(olive.email).role == before
    second_word.confirm(world, bea, waiting(world, bea)[0])
    assert account(olive.email).role == after


def test_opening_a_closed_officer_again_waits_and_so_does_inviting_one_anew(
    world: World, amir: Actor, bea: Actor
) -> None:
    olive = staff("olive@council.example")
    people.close_account(world, amir, number(olive))
    assert people.open_account(world, amir, number(olive))
    assert people.invite(world, amir, Invitee(olive.email, "Olive", OFFICER)) == ""
    (what,) = waiting(world, bea)
    assert not account(olive.email).active
    second_word.confirm(world, bea, what)
    assert mailed_to(olive.email) == [INVITED]


def test_a_closed_officer_is_opened_by_two(world: World, amir: Actor, bea: Actor) -> None:
    olive = staff("olive@council.example")
    people.close_account(world, amir, number(olive))
    people.open_account(world, amir, number(olive))
    second_word.confirm(world, bea, waiting(world, bea)[0])
    assert account(olive.email).active


def test_neither_who_asks_nor_whom_it_is_about_gives_the_word(
    world: World, amir: Actor, bea: Actor
) -> None:
    what = asked(world, amir)
    assert refused(second_word.confirm, world, amir, what) == "same-person"
    assert people.change_role(world, amir, number(bea), OFFICER)
    about_bea = waiting(world, amir, bea.email)[0]
    assert refused(second_word.confirm, world, bea, about_bea) == "same-person"
    assert refused(second_word.confirm, world, amir, about_bea) == "same-person"
    assert len(waiting(world, amir)) == 2


def test_only_an_administrator_who_is_set_up_gives_the_word(
    world: World, amir: Actor, bea: Actor
) -> None:
    what = asked(world, amir)
    for who in (staff("olive@council.example"), staff("cara@council.example", ADMINISTRATOR)):
        assert refused(second_word.confirm, world, who, what) == "not-for-you"
    dan = administrator("dan")
    people.close_account(world, bea, number(dan))
    assert refused(second_word.confirm, world, dan, what) == "not-for-you"


def test_after_a_refusal_there_is_nothing_to_confirm(world: World, amir: Actor, bea: Actor) -> None:
    what = asked(world, amir)
    second_word.refuse(world, bea, what)
    with pytest.raises(Problem) as refusal:
        second_word.confirm(world, bea, what)
    assert refusal.value.code == "no-longer-waiting"
    assert refusal.value.detail == "Another administrator has refused it."
    assert refused(second_word.refuse, world, amir, what) == "no-longer-waiting"
    assert mailed_to(BEN.email) == []
    assert mailed_to(amir.email) == ["What you asked was refused"]
    assert refused(second_word.confirm, world, bea, "unknown") == "not-found"


def test_it_is_taken_back_by_whoever_asked_and_by_asking_anew(
    world: World, amir: Actor, bea: Actor
) -> None:
    first = asked(world, amir)
    second = asked(world, amir)
    assert waiting(world, bea) == [second]
    assert refused(second_word.confirm, world, bea, first) == "no-longer-waiting"
    second_word.refuse(world, amir, second)
    assert waiting(world, bea) == []
    assert mailed_to(amir.email) == []


def test_it_waits_for_two_weeks(world: World, amir: Actor, bea: Actor) -> None:
    what = asked(world, amir)
    almost = days_on(world, WAITS_FOR.days - 0.001)
    assert waiting(almost, bea) == [what]
    over = days_on(world, WAITS_FOR.days)
    assert waiting(over, bea) == []
    assert refused(second_word.confirm, over, bea, what) == "no-longer-waiting"
    second_word.confirm(almost, bea, what)


def test_what_somebody_asked_ends_with_their_office(world: World, amir: Actor, bea: Actor) -> None:
    administrator("cara")
    what = asked(world, amir)
    people.change_role(world, bea, number(amir), ANALYST)
    assert refused(second_word.confirm, world, bea, what) == "no-longer-waiting"
    assert waiting(world, bea) == []


def test_a_role_that_changed_meanwhile_is_not_given(world: World, amir: Actor, bea: Actor) -> None:
    olive = staff("olive@council.example", OFFICER)
    people.change_role(world, amir, number(olive), ADMINISTRATOR)
    people.change_role(world, bea, number(olive), ANALYST)
    what = waiting(world, bea)[0]
    assert refused(second_word.confirm, world, bea, what) == "changed-meanwhile"


@pytest.mark.parametrize("way", ["close", "role"])
def test_whoever_removes_the_other_is_not_alone_for_seven_days(
    world: World, amir: Actor, bea: Actor, way: str
) -> None:
    olive = staff("olive@council.example")
    if way == "close":
        people.close_account(world, amir, number(bea))
    else:
        people.change_role(world, amir, number(bea), ANALYST)
    for told in (amir, bea):
        assert "Somebody is no longer an administrator" in mailed_to(told.email)
    assert mailed_to(olive.email) == []
    almost = days_on(world, COUNTS_FOR.days - 0.001)
    what = asked(almost, amir)
    assert refused(second_word.confirm, almost, bea, what) == "not-for-you"
    assert appointments_page(almost, amir).givers == ()
    assert people.invite(days_on(world, COUNTS_FOR.days), amir, BEN)


def test_a_removed_administrator_does_not_come_back_by_one_word(
    world: World, amir: Actor, bea: Actor
) -> None:
    people.close_account(world, amir, number(bea))
    assert people.open_account(world, amir, number(bea))
    assert people.invite(world, amir, Invitee(bea.email, "Bea", ADMINISTRATOR)) == ""


def test_the_command_line_asks_nobody_and_all_are_told(
    app: Flask, world: World, amir: Actor, bea: Actor
) -> None:
    email = "dan@council.example"
    link = people.add_administrator(world, email, "Dan")
    for told in (amir, bea):
        assert mailed_to(told.email) == ["From the command line: a new administrator"]
    deeds = rows(app, "SELECT actor, deed FROM audit ORDER BY seq")
    assert deeds[0] == ("command line", "appointment-passed-by")
    joining.accept(world, link.rpartition("/")[2], "Dan", "hash")
    dan = set_up(Actor(account(email).id, ADMINISTRATOR, "Dan", email))
    what = asked(world, amir)
    assert refused(second_word.confirm, world, dan, what) == "word-too-early"
    second_word.confirm(days_on(world, COUNTS_FOR.days), dan, what)


def test_who_can_give_the_word_is_written_to_and_nobody_else(
    world: World, amir: Actor, bea: Actor
) -> None:
    staff("cara@council.example", ADMINISTRATOR)
    asked(world, amir, Invitee(BEN.email, "Ben http://x.example", OFFICER))
    ((to, subject, body),) = mails()
    assert (to, subject) == (bea.email, "Somebody waits for your word")
    assert "Amir asks that Ben http x example (ben@police.example) shall be invited" in body
    assert f"\n{world.base_url}/console/people\n" in body


def test_each_step_is_written_down(app: Flask, world: World, amir: Actor, bea: Actor) -> None:
    second_word.refuse(world, bea, asked(world, amir))
    second_word.refuse(world, amir, asked(world, amir))
    second_word.confirm(world, bea, asked(world, amir))
    deeds = rows(app, "SELECT actor, deed, detail FROM audit ORDER BY seq")
    by_amir, by_bea = f"staff:{amir.id}", f"staff:{bea.id}"
    told = f"invite:officer, asked by {by_amir}"
    assert deeds == [
        (by_amir, "appointment-asked", "invite:officer"),
        (by_bea, "appointment-refused", told),
        (by_amir, "appointment-asked", "invite:officer"),
        (by_amir, "appointment-taken-back", told),
        (by_amir, "appointment-asked", "invite:officer"),
        (by_bea, "appointment-confirmed", told),
        (by_bea, "invited", "officer"),
    ]
