"""A sender's mark: one for a day, whoever asks first, and nobody's once the day is over."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from backend.services.senders import sender_mark
from backend.services.world import World
from tests.backend.rows import rows

NETWORK = "203.0.113.9"
KEYS = "SELECT name FROM setting WHERE name LIKE 'sender_key %'"
TOGETHER = 8


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_all_who_are_first_at_once_get_the_same_mark(app: Flask, world: World) -> None:
    together = Barrier(TOGETHER)

    def mark(_: int) -> str:
        with app.app_context():
            together.wait()
            return sender_mark(world, NETWORK)

    with ThreadPoolExecutor(TOGETHER) as pool:
        assert len(set(pool.map(mark, range(TOGETHER)))) == 1
    assert len(rows(app, KEYS)) == 1


def test_the_next_day_has_another_key_and_the_last_one_is_nowhere(app: Flask, world: World) -> None:
    tomorrow = replace(world, now=lambda: world.now() + timedelta(days=1))
    with app.app_context():
        first, again = sender_mark(world, NETWORK), sender_mark(world, NETWORK)
        (before,) = rows(app, KEYS)
        assert sender_mark(tomorrow, NETWORK) != first == again
    assert before not in rows(app, KEYS)
    assert len(rows(app, KEYS)) == 1
    assert NETWORK not in str(rows(app, "SELECT * FROM setting")) + first
