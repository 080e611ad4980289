"""Deeds: what promises less acts at once, what promises more waits, a move hides (D13)."""

from typing import Any

import pytest
from flask import Flask

from backend.domain.changes import Agreed
from backend.services.documents import places_to_publish
from backend.services.listing.change import Proposed, propose
from backend.services.listing.decide_change import (
    all_waiting_changes,
    approve_change,
    decline_change,
    waiting_change,
    withdraw_change,
)
from backend.services.listing.story import story
from backend.services.listing.vetting import Approval, approve, check
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.zones import AreaRow, ZoneRow, put, put_members
from shared.problems import Problem
from tests.backend.cast import a_zone
from tests.backend.rows import rows
from tests.backend.services.listing.cast import (
    guardian_of,
    mails,
    make_live,
    shown,
    staff,
    version_of,
)

WEEK = [*[[["09:00", "17:00"]]] * 5, [], []]


@pytest.fixture
def live(world: World) -> World:
    """A world with a zone, a ward, and a live place."""
    with write() as session:
        put(session, ZoneRow, [a_zone()])
        put(
            session,
            AreaRow,
            [{"id": "w1", "name": "Centre", "kind": "ward", "outline": [], "vintage": 2023}],
        )
        put_members(session, "w1", ["z1"])
    make_live(world)
    return world


def published(world: World) -> dict[str, Any]:
    with read() as session:
        (place,), _ = places_to_publish(session, world.now(), world.nation)
    return place


def ask(world: World, actor: Any, **wanted: Any) -> Proposed:
    return propose(world, actor, "p1", wanted, version_of())


def code_of(world: World, actor: Any, **wanted: Any) -> str:
    with pytest.raises(Problem) as refusal:
        ask(world, actor, **wanted)
    return refusal.value.code


def test_who_may_not_change_a_place_is_refused(live: World) -> None:
    stranger = guardian_of_another(live)
    assert code_of(live, stranger, phone="01942 244991") == "not-for-you"
    assert code_of(live, staff("ada@council.example", "administrator"), phone="") == "not-for-you"


def guardian_of_another(world: World) -> Any:
    return staff("eve@shop.example", "guardian")


def test_every_fault_of_a_change_is_named(live: World) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    wrong = {"phone": "123", "postcode": "nowhere", "kind": "castle", "name": " ", "lat": "north"}
    with pytest.raises(Problem) as refusal:
        ask(live, gus, **wrong)
    assert {fault.where for fault in refusal.value.errors} == set(wrong)
    assert code_of(live, gus, weekly=[[["09:00", "8"]], *WEEK[1:]]) == "form-invalid"
    assert code_of(live, gus, lat=51.5, lon=0.0) == "form-invalid"
    assert code_of(live, gus, name="The Inn", weekly=WEEK) == "nothing-changed"


def test_a_stale_form_is_refused(live: World) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    stale = version_of()
    ask(live, gus, name="The Arms")
    with pytest.raises(Problem) as refusal:
        propose(live, gus, "p1", {"name": "The Crown"}, stale)
    assert refusal.value.code == "changed-meanwhile"


def test_closing_today_acts_at_once(live: World) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    done = ask(live, gus, exceptions=[{"on": "2026-11-30", "hours": []}], facilities=[])
    assert done.at_once == ("facilities", "exceptions")
    assert done.waiting == ()
    place = published(live)
    assert place["exceptions"] == [{"on": "2026-11-30", "hours": []}]
    assert place["facilities"] == []
    assert story("p1")[-1].deed == "change"
    assert story("p1")[-1].changed["facilities"] == [["water"], []]


def test_longer_hours_wait_and_shorter_do_not(live: World) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    done = ask(live, gus, weekly=[[["10:00", "20:00"]], *WEEK[1:]])
    assert (done.at_once, done.waiting) == (("weekly",), ("hours",))
    assert published(live)["weekly"][0] == [["10:00", "17:00"]]
    anna = staff("amy@council.example")
    approve_change(live, anna, "p1", version_of())
    assert published(live)["weekly"][0] == [["10:00", "20:00"]]
    assert published(live)["weekly"][1] == [["09:00", "17:00"]]
    assert [subject for _, subject, _ in mails() if "approved" in subject] == [
        "Your change has been approved: The Inn"
    ]


def test_opening_again_on_a_closed_day_waits(live: World) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    closed = [{"on": "2026-12-25", "hours": []}]
    ask(live, gus, exceptions=closed)
    done = ask(live, gus, exceptions=[])
    assert (done.at_once, done.waiting) == ((), ("hours",))
    assert published(live)["exceptions"] == closed
    approve_change(live, staff("amy@council.example"), "p1", version_of())
    assert published(live)["exceptions"] == []


