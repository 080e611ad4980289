"""Deeds: a visit is noted with one tap; nothing tells who, or the day."""

import re

import pytest
from flask import Flask

from backend.domain.visits import MOST_A_WEEK
from backend.services.visits import end_visit, log_visit, own_totals, take_back_visit
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import apply, guardian_of, later, staff
from tests.backend.services.readiness.cast import make_ready

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}")


def test_a_visit_is_a_week_and_a_part_of_the_day(world: World, app: Flask) -> None:
    lea = make_ready(world)
    log_visit(world, lea, "p1", "followed")
    found = rows(app, "SELECT place_id, week, daypart, need, ending FROM visit")
    assert found == [("p1", "2026-W48", "night_economy", "followed", "not_said")]


def test_nothing_stored_tells_the_moment_or_who_noted_it(world: World, app: Flask) -> None:
    lea = make_ready(world)
    before = count(app, "audit"), count(app, "listing_step"), count(app, "notice")
    visit = log_visit(world, lea, "p1", "alone")
    end_visit(world, lea, "p1", visit, "picked_up")
    (row,) = rows(app, "SELECT * FROM visit")
    assert not MOMENT.search(" ".join(map(str, row)).replace(visit, ""))
    assert (count(app, "audit"), count(app, "listing_step"), count(app, "notice")) == before


def test_a_visit_that_tells_its_moment_would_be_found() -> None:
    assert MOMENT.search("p1 2026-11-27 followed")


def test_a_mistake_is_taken_back_within_the_week_after(world: World, app: Flask) -> None:
    lea = make_ready(world)
    visit, other = (log_visit(world, lea, "p1", "hurt") for _ in range(2))
    take_back_visit(later(world, days=5), lea, "p1", visit)
    with pytest.raises(Problem) as refusal:
        take_back_visit(later(world, days=15), lea, "p1", other)
    assert refusal.value.code == "not-found"
    assert count(app, "visit") == 1


def test_a_venue_sees_its_own_totals_by_quarter(world: World) -> None:
    lea = make_ready(world)
    ended = log_visit(world, lea, "p1", "unwell")
    log_visit(later(world, days=60), lea, "p1", "hurt")
    end_visit(world, lea, "p1", ended, "ambulance")
    newest, oldest = own_totals(lea, "p1")
    assert (newest.quarter, newest.visits, newest.needs) == ("2027Q1", 1, {"hurt": 1})
    assert (oldest.quarter, oldest.endings) == ("2026Q4", {"ambulance": 1})


def test_visits_are_ones_own_and_of_a_known_sort(world: World, app: Flask) -> None:
    lea = make_ready(world)
    visit = log_visit(world, lea, "p1", "hurt")
    apply("p2")
    other = guardian_of("p2", "mo@shop.example")
    tries = [
        (lambda: log_visit(world, other, "p1", "hurt"), "not-found"),
        (lambda: log_visit(world, staff("off@council.example"), "p1", "hurt"), "not-found"),
        (lambda: end_visit(world, other, "p2", visit, "police"), "not-found"),
        (lambda: end_visit(world, lea, "p1", "no-uuid", "police"), "not-found"),
        (lambda: log_visit(world, lea, "p1", "dancing"), "form-invalid"),
        (lambda: end_visit(world, lea, "p1", visit, "dancing"), "form-invalid"),
        (lambda: own_totals(other, "p1"), "not-found"),
    ]
    for deed, code in tries:
        with pytest.raises(Problem) as refusal:
            deed()
        assert refusal.value.code == code
    assert count(app, "visit") == 1


def test_a_venue_that_notes_without_end_is_refused(world: World, app: Flask) -> None:
    lea = make_ready(world)
    for _ in range(MOST_A_WEEK):
        log_visit(world, lea, "p1", "other")
    with pytest.raises(Problem) as refusal:
        log_visit(world, lea, "p1", "other")
    assert refusal.value.code == "too-many-visits"
    log_visit(later(world, days=7), lea, "p1", "other")
    assert count(app, "visit") == MOST_A_WEEK + 1
