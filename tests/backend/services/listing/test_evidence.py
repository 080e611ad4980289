"""Evidence belongs to what was looked at: a visit to one door says nothing of another."""

from typing import Any

import pytest
from flask import Flask

from backend.domain.changes import Agreed
from backend.services.listing.change import propose
from backend.services.listing.decide_change import approve_change, waiting_change
from backend.services.listing.safety import lift, propose_lift, suspend
from backend.services.listing.vetting import Approval, approve, check, check_again, renew
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import (
    apply,
    guardian_of,
    mails,
    shown,
    staff,
    version_of,
)
from tests.backend.services.listing.test_changing import live, published

__all__ = ["live"]

STEP = 0.0004
"""About 44 m of latitude: the same door by itself."""


def ask(world: World, who: Any, **wanted: Any) -> None:
    propose(world, who, "p1", wanted, version_of())


def agree(world: World, who: Any, reason: str = "", *, has_rung: bool = False) -> None:
    approve_change(world, who, "p1", version_of(), Agreed(reason, has_rung=has_rung))


def stand(app: Flask) -> tuple[Any, ...]:
    return rows(app, "SELECT state, checked_on, listed_until FROM place")[0]


@pytest.fixture
def gus(live: World) -> Any:
    return guardian_of("p1", "gus@inn.example")


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    "wanted", [{"address": "9 Other Street"}, {"lat": 53.546}, {"postcode": "WN1 1BT"}]
)
def test_one_officers_click_moves_no_place_to_a_door_nobody_visited(
    app: Flask, live: World, gus: Any, wanted: dict[str, Any]
) -> None:
    amy, bob = staff("amy@council.example"), staff("bob@council.example")
    ask(live, gus, **wanted)
    agree(live, amy)
    assert shown(live) == []
    assert stand(app) == ("applied", None, None)
    assert rows(app, "SELECT visited_on FROM readiness") == [(None,)]
    assert "The Inn has a new address: we come and see it" in {each[1] for each in mails()}
    with pytest.raises(Problem, match="step-impossible"):
        approve(live, bob, "p1", Approval(version_of()))
    check(live, amy, "p1", version_of())
    with pytest.raises(Problem, match="same-person"):
        approve(live, amy, "p1", Approval(version_of()))
    approve(live, bob, "p1", Approval(version_of()))
    assert shown(live) == ["p1"]


def test_small_steps_that_lead_to_another_door_are_a_move(
    app: Flask, live: World, gus: Any
) -> None:
    amy = staff("amy@council.example")
    lat = rows(app, "SELECT lat FROM place")[0][0]
    ask(live, gus, lat=lat + STEP)
    agree(live, amy)
    assert shown(live) == ["p1"]
    ask(live, gus, lat=lat + 2 * STEP)
    agree(live, amy)
    assert shown(live) == []


def test_a_visit_does_not_count_for_what_was_changed_after_it(app: Flask, world: World) -> None:
    with app.app_context():
        apply("p1")
        gus = guardian_of("p1", "gus@inn.example")
        anna, ben, cat = (staff(f"{name}@council.example") for name in ("anna", "ben", "cat"))
        check(world, anna, "p1", version_of())
        ask(world, gus, name="The Arms")
        agree(world, cat, "The new sign is up; seen on their own site.")
        with pytest.raises(Problem, match="step-impossible"):
            approve(world, ben, "p1", Approval(version_of()))
        check(world, anna, "p1", version_of())
        approve(world, ben, "p1", Approval(version_of()))


def test_a_yearly_visit_does_not_count_for_what_was_changed_after_it(live: World, gus: Any) -> None:
    amy, bob, cat = (staff(f"{name}@council.example") for name in ("amy", "bob", "cat"))
    check_again(live, amy, "p1", version_of())
    ask(live, gus, facilities=["water", "seat"])
    agree(live, cat)
    with pytest.raises(Problem, match="step-impossible"):
        renew(live, bob, "p1", version_of())
    check_again(live, amy, "p1", version_of())
    renew(live, bob, "p1", version_of())
    assert shown(live) == ["p1"]


def test_a_proposal_to_lift_does_not_count_for_what_was_changed_after_it(
    app: Flask, live: World, gus: Any
) -> None:
    amy, bob, cat = (staff(f"{name}@council.example") for name in ("amy", "bob", "cat"))
    suspend(live, amy, "p1", "The door was shut.")
    propose_lift(live, amy, "p1", version_of(), "They have a bell now.")
    ask(live, gus, lat=53.546)
    agree(live, cat)
    with pytest.raises(Problem):
        lift(live, bob, "p1", version_of())
    assert stand(app)[0] == "applied"
    assert shown(live) == []


@pytest.mark.parametrize("wanted", [{"name": "The Arms"}, {"kind": "shop"}])
def test_a_name_or_kind_wants_a_visit_or_written_words(
    live: World, gus: Any, wanted: dict[str, Any]
) -> None:
    amy = staff("amy@council.example")
    ask(live, gus, **wanted)
    told = waiting_change(amy, "p1")
    assert told is not None
    assert told.needs_words
    with pytest.raises(Problem) as refusal:
        agree(live, amy)
    assert [fault.where for fault in refusal.value.errors] == ["reason"]
    agree(live, amy, "Their licence says so.")
    assert published(live) | wanted == published(live)


def test_a_visit_since_it_was_asked_for_stands_for_the_words(live: World, gus: Any) -> None:
    amy = staff("amy@council.example")
    check_again(live, amy, "p1", version_of())
    ask(live, gus, name="The Arms")
    with pytest.raises(Problem):
        agree(live, amy)
    check_again(live, amy, "p1", version_of())
    agree(live, amy)
    assert published(live)["name"] == "The Arms"


def test_a_new_number_waits_until_an_officer_has_rung_it(live: World, gus: Any) -> None:
    amy = staff("amy@council.example")
    before = published(live)["phone"]
    ask(live, gus, phone="01942 244991")
    assert published(live)["phone"] == before
    with pytest.raises(Problem) as refusal:
        agree(live, amy, "It is right.")
    assert [fault.where for fault in refusal.value.errors] == ["has_rung"]
    assert published(live)["phone"] == before
    agree(live, amy, has_rung=True)
    assert published(live)["phone"] == "01942 244991"


def test_taking_a_number_away_promises_less_and_needs_no_ring(live: World, gus: Any) -> None:
    ask(live, gus, phone="")
    agree(live, staff("amy@council.example"))
    assert published(live)["phone"] == ""
