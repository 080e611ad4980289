"""Nothing tells a moment: what officers see of answers changes on Mondays or by their own deeds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from flask import Flask
from sqlalchemy import insert

from backend.domain.inbox import BATCH, FEWEST_TOGETHER, MONDAYS_AT_MOST, NOTHING
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.counting.review import queue
from backend.services.counting.review import waiting as held
from backend.services.inbox import turning
from backend.services.inbox.handling import Choices, handle
from backend.services.inbox.reading import batch, open_batch, waiting
from backend.services.inbox.turning import turn_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage import inbox
from backend.storage.database import table_of
from backend.storage.feedback import FeedbackRow
from shared.clock import week_of
from shared.problems import Problem
from tests.backend.cast import load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, store
from tests.backend.services.inbox.test_inbox import an_officer
from tests.support.chance import random_id

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
LAST_WEEK, THIS_WEEK, OLD_WEEK = "2026-W48", "2026-W49", "2026-W20"
ALL = BATCH * 2


@pytest.fixture
def chance(app: Flask) -> Random:
    load(app)
    return Random(20261127)


def at(world: World, chance: Random, moment: datetime) -> World:
    return replace(world, now=lambda: moment, new_id=lambda: random_id(chance))


def came(chance: Random, number: int, **changes: object) -> None:
    """Let so many answers come, that nobody has seen."""
    store(
        [
            a_row(chance, **{"has_waited": False, "week": LAST_WEEK, **changes})
            for _ in range(number)
        ]
    )


def seen(app: Flask) -> int:
    return int(rows(app, "SELECT count(*) FROM feedback WHERE has_waited")[0][0])


def test_what_came_by_monday_is_seen_together_and_this_weeks_is_not(
    app: Flask, world: World, chance: Random
) -> None:
    came(chance, 7)
    came(chance, 6, week=THIS_WEEK)
    came(chance, 2, week=LAST_WEEK, state="repeated")
    before = at(world, chance, MONDAY.replace(hour=3))
    assert turn_due(before) == 0
    assert turn_due(at(world, chance, MONDAY)) == 7
    weeks = rows(app, "SELECT DISTINCT week, state FROM feedback WHERE has_waited")
    assert weeks == [(LAST_WEEK, "new")]
    assert waiting(an_officer()) is None


def test_an_answer_about_an_old_week_waits_for_a_monday_too(
    app: Flask, world: World, chance: Random
) -> None:
    turn_due(at(world, chance, MONDAY))
    came(chance, 20, week=OLD_WEEK)
    for hours in range(1, 7 * 24 - 5, 5):
        assert turn_due(at(world, chance, MONDAY + timedelta(hours=hours))) == 0
    assert turn_due(at(world, chance, MONDAY + timedelta(days=7))) == 20


def test_fewer_than_five_wait_together_for_four_mondays_at_most(
    app: Flask, world: World, chance: Random
) -> None:
    came(chance, FEWEST_TOGETHER - 1)
    mondays = [at(world, chance, MONDAY + timedelta(weeks=n)) for n in range(6)]
    assert [turn_due(each) for each in mondays[:MONDAYS_AT_MOST]] == [0, 0, 0, 4]
    came(chance, 1)
    assert turn_due(mondays[4]) == 0
    came(chance, FEWEST_TOGETHER - 1)
    assert turn_due(mondays[5]) == FEWEST_TOGETHER


def test_one_that_comes_after_others_left_unread_does_not_come_in_beside_them(
    app: Flask, world: World, chance: Random
) -> None:
    came(chance, FEWEST_TOGETHER)
    turn_due(at(world, chance, MONDAY))
    came(chance, 1)
    assert turn_due(at(world, chance, MONDAY + timedelta(weeks=1))) == 0
    assert seen(app) == FEWEST_TOGETHER


def test_more_than_one_run_takes_go_on_an_hour_later(
    app: Flask, world: World, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "AT_A_TIME", 10)
    monkeypatch.setattr(turning, "MOST_AT_ONCE", 20)
    came(chance, 45)
    runs = [turn_due(at(world, chance, MONDAY + timedelta(hours=n))) for n in range(4)]
    assert runs == [20, 20, 5, 0]


Look = Callable[[], object]


def unread_as_they_come() -> object:
    """Return how many are unread, whether they have waited or not: the control."""
    with read() as session:
        return session.query(FeedbackRow).filter(FeedbackRow.outcome.is_(None)).count()


def all_that_is_shown() -> object:
    """Return what the pages of the inbox, of the review and of today say of answers."""
    groups = queue().groups
    marks = [(each.where, each.why, each.whole.mark, each.whole.about) for each in groups]
    return waiting(Actor(1, OFFICER, "Olive Officer")), held(), marks


def changes(app: Flask, world: World, chance: Random, look: Look) -> list[str]:
    """Let an answer come every three hours; return when what is looked at moves."""
    found: list[tuple[datetime, object]] = []
    came(chance, 4, state="held", held_for="same")
    for hour in range(0, 24 * 15, 3):
        now = MONDAY + timedelta(hours=hour)
        there = at(world, chance, now)
        state = chance.choice(("new", "counted", "held"))
        changed = {"state": state, "held_for": "cap" if state == "held" else None}
        week = chance.choice((week_of(now), LAST_WEEK, f"2026-W{chance.randrange(10, 48)}"))
        store_quietly(a_row(chance, has_waited=False, week=week, **changed))
        turn_due(there)
        found.append((now, look()))
    return [f"{after[0]:%a %H}" for before, after in pairwise(found) if before[1] != after[1]]


def store_quietly(row: dict[str, object]) -> None:
    """Put in an answer as it comes: nothing is noted of it."""
    with write() as session:
        session.execute(insert(table_of(FeedbackRow)), [row])


def test_whoever_looks_every_three_hours_sees_no_answer_come(
    app: Flask, world: World, chance: Random
) -> None:
    assert set(changes(app, world, chance, all_that_is_shown)) == {"Mon 06"}


def test_an_inbox_that_shows_what_comes_is_caught(app: Flask, world: World, chance: Random) -> None:
    assert len(changes(app, world, chance, unread_as_they_come)) > 100


def test_a_batch_is_of_answers_that_have_waited(app: Flask, world: World, chance: Random) -> None:
    came(chance, 8)
    there = at(world, chance, MONDAY)
    turn_due(there)
    came(chance, 30)
    officer = an_officer()
    opened = open_batch(there, officer, "reading")
    found = batch(officer, MONDAY)
    assert found is not None
    assert found.number == 8
    outcomes = {item.key: NOTHING for item in found.items}
    assert handle(there, officer, Choices(opened, outcomes)).number == 8
    assert waiting(officer) == 0
    with pytest.raises(Problem, match="inbox-empty"):
        open_batch(there, officer, "reading")
    with read() as session:
        assert inbox.number_new(session, THIS_WEEK, ALL) == 30
