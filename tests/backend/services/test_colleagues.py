"""The people of a place: who is let in and let go, by whom, and never the last one."""

import pytest
from flask import Flask

from backend.domain.staff import GUARDIAN
from backend.services import people
from backend.services.actors import Actor
from backend.services.colleagues import Colleague, invite_colleague, remove_colleague
from backend.services.invitations import Invitee
from backend.services.joining import accept
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.staff import StaffRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import apply, deeds_audited, guardian_of, mails, staff

MAL = Colleague("Mal", "mal@inn.example")


@pytest.fixture
def gwen(app: Flask) -> Actor:
    """The guardian of the place p1."""
    apply("p1")
    return guardian_of("p1", "gwen@inn.example")


def refused(deed: object, *words: object) -> str:
    with pytest.raises(Problem) as refusal:
        deed(*words)  # type: ignore[operator]
    return refusal.value.code


def guardians(app: Flask) -> list[str]:
    """Return the addresses of those who look after p1."""
    found = rows(
        app,
        "SELECT staff.email FROM guardianship JOIN staff ON staff.id = guardianship.staff_id "
        "WHERE place_id = 'p1' ORDER BY staff.email",
    )
    return [email for (email,) in found]


def test_somebody_without_an_account_is_mailed_a_link(
    app: Flask, world: World, gwen: Actor
) -> None:
    assert invite_colleague(world, gwen, "p1", MAL)
    ((email, _, body),) = [mail for mail in mails() if mail[0] == MAL.email]
    (link,) = [line for line in body.splitlines() if "/account/invitation/" in line]
    assert guardians(app) == [gwen.email]
    accept(world, link.rpartition("/")[2], MAL.name, "hash")
    assert guardians(app) == [gwen.email, email]


def test_a_guardian_of_another_place_looks_after_this_one_too(
    app: Flask, world: World, gwen: Actor
) -> None:
    mal = staff(MAL.email, GUARDIAN)
    assert not invite_colleague(world, gwen, "p1", MAL)
    assert guardians(app) == [gwen.email, mal.email]
    assert [mail[0] for mail in mails()][-1:] == [mal.email]
    assert (f"staff:{gwen.id}", "guardian-added") in deeds_audited(app)
    assert refused(invite_colleague, world, gwen, "p1", MAL) == "account-exists"


def test_who_works_for_the_partnership_looks_after_no_place(world: World, gwen: Actor) -> None:
    olive = staff("olive@council.example")
    wanted = Colleague("Olive", olive.email)
    assert refused(invite_colleague, world, gwen, "p1", wanted) == "account-exists"


def test_only_the_people_of_a_place_choose_them(app: Flask, world: World, gwen: Actor) -> None:
    apply("p2")
    nina = guardian_of("p2", "nina@other.example")
    assert refused(invite_colleague, world, nina, "p1", MAL) == "not-found"
    assert refused(remove_colleague, world, nina, "p1", gwen.email) == "not-found"
    assert guardians(app) == [gwen.email]


def test_one_may_go_but_the_last_one_stays(app: Flask, world: World, gwen: Actor) -> None:
    assert refused(remove_colleague, world, gwen, "p1", gwen.email) == "step-impossible"
    mal = guardian_of("p1", MAL.email)
    for unknown in ("nobody@inn.example", staff("olive@council.example").email):
        assert refused(remove_colleague, world, gwen, "p1", unknown) == "not-found"
    remove_colleague(world, gwen, "p1", mal.email)
    assert guardians(app) == [gwen.email]
    assert (f"staff:{gwen.id}", "guardian-removed") in deeds_audited(app)


def test_whoever_is_removed_is_told_and_so_is_every_officer(
    app: Flask, world: World, gwen: Actor
) -> None:
    mal, olive = guardian_of("p1", MAL.email), staff("olive@council.example")
    staff("ann@council.example", "analyst")
    before = len(mails())
    remove_colleague(world, mal, "p1", gwen.email)
    told = mails()[before:]
    assert {email for email, _, _ in told} == {gwen.email, olive.email}
    assert all(mal.email in body and gwen.email in body for _, _, body in told)


def test_a_guardian_whose_account_was_closed_is_invited_and_begins_anew(
    app: Flask, world: World, gwen: Actor
) -> None:
    apply("p2")
    mal = guardian_of("p2", MAL.email)
    administrator = staff("ada@council.example", "administrator")
    assert mal.id is not None
    people.close_account(world, administrator, mal.id)
    assert invite_colleague(world, gwen, "p1", MAL)
    assert guardians(app) == [gwen.email]
    (_, _, body), *_ = [mail for mail in mails() if mail[0] == MAL.email][::-1]
    (link,) = [line for line in body.splitlines() if "/account/invitation/" in line]
    accept(world, link.rpartition("/")[2], MAL.name, "hash")
    assert guardians(app) == [gwen.email, MAL.email]
    found = rows(app, f"SELECT place_id FROM guardianship WHERE staff_id = {mal.id}")
    assert found == [("p1",)], "the places from before are not regained"
    assert rows(app, f"SELECT active, closed_at FROM staff WHERE id = {mal.id}") == [(True, None)]


def test_an_account_that_is_open_and_whole_is_not_begun_anew(
    app: Flask, world: World, gwen: Actor
) -> None:
    mal = staff(MAL.email, GUARDIAN)
    with write() as session:
        session.get_one(StaffRow, mal.id).tf_primary_method = "authenticator"
    with write() as session:
        invitee = Invitee(MAL.email, MAL.name, GUARDIAN, "p1")
        with pytest.raises(Problem, match="account-exists"):
            people.make_invitation(session, world, gwen, invitee)
