"""Deciding beside the ward and the days before: what shows late is taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask

from backend.domain.counting import DAY_MOST
from backend.services.counting import decide as deciding
from backend.services.counting.decide import decide_due, let_in_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.zones import AreaRow, ZoneAreaRow
from tests.backend.cast import WEEK, a_zone, load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, all_states, change, states, store

OF_A_WARD, ZONES = 12, 110
ATTACKED, EACH = 100, 5
"""So many zones get so many hostile answers each: a whole day's room."""


@pytest.fixture
def chance(app: Flask, world: World) -> Random:
    """A borough of many zones, of which the first twelve are a ward and the others another."""
    load(app, zones=[a_zone(), *(a_zone(f"y{n:03d}", town="Town") for n in range(ZONES))])
    with write() as session:
        session.add_all(
            AreaRow(id=key, name=key, kind="ward", outline=[]) for key in ("east", "west")
        )
        session.flush()
        for n in range(ZONES):
            area = "east" if n < OF_A_WARD else "west"
            session.add(ZoneAreaRow(zone_id=f"y{n:03d}", area_id=area))
    return Random(20261127)


def about(chance: Random, zone: int, number: int = 1, **more: Any) -> list[dict[str, Any]]:
    return [a_row(chance, zone_id=f"y{zone:03d}", **more) for _ in range(number)]


def after(world: World, days: float) -> World:
    moment = world.now() + timedelta(days=days)
    return replace(world, now=lambda: moment)


def test_a_ward_that_shows_as_odd_takes_back_what_counted_in_all_its_zones(
    app: Flask, world: World, chance: Random
) -> None:
    for zone in range(OF_A_WARD - 6):
        store(about(chance, zone, 12))
    store(about(chance, 11, 2) + about(chance, 50, 12))
    decide_due(world)
    assert states(app) == {"counted": 6 * 12 + 2 + 12}
    store(about(chance, 6, 12))
    decide_due(world)
    assert states(app, "held_for = 'spread'") == {"held": 7 * 12}
    # Neither a zone with as few as ever, nor another ward.
    assert states(app, "zone_id IN ('y011', 'y050')") == {"counted": 14}
    assert decide_due(world) == 0


def test_one_voice_in_a_whole_ward_waits_and_others_count(
    app: Flask, world: World, chance: Random
) -> None:
    before: dict[str, Any] = {"week": "2026-W47", "state": "counted"}
    for level in ("very_safe", "fairly_safe", "very_unsafe"):
        store([row for n in range(10) for row in about(chance, 40 + n, level=level, **before)])
    store([row for n in range(10) for row in about(chance, n, 2, level="very_unsafe")])
    store(about(chance, 11, 2, level="fairly_safe"))
    decide_due(world)
    assert states(app, f"week = '{WEEK}'") == {"held": 20, "counted": 2}
    assert states(app, "held_for = 'spread'") == {"held": 20}


def test_in_a_week_that_nothing_stands_beside_no_voice_is_odd(
    app: Flask, world: World, chance: Random
) -> None:
    store([row for n in range(10) for row in about(chance, n, 2, level="very_unsafe")])
    decide_due(world)
    assert states(app) == {"counted": 20}


def ends(app: Flask, world: World, chance: Random, given: list[dict[str, Any]]) -> object:
    """Return what becomes of answers that come in some order, decided on now and then."""
    change("DELETE FROM feedback")
    change("DELETE FROM setting WHERE name = 'counted_today'")
    waiting = chance.sample(given, len(given))
    while waiting:
        number = chance.randint(1, len(waiting))
        store(waiting[:number])
        waiting = waiting[number:]
        decide_due(world)
    return all_states(app)


def test_in_which_order_a_ward_was_answered_about_is_written_down_nowhere(
    app: Flask, world: World, chance: Random
) -> None:
    voice = f"{chance.getrandbits(256):064x}"
    given = [row for zone in range(7) for row in about(chance, zone, 11)]
    given += [row for zone in range(7, OF_A_WARD) for row in about(chance, zone, 2)]
    given += about(chance, 8, 15, voice=voice)
    first = ends(app, world, chance, given)
    assert [ends(app, world, chance, given) for _ in range(4)] == [first] * 4
    assert states(app, "held_for = 'spread'") == {"held": 77}


def test_one_voice_that_is_repeated_makes_no_ward_odd(
    app: Flask, world: World, chance: Random
) -> None:
    for zone in range(8):
        voice = f"{chance.getrandbits(256):064x}"
        store(about(chance, zone, 14, voice=voice) + about(chance, zone, 1))
    store(about(chance, 9, 10))
    decide_due(world)
    assert states(app) == {"counted": 8 * 2 + 10, "repeated": 8 * 13}


def test_a_ward_of_which_an_officer_left_a_part_out_stays_odd(
    app: Flask, world: World, chance: Random
) -> None:
    store([row for zone in range(7) for row in about(chance, zone, 12)])
    decide_due(world)
    change("UPDATE feedback SET state = 'rejected', is_reviewed = true WHERE zone_id < 'y003'")
    store(about(chance, 4))
    decide_due(world)
    assert states(app, "zone_id = 'y004'") == {"held": 13}


Rule = Callable[[World], object]


def delayed(app: Flask, world: World, chance: Random, days: int, rule: Rule) -> list[int]:
    """Use up a day's room, then let honest ones come; return how many of them wait, day by day."""
    store([row for n in range(ATTACKED) for row in about(chance, n, EACH)])
    decide_due(world)
    assert states(app)["counted"] == DAY_MOST
    # A tenth of them about zones that nobody attacked.
    store([row for n in range(50, ZONES) for row in about(chance, n, level="fairly_safe")])
    change("UPDATE feedback SET questions = 'honest' WHERE state = 'new'")
    waits = []
    for day in range(days):
        rule(after(world, day))
        waits.append(states(app, "questions = 'honest' AND state <> 'counted'").get("held", 0))
    return waits


def test_who_uses_up_a_day_keeps_nobody_out_for_two(
    app: Flask, world: World, chance: Random
) -> None:
    assert delayed(app, world, chance, 3, decide_due) == [60, 0, 0]
    counted = rows(app, "SELECT value FROM setting WHERE name = 'counted_today'")
    assert "2026-11-29" in str(counted)


def test_as_it_was_they_waited_until_somebody_looked(
    app: Flask, world: World, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "let_in_due", lambda _: 0)
    assert delayed(app, world, chance, 4, decide_due) == [60, 60, 60, 60]


def test_a_flood_that_a_day_had_no_room_for_stays_out(
    app: Flask, world: World, chance: Random
) -> None:
    store([row for n in range(ZONES) for row in about(chance, n, 10)])
    change("DELETE FROM zone_area")
    for day in range(4):
        decide_due(after(world, day))
    assert states(app) == {"counted": DAY_MOST, "held": ZONES * 10 - DAY_MOST}


def test_what_waited_leaves_half_a_day_for_who_comes(
    app: Flask, world: World, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "LET_IN_MOST", 40)
    monkeypatch.setattr(deciding, "GROUPS_AT_ONCE", 5)
    held: dict[str, Any] = {"state": "held", "held_for": "day"}
    store([row for n in range(ZONES) for row in about(chance, n, **held)])
    assert [let_in_due(after(world, day)) for day in (0, 0, 1, 2, 3)] == [40, 0, 40, 30, 0]
