"""The inbox: batches by chance and for a purpose, every opening written down, no person in it."""

from dataclasses import fields, replace
from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from backend.domain.inbox import BATCH, COUNTED_TO, OPEN_FOR, PURPOSES
from backend.domain.staff import ADMINISTRATOR, ANALYST, GUARDIAN
from backend.domain.staff import OFFICER as OFFICER_ROLE
from backend.services.actors import Actor
from backend.services.counting.decide import decide_due
from backend.services.inbox.handling import Choices, Handled, handle, named_areas
from backend.services.inbox.reading import Batch, Item, batch, open_batch, passed_on, waiting
from backend.services.people import close_account
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.staff import StaffRow
from shared.problems import Problem
from tests.backend.cast import load
from tests.backend.rows import rows
from tests.backend.services.counting.cast import a_row, change, states, store
from tests.conftest import NOW
from tests.support.chance import random_id

READS = "reading"


@pytest.fixture
def chance() -> Random:
    return Random(20261127)


def an_officer(number: int = 1) -> Actor:
    """Return an officer who has an account."""
    with write() as session:
        row = StaffRow(
            email=f"o{number}@council.example",
            name=f"Officer {number}",
            role=OFFICER_ROLE,
            active=True,
            fs_uniquifier=f"u{number}",
            created_at=NOW,
        )
        session.add(row)
        session.flush()
        return Actor(row.id, OFFICER_ROLE, row.name, row.email)


@pytest.fixture
def dealt(app: Flask, world: World, chance: Random) -> World:
    """A world whose ids come from the test's own chance."""
    load(app)
    return replace(world, new_id=lambda: random_id(chance))


def opened(world: World, actor: Actor) -> Batch:
    open_batch(world, actor, READS)
    found = batch(actor, world.now())
    assert found is not None
    return found


def open_ids(app: Flask, batch_id: str) -> set[str]:
    found = rows(app, "SELECT id, batch_id FROM feedback WHERE batch_id IS NOT NULL")
    return {
        str(key) for key, held in found if str(held).replace("-", "") == batch_id.replace("-", "")
    }


def test_a_batch_is_fifty_by_chance_and_two_officers_never_see_the_same(
    app: Flask, dealt: World, chance: Random
) -> None:
    store([a_row(chance, week=f"2026-W{n % 40 + 8:02d}") for n in range(400)])
    first, second = (open_batch(dealt, an_officer(n), READS) for n in (1, 2))
    one, two = open_ids(app, first), open_ids(app, second)
    assert (len(one), len(two), len(one & two)) == (BATCH, BATCH, 0)
    by_key = {
        str(row[0]) for row in rows(app, f"SELECT id FROM feedback ORDER BY id LIMIT {BATCH}")
    }
    assert one != by_key


def test_what_is_held_repeated_or_left_out_is_not_shown_and_chance_wraps_round(
    app: Flask, dealt: World, chance: Random
) -> None:
    for state in ("held", "repeated", "rejected"):
        store([a_row(chance, state=state) for _ in range(20)])
    store([a_row(chance, state="counted") for _ in range(9)])
    last = replace(dealt, new_id=lambda: "ffffffff-ffff-4fff-bfff-ffffffffffff")
    assert opened(last, an_officer()).number == 9
    assert rows(app, "SELECT DISTINCT state FROM feedback WHERE batch_id IS NOT NULL") == [
        ("counted",)
    ]


def test_an_opening_wants_a_purpose_and_is_written_down_with_it(
    app: Flask, dealt: World, chance: Random
) -> None:
    actor = an_officer()
    store([a_row(chance) for _ in range(7)])
    for purpose, words in (("", ""), ("browsing", "x"), ("other", "  ")):
        with pytest.raises(Problem, match="form-invalid"):
            open_batch(dealt, actor, purpose, words)
    assert rows(app, "SELECT count(*) FROM audit") == [(0,)]
    assert rows(app, "SELECT count(*) FROM feedback WHERE batch_id IS NOT NULL") == [(0,)]
    open_batch(dealt, actor, "other", " Board paper\n on King Street ")
    told = "7 answers. Another reason: Board paper on King Street"
    assert rows(app, "SELECT actor, deed, about, detail FROM audit") == [
        (f"staff:{actor.id}", "inbox-opened", "inbox", told)
    ]
    open_batch(dealt, actor, READS)
    assert rows(app, "SELECT count(*) FROM audit") == [(1,)]


def test_an_empty_inbox_opens_nothing(app: Flask, dealt: World) -> None:
    with pytest.raises(Problem, match="inbox-empty"):
        open_batch(dealt, an_officer(), READS)
    assert rows(app, "SELECT count(*) FROM inbox_batch") == [(0,)]


def test_only_officers_read_anything(app: Flask, dealt: World, chance: Random) -> None:
    store([a_row(chance)])
    for role in (ANALYST, ADMINISTRATOR, GUARDIAN, ""):
        other = Actor(99, role, "Other")
        for deed in (
            lambda actor: open_batch(dealt, actor, READS),
            lambda actor: batch(actor, NOW),
            lambda actor: handle(dealt, actor, Choices("x", {})),
            passed_on,
            waiting,
        ):
            with pytest.raises(Problem, match="not-for-you"):
                deed(other)
    assert rows(app, "SELECT count(*) FROM inbox_batch") == [(0,)]


