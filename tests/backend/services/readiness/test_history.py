"""Deeds: officers read a place's checks, and its form says why somebody may not check it."""

from datetime import timedelta

import pytest

from backend.services.actors import Actor
from backend.services.listing import safety
from backend.services.readiness.checking import POINT_WORDS
from backend.services.readiness.history import may_check, spot_checks, to_check
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.readiness import SpotCheckRow
from shared.problems import Problem
from tests.backend.services.listing.cast import apply, guardian_of, later, make_live, staff
from tests.backend.services.readiness.network import checked
from tests.conftest import NOW


def test_checks_are_told_in_words_the_newest_first(world: World) -> None:
    make_live(world)
    checked("p1", "passed", ago=9)
    told = {"failing": ["staff_knew", "unknown"], "notes": "The barman.", "by": "Ben"}
    with write() as session:
        session.add(SpotCheckRow(place_id="p1", at=NOW, outcome="failed", **told))
    newest, first = spot_checks("p1")
    assert (newest.is_failed, first.is_failed) == (True, False)
    assert newest.failing == (POINT_WORDS["staff_knew"], "unknown")
    assert (newest.by, newest.notes, newest.at) == ("Ben", "The barman.", NOW)
    assert first.at == NOW - timedelta(days=9)


def test_a_form_knows_the_place_and_all_that_happened_the_newest_first(world: World) -> None:
    anna, _ = make_live(world)
    checked("p1", "passed", ago=3)
    tomorrow = later(world, days=1)
    safety.suspend(tomorrow, anna, "p1", "A spot check failed.")
    checked("p1", "failed", ago=-1)
    found = to_check(staff("carl@council.example"), "p1")
    assert (found.name, found.address, found.state) == (
        "The Inn",
        "1 King Street, Wigan",
        "suspended",
    )
    assert found.version > 2
    assert found.refusal == ""
    deeds = [event.deed for event in found.events]
    assert deeds[:2] == ["spot_check_failed", "suspend"]
    assert deeds[-2:] == ["apply", "spot_check_passed"]
    assert [event.at for event in found.events] == sorted(
        (event.at for event in found.events), reverse=True
    )
    assert [each.is_failed for each in found.checks] == [True, False]


def refusal(actor: Actor, place_id: str = "p1") -> str:
    told = to_check(actor, place_id).refusal
    assert may_check(actor, place_id) is (told == "")
    return told


def test_who_may_not_check_is_told_why(world: World) -> None:
    make_live(world)
    carl = staff("carl@council.example")
    assert refusal(carl) == ""
    assert refusal(guardian_of("p1", "lea@inn.example")) == "Spot checks are for officers."
    own = guardian_of("p1", "own@council.example")
    assert refusal(Actor(own.id, "officer", own.name, own.email)).startswith("You offered this")
    assert refusal(carl, apply("p2")) == "Only places that are live or suspended are checked."
    assert refusal(carl, apply("p3", state="suspended")) == ""


def test_a_place_that_there_is_not_is_not_found(world: World) -> None:
    with pytest.raises(Problem) as refused:
        to_check(staff("carl@council.example"), "p9")
    assert refused.value.code == "not-found"
