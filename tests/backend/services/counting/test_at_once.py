"""Jobs and officers at the same moment: the day's most holds, and nobody gets another's batch."""

from dataclasses import replace
from random import Random

from flask import Flask

from backend.domain.counting import DAY_MOST
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.counting.decide import decide_due
from backend.services.inbox.reading import open_batch
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.settings import setting
from tests.backend.cast import a_zone, load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, states, store
from tests.backend.services.inbox.test_inbox import an_officer
from tests.backend.services.test_audit_at_once import THREADS, at_once
from tests.support.chance import random_id

ZONES, EACH = 36, 14
"""A few more than a day takes, and none so many that they are a burst."""


def test_several_jobs_at_once_count_no_more_than_a_day_takes(app: Flask, world: World) -> None:
    chance = Random(20261127)
    load(app, zones=[a_zone("z1"), *(a_zone(f"y{n}") for n in range(ZONES))])
    store([a_row(chance, zone_id=f"y{n}") for n in range(ZONES) for _ in range(EACH)])

    def decide(_number: int) -> None:
        decide_due(world)

    assert at_once(app, decide) == []
    assert states(app) == {"counted": DAY_MOST, "held": ZONES * EACH - DAY_MOST}
    with read() as session:
        assert setting(session, "counted_today")["counted"] == DAY_MOST


def test_officers_who_open_at_once_never_hold_the_same_answer(app: Flask, world: World) -> None:
    chance = Random(20261127)
    load(app)
    store([a_row(chance, state="counted") for _ in range(THREADS * 50)])
    ids = [an_officer(n).id for n in range(THREADS)]
    # All begin at the same answer, as chance may have it.
    pivot = random_id(chance)
    opened: list[str] = []

    def open_one(number: int) -> None:
        fresh = iter((random_id(Random(number)), pivot))
        own = replace(world, new_id=lambda: next(fresh))
        opened.append(open_batch(own, Actor(ids[number], OFFICER, "Officer"), "reading"))

    assert at_once(app, open_one) == []
    held = rows(app, "SELECT batch_id, count(*) FROM feedback GROUP BY batch_id")
    assert len({*opened}) == THREADS
    assert {number for _, number in held} == {50}
