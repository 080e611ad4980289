"""A1 and A3: a flood waits at the day's most, a whole school does count, nothing counts twice."""

from dataclasses import replace
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.domain.counting import COUNTED, DAY_MOST, Answer, Group, Where, decide
from backend.domain.security import MANY_FROM_RESIDENTS
from backend.services.ceilings import Ceilings
from backend.services.counting.decide import decide_due
from backend.services.counting.review import COUNT, Decision, decide_held, queue
from backend.services.counting.standing import Standing
from backend.services.give import give
from backend.services.transaction import read
from backend.services.world import World
from shared.wire_messages import FeedbackSchema
from tests.backend.cast import WEEK, a_zone, an_answer, load, put
from tests.backend.rows import rows
from tests.backend.services.chains import OFFICER
from tests.backend.services.counting.cast import (
    DAYPARTS,
    FACTORS,
    LEVELS,
    a_row,
    change,
    states,
    store,
)
from tests.conftest import NOW
from tests.support.chance import random_id
from tests.support.parts import is_part

pytestmark = pytest.mark.full("flood")

IS_FULL = is_part("flood")
SEED = 20261127
SCRIPTED, ZONES, PUPILS = (10_000, 1_000, 300) if IS_FULL else (1_000, 100, 50)
SCHOOL = "school"
REPLAYS = 10_000 if IS_FULL else 700
BY_HTTP_RULES = REPLAYS if IS_FULL else 250
"""So many of the replays go the way of an answer; the others are put in past it, to save time."""


def zones() -> list[dict[str, object]]:
    return [a_zone(f"y{n}", town=f"T{n % 30}") for n in range(ZONES)]


def a_pupil(chance: Random) -> dict[str, object]:
    return an_answer(
        zone=SCHOOL,
        level=chance.choice(LEVELS),
        factors=sorted(chance.sample(FACTORS, chance.randint(0, 3))),
        daypart=chance.choice(DAYPARTS),
        voice=f"{chance.getrandbits(256):064x}",
    )


def without_the_days_most() -> int:
    """Return how many of the flood would count by the rules of groups alone: the control."""
    with read() as session:
        groups = [Standing(session).group(Where(WEEK, f"y{n}", None)) for n in range(ZONES)]
    found = [decide(as_it_came(group)).values() for group in groups if group]
    return sum(verdict.state == COUNTED for verdicts in found for verdict in verdicts)


def as_it_came(group: Group) -> Group:
    return replace(group, answers=[Answer(a.id, a.voice, a.said) for a in group.answers])


def review_all_of_the_school(world: World) -> None:
    for _ in range(20):
        group = next((each for each in queue().groups if each.where.zone_id == SCHOOL), None)
        if group is None:
            return
        whole = group.whole
        decision = Decision(group.where, group.why, whole.name, whole.mark, COUNT)
        decide_held(world, OFFICER, decision)


def test_a_flood_stops_at_the_days_most_and_a_school_at_the_same_time_counts(
    app: Flask, world: World, client: FlaskClient
) -> None:
    chance = Random(SEED)
    load(app, zones=[a_zone(SCHOOL), a_zone(), *zones()])
    ceilings = Ceilings(most=PUPILS // 2)
    ceilings.look(world)
    codes: list[int] = []
    for turn in range(2):
        half = range(turn * SCRIPTED // 2, (turn + 1) * SCRIPTED // 2)
        store([a_row(chance, zone_id=f"y{n % ZONES}") for n in half])
        codes += [put(client, a_pupil(chance)).status_code for _ in range(PUPILS // 2)]
        decide_due(world)
        ceilings.look(world)
    while decide_due(world):
        pass
    assert codes == [201] * PUPILS
    assert rows(app, "SELECT what FROM security_event") == [(MANY_FROM_RESIDENTS,)]
    assert states(app).get("new") is None
    counted = states(app, f"zone_id <> '{SCHOOL}'").get("counted", 0)
    assert 0 < counted <= DAY_MOST
    assert states(app)["counted"] <= DAY_MOST
    assert without_the_days_most() > 0.9 * SCRIPTED > DAY_MOST
    review_all_of_the_school(world)
    assert states(app, f"zone_id = '{SCHOOL}'") == {"counted": PUPILS}
    assert states(app, f"zone_id <> '{SCHOOL}'")["counted"] == counted


def counted_twice(app: Flask) -> int:
    """Return how many voices count more than once in one zone or place and week."""
    twice = (
        "SELECT count(*) FROM (SELECT 1 FROM feedback WHERE state = 'counted' AND voice IS NOT NULL"
        " GROUP BY week, zone_id, place_id, voice HAVING count(*) > 1) AS twice"
    )
    return int(rows(app, twice)[0][0])


@pytest.mark.parametrize("seed", [SEED])
def test_no_replay_of_an_answer_or_a_voice_counts_twice(
    app: Flask, world: World, seed: int
) -> None:
    chance = Random(seed)
    load(app)
    schema = FeedbackSchema()
    voices = [f"{chance.getrandbits(256):064x}" for _ in range(40)]
    sent: list[tuple[str, dict[str, object]]] = []
    for n in range(BY_HTTP_RULES):
        if sent and chance.random() < 0.5:
            key, body = chance.choice(sent)
        else:
            key = random_id(chance)
            week = chance.choice(("2026-W48", "2026-W47", "2026-W46"))
            body = an_answer(
                zone=chance.choice(("z1", "z2")), week=week, voice=chance.choice(voices)
            )
            sent.append((key, body))
        is_new = give(key, schema.load(body), NOW)
        assert is_new or n > 0
        if n % 200 == 0:
            decide_due(world)
    rest = REPLAYS - BY_HTTP_RULES
    replayed = [a_row(chance, voice=chance.choice(voices)) for _ in range(rest)]
    for at in range(0, rest, 3_000):
        store(replayed[at : at + 3_000])
        decide_due(world)
    decide_due(world)
    assert rows(app, "SELECT count(*) FROM feedback") == [(len(sent) + rest,)]
    review_everything(world)
    assert counted_twice(app) == 0
    assert 0 < states(app)["counted"] <= 40 * 6
    # The control: were everything counted that came, voices would count twice.
    change("UPDATE feedback SET state = 'counted'")
    assert counted_twice(app) > 40


def review_everything(world: World) -> None:
    """Count all that is held."""
    while groups := queue().groups:
        group = groups[0]
        decision = Decision(group.where, group.why, "", group.whole.mark, COUNT)
        decide_held(world, OFFICER, decision)
