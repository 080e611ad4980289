"""Deeds: what a release stores of a few answers, which periods are due, and the running total."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from flask import Flask

from backend.domain.disclosure import TEN_FIVE
from backend.domain.periods import Period
from backend.services.actors import COMMAND_LINE, JOBS, Actor
from backend.services.releasing.due import (
    count_so_far,
    periods_due,
    release_due,
    running_total,
)
from backend.services.releasing.making import make_release
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counted import count_of_weeks
from backend.storage.releases import ReleaseCellRow, ReleaseRow
from backend.storage.settings import EXAMPLE_ANSWERS, RUNNING_TOTAL, set_setting, setting
from shared.problems import Problem
from tests.backend.cast import load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, store
from tests.backend.services.releasing.cast import fix_secret

QUARTER = Period(2026, 3)
WEEK = "2026-W33"


@pytest.fixture
def chance(app: Flask, world: World) -> Random:
    """Forty answers about a zone and three about a place, all of one week of a quarter."""
    load(app)
    fix_secret()
    chance = Random(20261127)
    store([answer(chance) for _ in range(40)])
    store([answer(chance, zone_id=None, place_id="p1") for _ in range(3)])
    return chance


def answer(chance: Random, **changes: Any) -> dict[str, Any]:
    return a_row(chance, **{"week": WEEK, "state": "counted", "level": "very_safe", **changes})


def release() -> ReleaseRow:
    with read() as session:
        return session.query(ReleaseRow).order_by(ReleaseRow.id.desc()).first() or ReleaseRow()


def at(world: World, *moment: int) -> World:
    return replace(world, now=lambda: datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type, misc]


def test_a_release_says_what_made_it(world: World, chance: Random) -> None:
    made = make_release(world, COMMAND_LINE, "2026Q3")
    stored = release()
    assert (made.id, made.period, made.number, made.answers) == (stored.id, QUARTER, 1, 43)
    assert (stored.period, stored.number, stored.why) == ("2026Q3", 1, "")
    assert (stored.made_at, stored.made_by) == (world.now(), COMMAND_LINE.name)
    assert (stored.rule, stored.versions, stored.is_example) == ("10-5-keyed", ["umay 1"], False)
    assert (stored.audit["targets"], stored.audit["hidden"]) == (made.targets, made.hidden)
    assert stored.audit["programs"] > 0


def test_invented_answers_are_marked_as_such(world: World, chance: Random) -> None:
    with write() as session:
        set_setting(session, EXAMPLE_ANSWERS, True)
    make_release(world, COMMAND_LINE, "2026Q3")
    assert release().is_example is True


def test_the_areas_are_kept_with_their_zones(app: Flask, world: World, chance: Random) -> None:
    make_release(world, COMMAND_LINE, "2026Q3")
    found = rows(app, "SELECT id, kind FROM release_area ORDER BY id")
    assert [row for row in found if row[1] in ("borough", "place", "young")] == [
        ("borough", "borough"),
        ("place:p1", "place"),
        ("young", "young"),
    ]


def test_cells_are_stored_rounded_or_hidden(world: World, chance: Random) -> None:
    make_release(world, COMMAND_LINE, "2026Q3")
    with read() as session:
        cells = {
            (each.area_id, each.product, each.part, each.code): (each.shown, each.is_hidden)
            for each in session.query(ReleaseCellRow)
        }
    # Of forty, moved and rounded: one number that is always the same, and near.
    assert cells["borough", "level", "", "total"] == cells["borough", "factor", "", "base"]
    assert cells["borough", "level", "", "total"] == (45, False)
    assert cells["borough", "month", "2026-08", "safe"] == (35, False)
    assert cells["borough", "level", "", "very_unsafe"] == (None, False)
    assert cells["place:p1", "level", "", "total"] == (None, False)


def test_a_correction_says_why_in_one_line(app: Flask, world: World, chance: Random) -> None:
    make_release(world, COMMAND_LINE, "2026Q3")
    store([answer(chance) for _ in range(60)])
    made = make_release(world, JOBS, "2026Q3", " A script\n had answered. ")
    assert (made.number, release().why) == (2, "A script had answered.")
    told = rows(app, "SELECT detail FROM audit WHERE deed = 'release-made' ORDER BY seq")
    assert told == [
        ("2026Q3, number 1",),
        ("2026Q3, number 2: A script had answered.",),
    ]


def test_why_is_kept_as_far_as_it_is_read(world: World, chance: Random) -> None:
    make_release(world, COMMAND_LINE, "2026Q3")
    store([answer(chance) for _ in range(60)])
    make_release(world, JOBS, "2026Q3", "".join(map(str, range(1000, 1100))))
    why = release().why
    assert (why[-4:], len(why)) == ("1074", 300)


def test_a_year_prints_the_borough_alone(app: Flask, world: World, chance: Random) -> None:
    next_year = at(world, 2027, 3, 1)
    made = make_release(next_year, COMMAND_LINE, "2026")
    assert (made.period, made.answers) == (Period(2026), 43)
    assert rows(app, "SELECT id FROM release_area") == [("borough",)]
    codes = {code for (code,) in rows(app, "SELECT product FROM release_cell")}
    assert codes == {"level"}


def test_a_quarter_is_released_from_the_day_on_which_it_is_closed(
    world: World, chance: Random
) -> None:
    with pytest.raises(Problem, match=r"closed from 29 October 2026"):
        make_release(at(world, 2026, 10, 28, 23, 59), COMMAND_LINE, "2026Q3")
    assert make_release(at(world, 2026, 10, 29), COMMAND_LINE, "2026Q3").number == 1


def test_an_administrator_releases_and_nobody_else_by_hand(world: World, chance: Random) -> None:
    for role in ("officer", "analyst", "guardian"):
        with pytest.raises(Problem) as refused:
            make_release(world, Actor(1, role, "Ada"), "2026Q3")
        assert refused.value.code == "not-for-you"
    assert make_release(world, Actor(1, "administrator", "Ada"), "2026Q3").number == 1


def test_quarters_then_years_are_due_once_they_are_closed(world: World, chance: Random) -> None:
    store([answer(chance, week="2025-W45")])
    due = [str(each) for each in periods_due(world)]
    assert due == ["2025Q4", "2026Q1", "2026Q2", "2026Q3", "2025"]
    release_due(world)
    assert [str(each) for each in periods_due(world)] == ["2026Q1", "2026Q2"]
    later = [str(each) for each in periods_due(at(world, 2027, 1, 29))]
    assert later == ["2026Q1", "2026Q2", "2026Q4", "2026"]


def test_years_are_due_in_their_order(world: World, chance: Random) -> None:
    store([answer(chance, week="2024-W45")])
    due = [str(each) for each in periods_due(world)]
    assert (due[0], due[-2:]) == ("2024Q4", ["2024", "2025"])


def test_without_an_answer_nothing_is_due(world: World) -> None:
    assert periods_due(world) == ()
    assert running_total() is None


def test_the_running_total_is_of_this_quarter_and_rounded(world: World, chance: Random) -> None:
    count_so_far(world)
    assert running_total() == (Period(2026, 4), None)
    store([answer(chance, week="2026-W47") for _ in range(45)])
    count_so_far(at(world, 2026, 11, 30, 4))
    assert running_total() == (Period(2026, 4), 50)
    count_so_far(at(world, 2026, 9, 1))
    assert running_total() == (QUARTER, 50)
    with read() as session:
        told = {"period": "2026Q3", "shown": 50, "week": "2026-W36"}
        assert setting(session, RUNNING_TOTAL) == told


def test_the_same_running_total_is_not_written_again(world: World, chance: Random) -> None:
    with write() as session:
        set_setting(session, RUNNING_TOTAL, {"period": "2026Q4", "shown": 999})
    count_so_far(world)
    assert running_total() == (Period(2026, 4), None)


def changes_in_a_week(world: World, chance: Random, noted: Callable[[World], object]) -> list[str]:
    """Let one answer a day count and look after each; return at which moments the total moves."""
    seen: list[tuple[str, object]] = []
    for day in (1, 2, 3, 4, 5, 6, 7):
        for hour in (3, 5, 23):
            moment = at(world, 2026, 12, day, hour)
            store([answer(chance, week="2026-W47") for _ in range(9)])
            seen.append((f"{day} at {hour}", noted(moment)))
    return [now for (_, before), (now, after) in pairwise(seen) if before != after]


def test_no_answer_moves_the_running_total_when_it_comes(world: World, chance: Random) -> None:
    def shown(moment: World) -> object:
        count_so_far(moment)
        return running_total()

    def as_it_was(moment: World) -> object:
        """Count each time, to the nearest five: the control."""
        with read() as session:
            return TEN_FIVE.shown(count_of_weeks(session, Period(2026, 4).weeks))

    assert changes_in_a_week(world, chance, shown) == ["7 at 5"]
    assert len(changes_in_a_week(world, chance, as_it_was)) > 10
