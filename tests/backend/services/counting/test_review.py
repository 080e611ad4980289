"""Review: a person decides on what was held, on what they saw, and the chain says on what."""

from dataclasses import replace
from random import Random

import pytest
from flask import Flask

from backend.domain.counting import Where
from backend.domain.reviewing import AT_ONCE_FROM, REST, parts_of, whole
from backend.domain.staff import ANALYST
from backend.services.counting.decide import decide_due
from backend.services.counting.review import (
    COUNT,
    COUNT_ONE,
    LEAVE_OUT,
    PER_PAGE,
    Decision,
    decide_held,
    queue,
    waiting,
)
from backend.services.inbox.turning import turn_due
from backend.services.world import World
from shared.problems import Problem
from tests.backend.cast import WEEK, load
from tests.backend.rows import rows
from tests.backend.services.chains import OFFICER
from tests.backend.services.counting.cast import ALIKE, a_row, change, states, store


@pytest.fixture
def chance() -> Random:
    return Random(20261127)


@pytest.fixture
def held(app: Flask, world: World, chance: Random) -> Where:
    """Forty answers of one week about the town centre, twelve of them the very same."""
    load(app)
    store([a_row(chance, happened="nothing") for _ in range(28)])
    store([a_row(chance, **ALIKE) for _ in range(12)])
    decide_due(world)
    return Where(WEEK, "z1", None)


def shown(why: str, part: str, deed: str) -> Decision:
    group = next(each for each in queue().groups if each.why == why)
    found = next((each for each in group.parts if each.name == part), whole(group.parts))
    return Decision(group.where, why, found.name, found.mark, deed)


def test_what_is_held_stands_in_groups_with_the_same_together(app: Flask, held: Where) -> None:
    groups = queue().groups
    assert [(each.where, each.why, each.whole.number) for each in groups] == [
        (held, "burst", 28),
        (held, "same", 12),
    ]
    assert groups[0].label == "Town centre, Wigan"
    (same,) = groups[1].parts
    assert (same.sayings[0].factors, same.levels) == (("followed", "groups"), {"very_unsafe": 12})
    assert sum(groups[0].whole.levels.values()) == 28
    assert waiting() == "about 40"


@pytest.mark.parametrize(
    ("deed", "become", "words"),
    [
        (COUNT, {"counted": 12, "held": 28}, "answers-counted"),
        (LEAVE_OUT, {"rejected": 12, "held": 28}, "answers-left-out"),
        (COUNT_ONE, {"counted": 1, "rejected": 11, "held": 28}, "answers-counted-once"),
    ],
)
def test_each_decision_does_what_it_says_and_is_written_down_without_ids(
    app: Flask, world: World, held: Where, deed: str, become: dict[str, int], words: str
) -> None:
    counted = decide_held(world, OFFICER, shown("same", queue().groups[1].parts[0].name, deed))
    assert (counted, states(app)) == (become.get("counted", 0), become)
    assert rows(app, "SELECT count(*) FROM feedback WHERE is_reviewed AND held_for IS NULL") == [
        (12,)
    ]
    detail = f"12 answers held for same, {counted} of them counted"
    assert rows(app, "SELECT deed, about, detail FROM audit") == [
        (words, "zone:z1 2026-W48", detail)
    ]
    assert decide_due(world) == 0


def test_a_stale_form_is_refused_and_changes_nothing(
    app: Flask, world: World, chance: Random, held: Where
) -> None:
    seen = shown("burst", "", COUNT)
    store([a_row(chance) for _ in range(5)])
    decide_due(world)
    with pytest.raises(Problem) as refused:
        decide_held(world, OFFICER, seen)
    assert refused.value.code == "changed-meanwhile"
    assert (states(app), rows(app, "SELECT count(*) FROM audit")) == ({"held": 45}, [(0,)])
    # The control: the same form as it stands now is taken.
    assert decide_held(world, OFFICER, shown("burst", "", COUNT)) == 33


def test_a_decision_can_be_made_once_and_of_what_is_there(world: World, held: Where) -> None:
    seen = shown("burst", REST, LEAVE_OUT)
    decide_held(world, OFFICER, seen)
    for decision in (seen, replace(seen, where=Where(WEEK, "z2", None)), replace(seen, part="x")):
        with pytest.raises(Problem, match="changed-meanwhile"):
            decide_held(world, OFFICER, decision)
    for decision in (replace(seen, deed="drop"), replace(seen, why="new")):
        with pytest.raises(Problem, match="not-found"):
            decide_held(world, OFFICER, decision)


def test_only_officers_decide(world: World, held: Where) -> None:
    seen = shown("burst", REST, COUNT)
    with pytest.raises(Problem, match="not-for-you"):
        decide_held(world, replace(OFFICER, role=ANALYST), seen)


def test_no_voice_counts_twice_by_a_person_either(
    app: Flask, world: World, chance: Random, held: Where
) -> None:
    change(f"UPDATE feedback SET voice = '{'a' * 64}' WHERE held_for = 'burst'")
    assert decide_held(world, OFFICER, shown("burst", "", COUNT)) == 1
    assert states(app) == {"counted": 1, "repeated": 27, "held": 12}


def test_the_queue_goes_page_by_page_the_largest_first(
    app: Flask, world: World, chance: Random
) -> None:
    load(app)
    for n in range(PER_PAGE + 3):
        week = f"2026-W{n + 10}"
        store([a_row(chance, week=week, state="held", held_for="cap") for _ in range(n + 1)])
    first, last = queue(1), queue(99)
    assert (first.total, first.pages, last.page) == (PER_PAGE + 3, 2, 2)
    assert [each.whole.number for each in first.groups] == list(range(PER_PAGE + 3, 3, -1))
    assert [each.whole.number for each in last.groups] == [3, 2, 1]


def test_few_that_are_held_are_shown_from_monday_on_and_a_flood_at_once(
    app: Flask, world: World, chance: Random
) -> None:
    load(app)
    waits = {"state": "held", "held_for": "same", "has_waited": False}
    few = AT_ONCE_FROM - 1
    store([a_row(chance, **waits, week="2026-W40") for _ in range(few)])
    store([a_row(chance, **waits, week="2026-W41") for _ in range(AT_ONCE_FROM)])
    assert [(each.where.week, each.whole.number) for each in queue().groups] == [("2026-W41", 15)]
    assert waiting() == "about 15"
    assert turn_due(world) == few + AT_ONCE_FROM
    assert {each.where.week for each in queue().groups} == {"2026-W40", "2026-W41"}


def test_a_decision_on_few_is_on_those_that_were_shown(
    app: Flask, world: World, chance: Random
) -> None:
    load(app)
    waits = {"state": "held", "held_for": "cap"}
    store([a_row(chance, **waits) for _ in range(4)])
    store([a_row(chance, **waits, has_waited=False) for _ in range(3)])
    assert decide_held(world, OFFICER, shown("cap", "", COUNT)) == 4
    assert states(app) == {"counted": 4, "held": 3}


def test_parts_are_the_same_whatever_the_order_of_rows(chance: Random) -> None:
    from backend.domain.reviewing import Saying

    sayings = [Saying("level", ("a", str(n)), "d", (), n % 5 + 1) for n in range(30)]
    parts = parts_of(sayings)
    chance.shuffle(sayings)
    assert [part.mark for part in parts_of(sayings)] == [part.mark for part in parts]
    assert sum(part.number for part in parts) == sum(each.number for each in sayings)
