"""Deeds: deciding goes by turns: so many groups, so many answers, what the day has room for."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask

from backend.domain.counting import LATE_DAY_MOST, PLACE_WEEK_MOST, ZONE_WEEK_MOST, Where
from backend.domain.usual import PLACE_GATHERS, ZONE_GATHERS
from backend.services.counting.decide import decide_due, decide_some
from backend.services.counting.review import PER_PAGE, queue, waiting
from backend.services.counting.standing import Standing
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.settings import setting
from tests.backend.cast import WEEK, load
from tests.backend.services.counting.cast import ALIKE, a_row, states, store
from tests.backend.services.listing.cast import later

OLD_WEEK = "2026-W30"


@pytest.fixture
def chance(app: Flask, world: World) -> Random:
    load(app)
    return Random(20261127)


def figures() -> object:
    with read() as session:
        return setting(session, "counted_today")


def test_what_counted_today_is_added_up_and_tomorrow_begins_anew(
    world: World, chance: Random
) -> None:
    for number in (3, 4):
        store([a_row(chance) for _ in range(number)])
        decide_due(world)
    assert figures() == {"day": "2026-11-27", "counted": 7, "late": 0}
    store([a_row(chance, week=OLD_WEEK)])
    decide_due(world)
    assert figures() == {"day": "2026-11-27", "counted": 8, "late": 1}
    tomorrow = later(world, days=1)
    assert decide_due(tomorrow) == 0
    assert figures() == {"day": "2026-11-28", "counted": 0, "late": 0}


def test_late_answers_have_the_days_room_for_them_once(
    app: Flask, world: World, chance: Random
) -> None:
    for week, number in (("2026-W20", 12), ("2026-W21", 12)):
        store([a_row(chance, week=week) for _ in range(number)])
        decide_due(world)
    assert states(app) == {"counted": LATE_DAY_MOST, "held": 24 - LATE_DAY_MOST}


def test_turns_end_where_nothing_is_left_or_their_number_is_used_up(
    app: Flask, world: World, chance: Random
) -> None:
    store([a_row(chance, week=f"2026-W{n:02d}") for n in range(10, 40)])
    assert decide_due(world, most=1) == 25
    assert states(app)["new"] == 5
    assert decide_due(world, most=0) == 0
    assert decide_due(world, most=3) == 5
    assert "new" not in states(app)


def test_a_group_of_as_many_as_are_read_is_read(app: Flask, world: World, chance: Random) -> None:
    store([a_row(chance) for _ in range(10)])
    assert decide_some(world, most_read=10) == 1
    assert states(app) == {"counted": 10}
    store([a_row(chance)])
    assert decide_some(world, most_read=10) == 1
    assert states(app) == {"held": 11}


def test_a_group_stands_beside_its_usual_weeks_and_has_its_most(chance: Random) -> None:
    for n in range(36, 48):
        store([a_row(chance, week=f"2026-W{n}", state="counted") for _ in range(2)])
    store([a_row(chance, week="2026-W21", state="counted") for _ in range(90)])
    store([a_row(chance), a_row(chance, zone_id=None, place_id="p1")])
    with read() as session:
        zone = Standing(session).group(Where(WEEK, "z1", None))
        place = Standing(session).group(Where(WEEK, None, "p1"))
    assert zone is not None
    assert place is not None
    assert (zone.usual, zone.most, len(zone.answers)) == (2, ZONE_GATHERS - 2 * 12, 1)
    assert (place.usual, place.most, len(place.answers)) == (0, PLACE_GATHERS, 1)
    assert zone.answers[0].voice is not None


@pytest.mark.parametrize("weeks", [range(36, 42), range(30, 42)])
def test_the_twelve_weeks_before_are_looked_at_and_no_others(chance: Random, weeks: range) -> None:
    """Of twelve weeks six have four answers each, so that the median lies between."""
    for week in weeks:
        store([a_row(chance, week=f"2026-W{week}", state="counted") for _ in range(4)])
    with read() as session:
        group = Standing(session).group(Where(WEEK, "z1", None))
    assert group is not None
    assert group.usual == 2


def test_where_officers_looked_more_is_usual_and_more_gathers(chance: Random) -> None:
    for week in (45, 46, 47):
        seen: dict[str, Any] = {"state": "counted", "is_reviewed": week == 45}
        seen |= {"week": f"2026-W{week}"}
        store([a_row(chance, **seen) for _ in range(60)])
        store([a_row(chance, **seen, zone_id=None, place_id="p1") for _ in range(30)])
    with read() as session:
        zone = Standing(session).group(Where(WEEK, "z1", None))
        place = Standing(session).group(Where(WEEK, None, "p1"))
    assert zone is not None
    assert place is not None
    assert (zone.usual, zone.most) == (60, ZONE_WEEK_MOST)
    assert (place.usual, place.most) == (30, PLACE_WEEK_MOST)


def test_an_answer_is_compared_by_all_that_it_says(chance: Random) -> None:
    store([a_row(chance, **ALIKE)])
    with read() as session:
        group = Standing(session).group(Where(WEEK, "z1", None))
    assert group is not None
    assert group.answers[0].said.startswith("very_unsafe|followed,groups|after_dark|to_me|no")


def test_an_empty_queue_has_one_page(world: World, chance: Random) -> None:
    found = queue(0)
    assert (found.groups, found.total, found.page, found.pages) == ((), 0, 1, 1)
    assert waiting() == ""


def test_a_queue_has_pages_for_all_its_groups(world: World, chance: Random) -> None:
    for n in range(PER_PAGE):
        store([a_row(chance, week=f"2026-W{n + 10}", state="held", held_for="cap")])
    assert (queue().pages, len(queue().groups), queue(-3).page) == (1, PER_PAGE, 1)
    store([a_row(chance, week="2026-W40", state="held", held_for="late")])
    assert (queue().pages, len(queue(2).groups), waiting()) == (2, 1, "about 10")


def test_a_week_long_over_is_told_from_last_week(app: Flask, world: World, chance: Random) -> None:
    now = world.now()
    week = (now - timedelta(weeks=1)).isocalendar()
    store([a_row(chance, week=f"{week.year}-W{week.week:02d}")])
    decide_due(world)
    assert figures() == {"day": "2026-11-27", "counted": 1, "late": 0}
    assert states(app) == {"counted": 1}
