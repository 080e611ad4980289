"""S14: one officer opens at most 500 answers a day; a second officer's word is so many more."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random
from threading import Barrier

import pytest
from flask import Flask

from backend.domain.inbox import BATCH, MOST_A_DAY
from backend.domain.staff import ADMINISTRATOR
from backend.services.actors import Actor
from backend.services.inbox.handling import Choices, handle
from backend.services.inbox.reading import open_batch
from backend.services.inbox.reading_on import READING
from backend.services.sweep import sweep
from backend.services.world import World
from shared.problems import Problem
from tests.backend.cast import load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, change, store
from tests.backend.services.inbox.test_inbox import an_officer
from tests.conftest import NOW
from tests.support.chance import random_id

at_the_end, left, let_read_on = READING.at_the_end, READING.left, READING.let_go_on
STORED = 3 * MOST_A_DAY
READ = "SELECT coalesce(sum(number), 0) FROM inbox_batch"


@pytest.fixture
def dealt(app: Flask, world: World) -> World:
    """A world in which the most of three days waits to be read, at noon."""
    chance = Random(20261128)
    load(app)
    store([a_row(chance) for _ in range(STORED)])
    noon = NOW.replace(hour=12)
    return replace(world, now=lambda: noon, new_id=lambda: random_id(chance))


def later(world: World, **ahead: float) -> World:
    moment = world.now() + timedelta(**ahead)
    return replace(world, now=lambda: moment)


def read_all_that_goes(world: World, officer: Actor) -> str:
    """Open batch after batch, handle nothing, and return what ends it."""
    while True:
        try:
            batch_id = open_batch(world, officer, "reading")
        except Problem as problem:
            return problem.code
        # Another window of the same officer may have closed it.
        with suppress(Problem):
            handle(world, officer, Choices(batch_id, {}))


def test_nobody_opens_more_than_the_days_most(app: Flask, dealt: World) -> None:
    thief, other = an_officer(1), an_officer(2)
    assert read_all_that_goes(dealt, thief) == "inbox-day-full"
    assert rows(app, READ) == [(MOST_A_DAY,)]
    assert (left(thief, dealt.now()), left(other, dealt.now())) == (0, MOST_A_DAY)


def test_what_is_left_of_a_day_is_less_than_a_batch(app: Flask, dealt: World) -> None:
    officer = an_officer()
    open_batch(dealt, officer, "reading")
    change(f"UPDATE inbox_batch SET closed_at = opened_at, number = {MOST_A_DAY - 7}")
    change("UPDATE feedback SET batch_id = NULL")
    open_batch(dealt, officer, "reading")
    assert rows(app, READ) == [(MOST_A_DAY,)]
    assert rows(app, "SELECT count(*) FROM feedback WHERE batch_id IS NOT NULL") == [(7,)]


def test_a_second_officers_word_is_as_many_again_and_is_written_down(
    app: Flask, dealt: World
) -> None:
    first, second = an_officer(1), an_officer(2)
    read_all_that_goes(dealt, first)
    assert at_the_end(second, dealt.now()) == [(first.id, first.name)]
    let_read_on(dealt, second, first.id or 0)
    assert at_the_end(second, dealt.now()) == []
    assert read_all_that_goes(dealt, first) == "inbox-day-full"
    assert rows(app, READ) == [(2 * MOST_A_DAY,)]
    told = "SELECT actor, about FROM audit WHERE deed = 'inbox-reading-on'"
    assert rows(app, told) == [(f"staff:{second.id}", f"staff:{first.id}")]


def test_nobody_gives_the_word_to_themselves_or_before_it_is_needed(dealt: World) -> None:
    first, second = an_officer(1), an_officer(2)
    with pytest.raises(Problem, match="step-impossible"):
        let_read_on(dealt, second, first.id or 0)
    read_all_that_goes(dealt, first)
    with pytest.raises(Problem, match="same-person"):
        let_read_on(dealt, first, first.id or 0)
    for stranger in (replace(second, role=ADMINISTRATOR), replace(second, role="analyst")):
        with pytest.raises(Problem, match="not-for-you"):
            let_read_on(dealt, stranger, first.id or 0)
    assert read_all_that_goes(dealt, first) == "inbox-day-full"


def test_the_next_day_begins_anew_and_a_word_is_for_its_day(app: Flask, dealt: World) -> None:
    first, second = an_officer(1), an_officer(2)
    read_all_that_goes(dealt, first)
    let_read_on(dealt, second, first.id or 0)
    tomorrow = later(dealt, days=1)
    assert left(first, tomorrow.now()) == MOST_A_DAY
    assert sweep(later(dealt, days=36)).reading_on == 1


def test_two_who_give_their_word_at_once_give_it_once(app: Flask, dealt: World) -> None:
    first, *others = (an_officer(number) for number in range(4))
    read_all_that_goes(dealt, first)
    line = Barrier(len(others))

    def give(actor: Actor) -> None:
        with app.app_context(), suppress(Problem):
            line.wait()
            let_read_on(dealt, actor, first.id or 0)

    with ThreadPoolExecutor(len(others)) as pool:
        list(pool.map(give, others))
    assert rows(app, "SELECT count(*) FROM inbox_reading_on") == [(1,)]


def test_opening_at_once_in_many_windows_opens_no_more(app: Flask, dealt: World) -> None:
    thief = an_officer()
    windows = 4
    line = Barrier(windows)

    def steal(_: int) -> None:
        with app.app_context():
            line.wait()
            read_all_that_goes(dealt, thief)

    with ThreadPoolExecutor(windows) as pool:
        list(pool.map(steal, range(windows)))
    assert rows(app, READ)[0][0] <= MOST_A_DAY
    assert BATCH < MOST_A_DAY