@pytest.mark.parametrize(
    "wanted",
    [{"is_hidden": True}, {"address": "9 Other Street"}, {"lat": 53.546}, {"postcode": "WN1 1BT"}],
)
def test_a_move_hides_until_another_officer_has_decided(
    live: World, wanted: dict[str, Any]
) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    assert ask(live, gus, **wanted).is_hidden
    assert shown(live) == []
    with pytest.raises(Problem) as refusal:
        withdraw_change(live, gus, "p1", version_of())
    assert refusal.value.code == "step-impossible"
    # A later wish about something else leaves it hidden.
    ask(live, gus, facilities=[])
    assert shown(live) == []
    approve_change(live, staff("amy@council.example"), "p1", version_of())
    assert shown(live) == []
    check(live, staff("bob@council.example"), "p1", version_of())
    approve(live, staff("cat@council.example"), "p1", Approval(version_of()))
    assert shown(live) == ["p1"]


def test_a_move_that_is_approved_brings_the_new_ward(app: Flask, live: World) -> None:
    ask(live, guardian_of("p1", "gus@inn.example"), lat=53.546)
    approve_change(live, staff("amy@council.example"), "p1", version_of())
    assert rows(app, "SELECT lat, ward_id FROM place") == [(53.546, "w1")]


def test_an_officers_own_change_needs_another_officer(live: World) -> None:
    amy, bob = staff("amy@council.example"), staff("bob@council.example")
    ask(live, amy, name="The Arms")
    waiting = waiting_change(amy, "p1")
    assert waiting is not None
    assert waiting.fields == {"name": ("The Inn", "The Arms")}
    assert not waiting.may_decide
    with pytest.raises(Problem) as refusal:
        approve_change(live, amy, "p1", version_of())
    assert refusal.value.code == "same-person"
    assert published(live)["name"] == "The Inn"
    assert [one.may_decide for one in all_waiting_changes(bob)] == [True]
    approve_change(live, bob, "p1", version_of(), Agreed("The sign says so."))
    assert published(live)["name"] == "The Arms"
    assert all_waiting_changes(bob) == []


def test_two_who_joined_their_wishes_need_a_third(live: World) -> None:
    amy, bob = staff("amy@council.example"), staff("bob@council.example")
    ask(live, amy, name="The Arms")
    ask(live, bob, phone="01942 244991")
    for officer in (amy, bob):
        with pytest.raises(Problem) as refusal:
            approve_change(live, officer, "p1", version_of())
        assert refusal.value.code == "same-person"
    agreed = Agreed("The sign says so.", has_rung=True)
    approve_change(live, staff("cat@council.example"), "p1", version_of(), agreed)
    place = published(live)
    assert (place["name"], place["phone"]) == ("The Arms", "01942 244991")


def test_a_decision_on_what_has_grown_meanwhile_is_refused(live: World) -> None:
    gus, amy = guardian_of("p1", "gus@inn.example"), staff("amy@council.example")
    ask(live, gus, name="The Arms")
    seen = version_of()
    ask(live, gus, weekly=[[["00:00", "24:00"]], *WEEK[1:]])
    with pytest.raises(Problem) as refusal:
        approve_change(live, amy, "p1", seen)
    assert refusal.value.code == "changed-meanwhile"
    assert published(live)["name"] == "The Inn"


def test_a_declined_change_is_told_why(live: World) -> None:
    gus, amy = guardian_of("p1", "gus@inn.example"), staff("amy@council.example")
    ask(live, gus, name="The Arms")
    with pytest.raises(Problem) as refusal:
        decline_change(live, amy, "p1", version_of(), "")
    assert refusal.value.code == "reason-missing"
    decline_change(live, amy, "p1", version_of(), "The sign says Inn.")
    assert published(live)["name"] == "The Inn"
    bodies = [body for email, _, body in mails() if email == gus.email]
    assert len(bodies) == 1
    assert "The sign says Inn." in bodies[0]


def test_only_who_asked_takes_it_back(live: World) -> None:
    gus, amy = guardian_of("p1", "gus@inn.example"), staff("amy@council.example")
    ask(live, gus, name="The Arms")
    with pytest.raises(Problem) as refusal:
        withdraw_change(live, amy, "p1", version_of())
    assert refusal.value.code == "not-for-you"
    withdraw_change(live, gus, "p1", version_of())
    assert waiting_change(gus, "p1") is None
    with pytest.raises(Problem) as refusal:
        approve_change(live, amy, "p1", version_of())
    assert refusal.value.code == "step-impossible"


def test_shorter_hours_take_back_the_longer_ones_that_wait(live: World) -> None:
    gus = guardian_of("p1", "gus@inn.example")
    ask(live, gus, weekly=[[["09:00", "20:00"]], *WEEK[1:]])
    ask(live, gus, weekly=[[["09:00", "16:00"]], *WEEK[1:]])
    assert waiting_change(gus, "p1") is None
    assert published(live)["weekly"][0] == [["09:00", "16:00"]]
