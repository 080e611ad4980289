"""The list for licensing partners tells what the published rule allows, and nothing else."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from backend.domain.licensing import FAILED_CHECK, RULE, TOO_FEW_TRAINED
from backend.services.listing import safety
from backend.services.readiness.checking import Found, check_spot
from backend.services.readiness.licensing import (
    licensing_list,
    take_licensing_list,
    told_to_licensing,
)
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import guardian_of, later, make_live, staff, version_of
from tests.backend.services.readiness.network import a_live_place, days_ago

BAD = Found(("staff_knew",), "A secret note.")


def on_it(world: World) -> list[tuple[str, str]]:
    return [(each.place_id, each.because) for each in licensing_list(world)]


def test_only_officers_take_it_and_only_for_a_purpose(app: Flask, world: World) -> None:
    officer = staff("olive@council.example")
    for wrong, who, code in (
        ("For the meeting.", staff("ada@council.example", "analyst"), "not-for-you"),
        (" ", officer, "form-invalid"),
        ("x" * 201, officer, "form-invalid"),
    ):
        with pytest.raises(Problem) as refused:
            take_licensing_list(world, who, wrong)
        assert refused.value.code == code
    assert rows(app, "SELECT deed FROM audit WHERE deed = 'licensing-list'") == []


def test_it_is_audited_with_its_purpose_and_carries_the_rule(app: Flask, world: World) -> None:
    officer = staff("olive@council.example")
    body = take_licensing_list(world, officer, "Meeting of 4 December")
    told = rows(app, "SELECT detail FROM audit WHERE deed = 'licensing-list'")
    assert told == [("Meeting of 4 December: 0 places",)]
    assert [line[2:] for line in body.splitlines()[:4]] == list(RULE)
    assert body.splitlines()[5:] == ["name,address,town,postcode,hidden_since,because"]


def test_a_place_that_failed_its_check_is_on_it_without_notes(world: World) -> None:
    anna, ben = make_live(world)
    check_spot(world, ben, "p1", version_of(), BAD)
    body = take_licensing_list(world, anna, "Meeting")
    assert list(csv.reader(body.splitlines()[6:])) == [
        ["The Inn", "1 King Street", "Wigan", "WN1 1BS", "2026-11-27", FAILED_CHECK]
    ]
    assert "secret" not in body


def test_what_was_put_right_is_never_told(world: World) -> None:
    anna, ben = make_live(world)
    check_spot(world, ben, "p1", version_of(), BAD)
    check_spot(world, anna, "p1", version_of(), Found(()))
    assert on_it(world) == []
    check_spot(world, ben, "p1", version_of(), BAD)
    safety.propose_lift(world, anna, "p1", version_of(), "All trained.")
    safety.lift(world, ben, "p1", version_of())
    assert on_it(world) == []
    tomorrow = later(world, days=1)
    safety.suspend(tomorrow, anna, "p1", "A window is broken.")
    assert on_it(tomorrow) == []


def test_who_leaves_or_asked_for_it_is_not_on_it(world: World) -> None:
    anna, ben = make_live(world)
    safety.suspend_for(world, anna, "p1", "venue_asked", "")
    check_spot(world, ben, "p1", version_of(), BAD)
    assert on_it(world) == []
    make_live(world, "p2")
    check_spot(world, anna, "p2", version_of("p2"), BAD)
    assert on_it(world) == [("p2", FAILED_CHECK)]
    safety.leave(world, ben, "p2", version_of("p2"), "It wants to.")
    assert on_it(world) == []


def test_too_few_trained_is_told_and_being_late_with_anything_else_is_not(world: World) -> None:
    a_live_place("untrained", trained=420)
    a_live_place("silent", confirmed=60)
    a_live_place("soon", trained=370)
    found = licensing_list(world)
    assert [(each.place_id, each.because) for each in found] == [("untrained", TOO_FEW_TRAINED)]
    # Twelve months after training of 420 days ago, and 28 days more.
    assert found[0].since == days_ago(420 - 365 - 28)


def test_no_cell_is_a_formula(world: World) -> None:
    anna, ben = make_live(world)
    with write() as session:
        place = session.get_one(PlaceRow, "p1")
        place.name, place.address = "=HYPERLINK(1)", " +1 Street"
    check_spot(world, ben, "p1", version_of(), BAD)
    lines = take_licensing_list(world, anna, "Meeting").splitlines()
    assert lines[6].startswith("'=HYPERLINK(1),' +1 Street,")


def test_time_alone_puts_a_place_on_it(world: World) -> None:
    a_live_place("p1", trained=360)
    assert on_it(world) == []
    moment = world.now() + timedelta(days=5 + 28 + 1)
    assert on_it(replace(world, now=lambda: moment)) == [("p1", TOO_FEW_TRAINED)]


def test_a_purpose_is_a_few_words(world: World) -> None:
    officer = staff("olive@council.example")
    assert take_licensing_list(world, officer, "M")
    assert take_licensing_list(world, officer, f" {'x' * 200} ")


def test_a_guardian_reads_whether_their_place_stands_on_it(world: World) -> None:
    anna, _ = make_live(world)
    lea = guardian_of("p1", "lea@inn.example")
    assert told_to_licensing(world, lea, "p1") == ""
    check_spot(world, anna, "p1", version_of(), BAD)
    make_live(world, "p2")
    assert told_to_licensing(world, lea, "p1") == FAILED_CHECK
    with pytest.raises(Problem) as refused:
        told_to_licensing(world, lea, "p2")
    assert refused.value.code == "not-found"


def test_the_list_is_in_the_order_of_names(world: World) -> None:
    for place_id, name in (("a", "Zebra"), ("b", "Anchor"), ("c", "Anchor")):
        a_live_place(place_id, trained=420, name=name)
    assert [place for place, _ in on_it(world)] == ["b", "c", "a"]


def test_a_place_whose_training_ends_this_minute_is_on_it(world: World) -> None:
    a_live_place("p1", trained=380)
    ends_on = date(2026, 11, 27) + timedelta(days=365 + 28 - 380)
    begins = datetime(ends_on.year, ends_on.month, ends_on.day, 6, tzinfo=UTC)
    for moment, found in ((begins - timedelta(minutes=1), []), (begins, ["p1"])):
        then = replace(world, now=partial(datetime.fromisoformat, moment.isoformat()))
        told = licensing_list(then)
        assert [each.place_id for each in told] == found