def test_what_is_shown_names_no_person_and_stands_in_no_order(
    app: Flask, dealt: World, chance: Random
) -> None:
    assert {field.name for field in fields(Item)} == {
        *("key", "label", "weeks", "level", "factors", "daypart", "number"),
    }
    weeks = [f"2026-W{n:02d}" for n in range(10, 40)]
    store([a_row(chance, week=week, factors=["groups", f"x{week}"]) for week in weeks])
    found = opened(dealt, an_officer())
    shown = [item.weeks[0] for item in found.items]
    assert sorted(shown) == weeks
    by_id = [str(row[0]) for row in rows(app, "SELECT week FROM feedback ORDER BY id")]
    assert shown not in (weeks, weeks[::-1], by_id, by_id[::-1])


def test_the_same_of_the_same_zone_stands_together(dealt: World, chance: Random) -> None:
    alike = {"level": "very_unsafe", "factors": ["groups"], "daypart": "daylight"}
    for week in ("2026-W40", "2026-W42"):
        store([a_row(chance, **alike, week=week, age_band=f"{n}") for n in range(3)])
    store([a_row(chance, **alike, zone_id="z2")])
    found = opened(dealt, an_officer())
    assert sorted((item.label, item.number) for item in found.items) == [
        ("Leigh centre", 1),
        ("Town centre, Wigan", 6),
    ]
    assert max(found.items, key=lambda item: item.number).weeks == ("2026-W40", "2026-W42")


def choose(found: Batch, *outcomes: str, rest: bool = False) -> Choices:
    chosen = {item.key: outcome for item, outcome in zip(found.items, outcomes, strict=False)}
    return Choices(found.id, chosen, rest)


def test_a_batch_is_handled_at_once_and_what_was_not_chosen_goes_back(
    app: Flask, dealt: World, chance: Random
) -> None:
    actor = an_officer()
    store([a_row(chance, factors=["groups", f"x{n}"], state="counted") for n in range(6)])
    found = opened(dealt, actor)
    handled = handle(dealt, actor, choose(found, "nothing", "lighting", "intervention", "hold"))
    assert handled == Handled(4, 2, PURPOSES[READS], ("wigan",))
    assert named_areas(handled.areas) == [("wigan", "Wigan centre")]
    assert states(app) == {"counted": 5, "held": 1}
    query = "SELECT held_for, is_reviewed, outcome FROM feedback WHERE state = 'held'"
    assert [(why, bool(seen), what) for why, seen, what in rows(app, query)] == [
        ("officer", True, "hold")
    ]
    assert rows(app, "SELECT count(*) FROM feedback WHERE batch_id IS NOT NULL") == [(0,)]
    assert rows(app, "SELECT deed, detail FROM audit ORDER BY seq")[1] == (
        "inbox-handled",
        "nothing 1, lighting 1, intervention 1, hold 1; put back 2",
    )
    assert waiting(actor) is None
    assert [(week, how) for _, week, how in passed_on(actor)] == [("2026-W48", {"lighting": 1})]
    again = opened(dealt, actor)
    assert handle(dealt, actor, choose(again, rest=True)).number == 2
    assert waiting(actor) == 0


def test_a_batch_is_handled_once_and_by_who_opened_it(dealt: World, chance: Random) -> None:
    one, two = an_officer(1), an_officer(2)
    store([a_row(chance) for _ in range(5)])
    choices = choose(opened(dealt, one), rest=True)
    with pytest.raises(Problem, match="batch-closed"):
        handle(dealt, two, choices)
    with pytest.raises(Problem, match="form-invalid"):
        handle(dealt, one, replace(choices, outcomes={"x": "deleted"}))
    handle(dealt, one, choices)
    with pytest.raises(Problem, match="batch-closed"):
        handle(dealt, one, choices)


def test_after_an_hour_answers_go_back_and_a_late_form_is_refused(
    app: Flask, dealt: World, chance: Random
) -> None:
    one, two = an_officer(1), an_officer(2)
    store([a_row(chance) for _ in range(5)])
    choices = choose(opened(dealt, one), rest=True)
    late = replace(dealt, now=lambda: NOW + OPEN_FOR + timedelta(seconds=1))
    assert batch(one, late.now()) is None
    with pytest.raises(Problem, match="batch-closed"):
        handle(late, one, choices)
    with pytest.raises(Problem, match="inbox-empty"):
        open_batch(dealt, two, READS)
    assert opened(late, two).number == 5
    assert rows(app, "SELECT count(*) FROM feedback WHERE outcome IS NOT NULL") == [(0,)]


def test_answers_of_an_account_that_ended_go_back_at_once(dealt: World, chance: Random) -> None:
    one, two = an_officer(1), an_officer(2)
    store([a_row(chance) for _ in range(5)])
    opened(dealt, one)
    close_account(dealt, Actor(None, ADMINISTRATOR, "command line"), one.id or 0)
    assert opened(dealt, two).number == 5


def test_a_withdrawn_answer_is_gone_from_an_open_batch(
    app: Flask, dealt: World, chance: Random
) -> None:
    actor = an_officer()
    store([a_row(chance) for _ in range(3)])
    found = opened(dealt, actor)
    change("DELETE FROM feedback WHERE voice = (SELECT max(voice) FROM feedback)")
    assert handle(dealt, actor, choose(found, rest=True)).number == 2


def test_what_an_officer_holds_no_job_lets_go(app: Flask, dealt: World, chance: Random) -> None:
    actor = an_officer()
    store([a_row(chance)])
    handle(dealt, actor, choose(opened(dealt, actor), "hold"))
    store([a_row(chance)])
    decide_due(dealt)
    assert states(app) == {"held": 1, "counted": 1}


def test_how_many_wait_is_counted_no_further_than_needed(dealt: World, chance: Random) -> None:
    store([a_row(chance) for _ in range(COUNTED_TO + 5)])
    assert waiting(an_officer()) == COUNTED_TO + 1
