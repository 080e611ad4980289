"""Deeds: a spot check that failed hides a place at once, and two officers bring it back."""

from threading import Barrier, Thread

import pytest
from flask import Flask

from backend.services.listing import safety
from backend.services.readiness.checking import Found, check_spot
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import (
    guardian_of,
    mails,
    make_live,
    shown,
    staff,
    version_of,
)
from tests.backend.services.readiness.cast import make_ready

FAILING = Found(("staff_knew",), "The new barman had never heard of it.")


def test_a_failed_check_hides_the_place_and_its_people_are_told_why(world: World) -> None:
    make_ready(world)
    carl = staff("carl@council.example")
    assert check_spot(world, carl, "p1", 0, FAILING).state == "suspended"
    assert shown(world) == []
    (body,) = [body for _, subject, body in mails() if "not shown" in subject]
    assert "staff knew that it is a safe place" in body
    assert "barman" not in body


def test_two_officers_bring_it_back(world: World) -> None:
    make_ready(world)
    carl, dora = staff("carl@council.example"), staff("dora@council.example")
    check_spot(world, carl, "p1", 0, FAILING)
    safety.propose_lift(world, carl, "p1", version_of(), "Trained again, checked on Monday.")
    with pytest.raises(Problem):
        safety.lift(world, carl, "p1", version_of())
    assert shown(world) == []
    safety.lift(world, dora, "p1", version_of())
    assert shown(world) == ["p1"]


def test_a_pass_is_told_to_residents_by_its_month(world: World, app: Flask) -> None:
    make_ready(world)
    carl = staff("carl@council.example")
    check_spot(world, carl, "p1", version_of(), Found(("sign_seen",), "Sign behind a plant."))
    assert shown(world) == ["p1"]
    (passed,) = rows(app, "SELECT outcome, notes FROM spot_check")
    assert passed == ("passed", "Sign behind a plant.")


def test_a_pass_cannot_gloss_over_a_check_that_failed_meanwhile(world: World, app: Flask) -> None:
    make_ready(world)
    carl, dora = staff("carl@council.example"), staff("dora@council.example")
    seen = version_of()
    check_spot(world, carl, "p1", seen, FAILING)
    with pytest.raises(Problem) as refusal:
        check_spot(world, dora, "p1", seen, Found(()))
    assert refusal.value.code == "changed-meanwhile"
    assert count(app, "spot_check") == 1


def test_two_checks_at_once_are_both_kept_and_hide_it_once(world: World, app: Flask) -> None:
    make_ready(world)
    officers = [staff("carl@council.example"), staff("dora@council.example")]
    barrier = Barrier(2)

    def check(number: int) -> None:
        with app.app_context():
            barrier.wait()
            check_spot(world, officers[number], "p1", 0, FAILING)

    threads = [Thread(target=check, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(app, "spot_check") == 2
    steps = rows(app, "SELECT deed FROM listing_step WHERE deed = 'suspend'")
    assert len(steps) == 1


def test_who_may_not_check_is_refused(world: World) -> None:
    anna, _ = make_live(world)
    own = guardian_of("p1", "off@council.example")
    for actor, code in [
        (own, "not-for-you"),
        (staff("x@council.example", "analyst"), "not-for-you"),
    ]:
        with pytest.raises(Problem) as refusal:
            check_spot(world, actor, "p1", version_of(), FAILING)
        assert refusal.value.code == code
    with pytest.raises(Problem) as refusal:
        check_spot(world, anna, "p1", version_of(), Found(("dancing",), "x" * 1001))
    assert [fault.where for fault in refusal.value.errors] == ["failing", "notes"]
