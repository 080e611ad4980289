"""Deeds: a spot check is kept whole, is audited, and tells phones and readiness of itself."""

from datetime import date

import pytest
from flask import Flask

from backend.services.actors import Actor
from backend.services.readiness.checking import POINT_WORDS, Found, check_spot
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.publication import PublicationRow
from backend.storage.readiness import ReadinessRow, SpotCheckRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import apply, guardian_of, mails, staff, version_of
from tests.backend.services.readiness.network import TODAY, a_live_place, days_ago

PASSED = Found(("sign_seen", "phone", "sign_seen"), "  Sign behind a plant. ")
FAILED = Found(("took_in", "staff_knew"), "Nobody knew.")


@pytest.fixture
def carl(world: World) -> Actor:
    a_live_place("p1")
    with write() as session:
        row = session.get_one(ReadinessRow, "p1")
        row.visited_on, row.check_wanted = days_ago(90), "2026-W47"
        session.merge(PublicationRow(id=1, epoch="e", version=1, is_due=False))
    return staff("carl@council.example")


def readiness() -> tuple[date | None, str | None]:
    with read() as session:
        row = session.get_one(ReadinessRow, "p1")
        return row.visited_on, row.check_wanted


def test_a_check_is_kept_with_each_point_once_and_by_whom(world: World, carl: Actor) -> None:
    check_spot(world, carl, "p1", version_of(), PASSED)
    with read() as session:
        row = session.query(SpotCheckRow).one()
        assert (row.place_id, row.staff_id, row.by) == ("p1", carl.id, "Carl")
        assert (row.outcome, row.failing) == ("passed", ["phone", "sign_seen"])
        assert (row.notes, row.at) == ("Sign behind a plant.", world.now())


def test_a_pass_is_a_visit_of_today_and_answers_who_wanted_one(world: World, carl: Actor) -> None:
    assert check_spot(world, carl, "p1", version_of(), PASSED).state == "live"
    assert readiness() == (TODAY, None)


def test_a_failure_is_no_visit_that_residents_hear_of(world: World, carl: Actor) -> None:
    check_spot(world, carl, "p1", version_of(), FAILED)
    assert readiness() == (days_ago(90), None)


@pytest.mark.parametrize(("found", "deed"), [(PASSED, "passed"), (FAILED, "failed")])
def test_a_check_is_audited_and_phones_are_told(
    app: Flask, world: World, carl: Actor, found: Found, deed: str
) -> None:
    before = version_of()
    check_spot(world, carl, "p1", before, found)
    told = rows(app, "SELECT about, detail FROM audit WHERE deed LIKE 'spot-check-%'")
    assert told == [("place:p1", "")]
    assert rows(app, f"SELECT count(*) FROM audit WHERE deed = 'spot-check-{deed}'") == [(1,)]
    with read() as session:
        assert session.get_one(PublicationRow, 1).is_due
    # The check itself makes forms stale; a suspension is one change more.
    assert version_of() == before + (1 if deed == "passed" else 2)


def test_a_place_checked_before_any_look_has_its_minutes_from_then_on(
    world: World, carl: Actor
) -> None:
    apply("p2", state="live", checked_on=days_ago(30))
    check_spot(world, carl, "p2", version_of("p2"), PASSED)
    with read() as session:
        assert session.get_one(PlaceRow, "p2").ready_until is not None


def test_its_people_read_each_point_that_failed(world: World, carl: Actor) -> None:
    check_spot(world, carl, "p1", version_of(), FAILED)
    ((_, _, body),) = mails()
    points = [POINT_WORDS[point].lower() for point in FAILED.failing]
    assert f"A spot check failed: not so: {points[0]}; not so: {points[1]}." in body


def test_a_failure_at_a_suspended_place_is_kept_and_suspends_nothing_anew(
    app: Flask, world: World, carl: Actor
) -> None:
    check_spot(world, carl, "p1", version_of(), FAILED)
    check_spot(world, carl, "p1", 0, FAILED)
    assert rows(app, "SELECT count(*) FROM listing_step WHERE deed = 'suspend'") == [(1,)]
    assert rows(app, "SELECT count(*) FROM spot_check") == [(2,)]


@pytest.mark.parametrize("state", ["applied", "checked", "left", "declined"])
def test_only_what_is_live_or_suspended_is_checked(world: World, carl: Actor, state: str) -> None:
    apply("p2", state=state)
    with pytest.raises(Problem) as refused:
        check_spot(world, carl, "p2", version_of("p2"), FAILED)
    assert refused.value.code == "step-impossible"


def test_an_officer_without_an_account_or_with_the_place_does_not_check(
    world: World, carl: Actor
) -> None:
    own = guardian_of("p1", "own@council.example")
    for who, code in (
        (Actor(None, "officer", "Olive"), "not-for-you"),
        (Actor(own.id, "officer", own.name, own.email), "same-person"),
    ):
        with pytest.raises(Problem) as refused:
            check_spot(world, who, "p1", version_of(), FAILED)
        assert refused.value.code == code
