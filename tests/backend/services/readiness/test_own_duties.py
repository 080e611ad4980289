"""Deeds: a guardian reads where their own places stand, and of nobody else's."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from backend.domain.duty_words import WHAT, WHY_HIDDEN
from backend.services.listing import safety
from backend.services.readiness.confirming import confirm
from backend.services.readiness.own_duties import own_standing, own_standings
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.staff import GuardianshipRow
from shared.clock import from_minute
from shared.problems import Problem
from tests.backend.services.listing.cast import apply, guardian_of, staff
from tests.backend.services.readiness.cast import make_ready, on, train
from tests.backend.services.readiness.network import a_live_place, guard
from tests.conftest import NOW

FRIDAY = date(2026, 11, 27)


def test_a_ready_place_has_nothing_open_and_the_next_duty_ahead(world: World) -> None:
    lea = make_ready(world)
    found = own_standing(world, lea, "p1")
    assert (found.name, found.standing, found.why, found.duties) == ("The Inn", "ready", "", ())
    assert found.coming is not None
    assert (found.coming.kind, found.coming.is_late) == ("holiday", False)
    assert found.coming.by_confirming
    assert found.may_confirm
    assert found.confirmed_on is None
    assert found.holidays[0][0] == date(2026, 12, 25)


def test_what_is_due_is_told_with_what_to_do(world: World) -> None:
    lea = make_ready(world)
    train(world, lea, people=1)
    christmas = on(date(2026, 12, 26), world)
    found = own_standing(christmas, lea, "p1")
    assert (found.standing, found.why) == ("suspended", WHY_HIDDEN["holiday"])
    kinds = [(duty.kind, duty.is_late, duty.by_confirming) for duty in found.duties]
    assert kinds == [
        ("training", True, False),
        ("holiday", True, True),
        ("confirmation", False, True),
    ] or kinds == [
        ("holiday", True, True),
        ("training", True, False),
        ("confirmation", False, True),
    ]
    assert {duty.what for duty in found.duties} == {WHAT[kind] for kind, _, _ in kinds}
    confirm(on(date(2026, 12, 5), world), lea, "p1")
    assert own_standing(christmas, lea, "p1").confirmed_on == date(2026, 12, 5)


def test_a_place_that_no_job_has_seen_begins_today(world: World) -> None:
    apply("p1", state="live", checked_on=date(2026, 11, 1), listed_until=2**31 - 1)
    found = own_standing(world, guardian_of("p1", "lea@inn.example"), "p1")
    assert (found.standing, found.confirmed_on, found.duties) == ("ready", None, ())
    assert found.may_confirm


def test_officers_alone_end_what_they_hid(world: World) -> None:
    lea = make_ready(world)
    safety.suspend(world, staff("carl@council.example"), "p1", "A window is broken.")
    found = own_standing(world, lea, "p1")
    assert (found.standing, found.why) == ("suspended", WHY_HIDDEN["officers"])
    assert (found.duties, found.coming, found.may_confirm) == ((), None, False)


def test_a_place_that_is_out_is_told_as_such(world: World) -> None:
    apply("p1")
    found = own_standing(world, guardian_of("p1", "lea@inn.example"), "p1")
    assert (found.standing, found.why, found.may_confirm) == ("out", "", False)


def test_the_most_urgent_of_ones_places_comes_first(world: World) -> None:
    lea = guardian_of(a_live_place("a-ready"), "lea@inn.example")
    places = [a_live_place("b-due", confirmed=40), a_live_place("c-hidden", confirmed=60)]
    places.append(apply("d-out"))
    with write() as session:
        for place_id in places:
            session.add(GuardianshipRow(staff_id=lea.id or 0, place_id=place_id, since_at=NOW))
    guard(a_live_place("another"))
    found = [(each.place_id, each.standing) for each in own_standings(world, lea)]
    assert found == [
        *(("c-hidden", "suspended"), ("b-due", "due"), ("a-ready", "ready"), ("d-out", "out")),
    ]
    # Only of a hidden place it is told why residents do not see it.
    whys = [each.why for each in own_standings(world, lea)]
    assert whys == [WHY_HIDDEN["confirmation"], "", "", ""]


def test_anybody_elses_place_is_not_found(world: World) -> None:
    make_ready(world)
    for who in (staff("off@council.example"), guardian_of(apply("p2"), "mo@shop.example")):
        with pytest.raises(Problem) as refused:
            own_standing(world, who, "p1")
        assert refused.value.code == "not-found"


def test_a_duty_is_late_from_its_minute_on(world: World) -> None:
    lea = make_ready(world)
    with read() as session:
        due_from = session.get_one(PlaceRow, "p1").due_from or 0
    for minute, late in ((due_from - 1, False), (due_from, True)):
        then = replace(world, now=partial(from_minute, minute))
        coming = own_standing(then, lea, "p1").coming
        assert coming is not None
        assert coming.is_late is late
