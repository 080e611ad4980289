"""Closing for today: at once, for the rest of the day, and for what began last evening."""

import dataclasses
from datetime import UTC, datetime

import pytest

from backend.services.actors import Actor
from backend.services.listing.closing import close_today
from backend.services.overview.own_places import own_places
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import WeeklyRow, put_hours
from shared.nations import ENGLAND
from shared.problems import Problem
from tests.backend.services.listing.cast import guardian_of, make_live, version_of

SATURDAY_0110 = datetime(2026, 11, 28, 1, 10, tzinfo=UTC)
SATURDAY_NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
OPENS, CLOSES = 20 * 60, 28 * 60
"""Every evening from eight to four."""


@pytest.fixture
def gwen(world: World) -> Actor:
    make_live(world)
    with write() as session:
        weekly = [
            {"place_id": "p1", "weekday": day, "opens": OPENS, "closes": CLOSES} for day in range(7)
        ]
        put_hours(session, "p1", {WeeklyRow: weekly})
    return guardian_of("p1", "gwen@inn.example")


def at(world: World, moment: datetime) -> World:
    return dataclasses.replace(world, now=lambda: moment)


def is_open(gwen: Actor, moment: datetime) -> tuple[bool, str]:
    (place,) = own_places(gwen, moment, ENGLAND)
    return place.is_open, place.until


def test_closing_in_the_small_hours_ends_what_began_last_evening(world: World, gwen: Actor) -> None:
    assert is_open(gwen, SATURDAY_0110) == (True, "04:00")
    done = close_today(at(world, SATURDAY_0110), gwen, "p1", version_of())
    assert (done.waiting, done.is_hidden) == ((), False)
    # The coming evening is closed too; Sunday's opens.
    assert is_open(gwen, SATURDAY_0110) == (False, "tomorrow at 20:00")


def test_closing_at_noon_closes_the_evening(world: World, gwen: Actor) -> None:
    assert is_open(gwen, SATURDAY_NOON) == (False, "today at 20:00")
    close_today(at(world, SATURDAY_NOON), gwen, "p1", version_of())
    assert is_open(gwen, SATURDAY_NOON) == (False, "tomorrow at 20:00")


def test_closing_twice_changes_nothing(world: World, gwen: Actor) -> None:
    noon = at(world, SATURDAY_NOON)
    close_today(noon, gwen, "p1", version_of())
    with pytest.raises(Problem, match="Nothing is different"):
        close_today(noon, gwen, "p1", version_of())


def test_a_place_that_is_not_there_is_not_found(world: World, gwen: Actor) -> None:
    with pytest.raises(Problem, match="could not find"):
        close_today(world, gwen, "nowhere", 1)
