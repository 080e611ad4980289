"""Whoever asks every hour what staff may see learns of no answer when it came, nor on which day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask

from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.counting.review import queue
from backend.services.inbox.reading import waiting
from backend.services.inbox.turning import turn_due
from backend.services.releasing.due import count_so_far, running_total
from backend.services.world import World
from shared.clock import local, week_of
from tests.backend.cast import load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, store
from tests.backend.services.inbox.test_inbox import an_officer

FIRST = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
HOURS = range(0, 15 * 24, 3)
Look = Callable[[Flask, Actor], object]


def as_staff(_app: Flask, officer: Actor) -> object:
    """Return all numbers of answers that pages show somebody on the staff."""
    return waiting(officer), queue(), running_total()


def as_counted(app: Flask, _officer: Actor) -> object:
    """Return what pages once showed: how many answers there are at this moment."""
    return rows(app, "SELECT count(*) FROM feedback")


def at(world: World, now: datetime) -> World:
    return replace(world, now=lambda: now)


def moments(app: Flask, world: World, look: Look) -> list[datetime]:
    """Return when somebody sees anything change, while an answer comes about once in nine hours."""
    chance = Random(20261130)
    load(app)
    officer = an_officer()
    assert officer.role == OFFICER
    changed: list[datetime] = []
    before = None
    for hour in HOURS:
        now = FIRST + timedelta(hours=hour)
        if chance.random() < 1 / 3:
            week = week_of(now - timedelta(days=chance.randrange(9)))
            store([a_row(chance, week=week, state="counted", has_waited=False)])
        for job in (turn_due, count_so_far):
            job(at(world, now))
        seen = look(app, officer)
        if before is not None and seen != before:
            changed.append(now)
        before = seen
    return changed


def test_what_staff_see_changes_on_monday_mornings_alone(app: Flask, world: World) -> None:
    found = moments(app, world, as_staff)
    assert len(found) == 2
    assert {(local(each).isoweekday(), local(each).hour) for each in found} <= {
        (1, 6),
        (1, 4),
        (1, 5),
    }


def test_a_number_that_is_exact_tells_each_moment(app: Flask, world: World) -> None:
    # The control.
    assert len(moments(app, world, as_counted)) > 30


@pytest.mark.parametrize("hour", [0, 3])
def test_before_four_on_monday_nothing_has_turned(app: Flask, world: World, hour: int) -> None:
    load(app)
    chance = Random(1)
    store([a_row(chance, week="2026-W47", state="counted", has_waited=False) for _ in range(9)])
    now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
    assert turn_due(at(world, now)) == 0
