"""Deeds: a place's training register, and that it can hide the place."""

from datetime import date, timedelta

import pytest
from flask import Flask

from backend.domain.training import Register, Trained
from backend.services.readiness.confirming import confirm
from backend.services.readiness.periods import change_periods, periods
from backend.services.readiness.register import keep_register, register_of
from backend.services.readiness.sweep import look_due
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.readiness import ReadinessRow
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import apply, guardian_of, shown, staff
from tests.backend.services.readiness.cast import make_ready, on, stands, train

FRIDAY = date(2026, 11, 27)


def test_a_register_tells_how_many_are_trained_and_until_when(world: World) -> None:
    lea = make_ready(world)
    told = register_of(world, lea, "p1")
    assert (told.rota, told.trained, told.needed) == (4, 4, 2)
    assert told.lines == ((Trained("first_response", 4, FRIDAY), date(2027, 11, 27)),)


def test_staff_who_left_make_a_place_due_and_after_four_weeks_hide_it(world: World) -> None:
    lea = make_ready(world)
    train(world, lea, people=1)
    assert stands() == ("due", "training")
    gone = on(FRIDAY + timedelta(days=28), world)
    confirm(on(date(2026, 12, 5), world), lea, "p1")
    look_due(gone)
    assert stands() == ("suspended", "training")
    assert shown(gone) == []
    train(gone, lea)
    assert stands() == ("ready", None)
    assert shown(gone) == ["p1"]


def test_a_wrong_register_changes_nothing_and_every_line_is_told(world: World, app: Flask) -> None:
    lea = make_ready(world)
    before = count(app, "training"), count(app, "audit")
    wrong = Register(4, (Trained("first_response", 5, FRIDAY + timedelta(days=1)),))
    with pytest.raises(Problem) as refusal:
        keep_register(world, lea, "p1", wrong)
    assert [fault.where for fault in refusal.value.errors] == ["lines/0/on", "lines/0/people"]
    assert (count(app, "training"), count(app, "audit")) == before


def test_nobody_writes_the_register_of_a_place_that_is_not_theirs(world: World) -> None:
    make_ready(world)
    stranger = staff("off@council.example")
    with pytest.raises(Problem) as refusal:
        train(world, stranger)
    assert refusal.value.code == "not-found"
    with pytest.raises(Problem):
        register_of(world, stranger, "p1")


def test_a_shorter_period_hides_places_in_the_same_transaction(world: World) -> None:
    lea = make_ready(world)
    confirm(on(date(2026, 12, 5), world), lea, "p1")
    later = on(date(2026, 12, 30), world)
    look_due(later)
    assert shown(later) == ["p1"]
    admin = staff("ada@council.example", "administrator")
    wanted = {"confirm_every_days": 7, "confirm_grace_days": 7, "modules": ["first_response"]}
    change_periods(later, admin, wanted)
    assert shown(later) == []
    assert stands() == ("suspended", "confirmation")
    assert periods().confirm_every_days == 7


@pytest.mark.parametrize(
    "wanted",
    [
        {"confirm_every_days": 400, "modules": ["first_response"]},
        {"modules": []},
        {"modules": ["juggling"]},
        {"no_such": 3, "modules": ["first_response"]},
    ],
)
def test_an_impossible_period_is_refused(world: World, wanted: dict[str, object]) -> None:
    admin = staff("ada@council.example", "administrator")
    with pytest.raises(Problem) as refusal:
        change_periods(world, admin, wanted)
    assert refusal.value.code == "form-invalid"
    with pytest.raises(Problem) as refusal:
        change_periods(world, staff("off@council.example"), wanted)
    assert refusal.value.code == "not-for-you"


def test_a_place_without_a_register_has_nobody_on_its_rota(world: World) -> None:
    apply("p1", state="live")
    told = register_of(world, guardian_of("p1", "lea@inn.example"), "p1")
    assert (told.rota, told.lines, told.trained, told.needed) == (0, (), 0, 1)
    assert told.modules == ("first_response",)


def test_a_register_is_replaced_whole_and_the_chain_says_how_many(world: World, app: Flask) -> None:
    lea = make_ready(world)
    wanted = Register(
        5,
        (Trained("first_response", 3, FRIDAY), Trained("bleed_control", 1, FRIDAY)),
    )
    keep_register(world, lea, "p1", wanted)
    told = register_of(world, lea, "p1")
    assert (told.rota, tuple(line for line, _ in told.lines)) == (5, wanted.lines)
    said = rows(app, "SELECT about, detail FROM audit WHERE deed = 'training-kept' ORDER BY seq")
    assert said[-1] == ("place:p1", "3 of 5 trained")
    with pytest.raises(Problem) as refusal:
        keep_register(world, lea, "p1", wanted)
    assert refusal.value.code == "nothing-changed"


def test_who_is_short_stays_short_since_the_day_it_began(world: World) -> None:
    lea = make_ready(world)
    train(world, lea, people=1)
    with read() as session:
        assert session.get_one(ReadinessRow, "p1").short_since == FRIDAY
    later = on(FRIDAY + timedelta(days=3), world)
    keep_register(later, lea, "p1", Register(4, (Trained("bleed_control", 1, FRIDAY),)))
    with read() as session:
        assert session.get_one(ReadinessRow, "p1").short_since == FRIDAY
    train(later, lea)
    with read() as session:
        assert session.get_one(ReadinessRow, "p1").short_since is None
