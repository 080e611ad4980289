"""Limits: exact over threads and processes, told apart by what and by whom, begun anew in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from backend.domain.staff import Limit
from backend.services.tries import count_try
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import rows
from tests.conftest import NOW

THREE = Limit(3, timedelta(hours=1))


def tries(count: int, whose: str = "ann@example.org", minutes: int = 0) -> list[bool]:
    """Try several times; return which were let through."""
    let_through = []
    for _ in range(count):
        try:
            count_try("sign-in", whose, THREE, NOW + timedelta(minutes=minutes))
        except Problem as problem:
            let_through.append(problem.code != "too-many-tries")
        else:
            let_through.append(True)
    return let_through


def test_beyond_the_limit_nothing_is_tried(world: World) -> None:
    assert tries(5) == [True, True, True, False, False]


def test_another_account_has_tries_of_its_own(world: World) -> None:
    tries(5)
    assert tries(1, "ben@example.org") == [True]


def test_an_address_is_the_same_however_it_is_typed(world: World) -> None:
    tries(3)
    assert tries(1, " Ann@Example.org ") == [False]


def test_an_hour_later_it_begins_anew(world: World) -> None:
    tries(5)
    assert tries(1, minutes=59) == [False]
    assert tries(4, minutes=60) == [True, True, True, False]


def test_who_tried_cannot_be_read(app: Flask, world: World) -> None:
    tries(1)
    assert "ann" not in str(rows(app, "SELECT key FROM tries"))


def test_many_at_once_are_counted_exactly(app: Flask) -> None:
    barrier = Barrier(8)

    def attempt(_: int) -> list[bool]:
        with app.app_context():
            barrier.wait(20)
            return tries(5)

    with ThreadPoolExecutor(8) as pool:
        done = [each for found in pool.map(attempt, range(8)) for each in found]
    assert done.count(True) == 3


@pytest.mark.parametrize("most", [1, 7])
def test_the_limit_is_the_number_that_is_let_through(world: World, most: int) -> None:
    limit = Limit(most, timedelta(hours=1))
    for _ in range(most):
        count_try("offer", "x", limit, NOW)
    with pytest.raises(Problem, match="too often"):
        count_try("offer", "x", limit, NOW)
