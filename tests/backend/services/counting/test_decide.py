"""Deciding what counts, in the database: only what is new is looked at, reviewed stays reviewed."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.domain.counting import DAY_MOST, LATE_DAY_MOST
from backend.jobs.chores import Chores
from backend.services.counting.decide import decide_due, decide_some
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.counting import groups_with_new
from backend.storage.settings import setting
from tests.backend.cast import an_answer, an_id, load, put
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, all_states, change, states, store
from tests.backend.services.test_sending import Post


@pytest.fixture
def chance() -> Random:
    return Random(20261127)


def test_an_answer_is_taken_whatever_becomes_of_it_and_the_next_minute_decides(
    app: Flask, world: World, client: FlaskClient
) -> None:
    load(app)
    first, again = an_id(), an_id()
    codes = [put(client, an_answer(voice="a" * 64), key).status_code for key in (first, again)]
    assert codes == [201, 201]
    assert states(app) == {"new": 2}
    Chores(nullcontext, world, Post()).each_minute()
    assert states(app) == {"counted": 1, "repeated": 1}
    assert all_states(app)[min(first, again)] == ("counted", None)
    assert put(client, an_answer(voice="a" * 64), again).status_code == 200


def test_a_burst_that_shows_later_takes_back_what_counted(
    app: Flask, world: World, chance: Random
) -> None:
    load(app)
    store([a_row(chance) for _ in range(12)])
    store([a_row(chance, zone_id="z2") for _ in range(12)])
    assert decide_due(world) == 2
    assert states(app) == {"counted": 24}
    store([a_row(chance) for _ in range(30)])
    assert decide_due(world) == 1
    assert states(app, "zone_id = 'z1'") == {"held": 42}
    assert states(app, "zone_id = 'z2'") == {"counted": 12}


def test_what_a_person_decided_stands(app: Flask, world: World, chance: Random) -> None:
    load(app)
    store([a_row(chance) for _ in range(40)])
    decide_due(world)
    change("UPDATE feedback SET state = 'counted', held_for = NULL, is_reviewed = true")
    voice = str(rows(app, "SELECT min(voice) FROM feedback")[0][0])
    store([a_row(chance), a_row(chance, voice=voice)])
    decide_due(world)
    assert states(app) == {"counted": 41, "repeated": 1}


def test_the_weeks_before_say_what_is_usual(app: Flask, world: World, chance: Random) -> None:
    load(app)
    for week in range(36, 48):
        seen = {"state": "counted", "is_reviewed": True}
        store([a_row(chance, week=f"2026-W{week}", **seen) for _ in range(12)])
        store([a_row(chance, place_id="p1", zone_id=None, week=f"2026-W{week}", state="rejected")])
    store([a_row(chance) for _ in range(46)])
    store([a_row(chance, zone_id=None, place_id="p1") for _ in range(16)])
    decide_due(world)
    assert states(app, "week = '2026-W48' AND zone_id IS NOT NULL") == {"counted": 46}
    assert states(app, "week = '2026-W48' AND place_id IS NOT NULL") == {"held": 16}


def test_a_day_takes_no_more_than_its_most_and_keeps_one_figure(
    app: Flask, world: World, chance: Random
) -> None:
    zones = [
        {"id": f"y{n}", "lat": 53.5, "lon": -2.6, "label": "x", "town": "x"} for n in range(60)
    ]
    load(app, zones=[*zones, *ZONES])
    store([a_row(chance, zone_id=f"y{n}") for n in range(60) for _ in range(10)])
    decide_due(world)
    assert states(app) == {"counted": DAY_MOST, "held": 600 - DAY_MOST}
    tomorrow = replace(world, now=lambda: world.now() + timedelta(days=1))
    store([a_row(chance, zone_id=f"y{n}", week="2026-W30") for n in range(30)])
    decide_due(tomorrow)
    assert states(app, "week = '2026-W30'") == {"counted": LATE_DAY_MOST, "held": 10}
    assert states(app, "week = '2026-W48'")["counted"] == DAY_MOST
    with read() as session:
        kept = setting(session, "counted_today")
    assert kept == {"day": "2026-11-28", "counted": LATE_DAY_MOST, "late": LATE_DAY_MOST}
    figures = rows(app, "SELECT count(*) FROM setting WHERE name = 'counted_today'")
    assert figures == [(1,)]


def test_only_groups_with_new_answers_are_looked_at_and_few_at_once(
    app: Flask, world: World, chance: Random
) -> None:
    load(app)
    weeks = [f"2026-W{n:02d}" for n in range(10, 40)]
    store([a_row(chance, week=week) for week in weeks])
    assert (decide_some(world), decide_some(world), decide_some(world)) == (25, 5, 0)
    store([a_row(chance, week=weeks[3])])
    with read() as session:
        assert [where.week for where in groups_with_new(session, 100, 100)] == [weeks[3]]


def test_a_group_that_is_too_large_to_read_waits_whole(
    app: Flask, world: World, chance: Random
) -> None:
    load(app)
    store([a_row(chance) for _ in range(10)])
    assert decide_some(world, most_read=50) == 1
    assert states(app) == {"counted": 10}
    store([a_row(chance) for _ in range(60)])
    assert decide_some(world, most_read=50) == 1
    assert states(app) == {"held": 70}
    assert decide_some(world) == 0


ZONES = [
    {"id": key, "lat": 53.545, "lon": -2.632, "label": "Centre", "town": "Wigan"}
    for key in ("z1", "z2")
]
