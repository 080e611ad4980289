"""Several residents ask for a spot check, on a Monday; nothing tells when one of them spoke."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from backend.services.help_answers import give_help_answer
from backend.services.readiness.checking import Found, check_spot
from backend.services.readiness.planner import plan
from backend.services.readiness.wanting import want_checks_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.readiness import ReadinessRow
from backend.storage.visits import HelpAnswerRow
from shared.clock import week_of
from shared.help_answer import HelpAnswer
from tests.backend.services.listing.cast import staff, version_of
from tests.backend.services.readiness.network import a_live_place

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
Look = Callable[[datetime], object]


@pytest.fixture(autouse=True)
def place(world: World) -> None:
    a_live_place("p1")
    with write() as session:
        session.get_one(ReadinessRow, "p1").check_wanted = None


def nobody_helped(week: str, now: datetime = MONDAY, helped: str = "no", why_not: str = "") -> None:
    give_help_answer(str(uuid4()), HelpAnswer("p1", week, helped, why_not), now)


def on(world: World, moment: datetime) -> World:
    return replace(world, now=lambda: moment)


def test_words_of_one_week_and_of_this_one_ask_for_nothing(world: World) -> None:
    for week in ("2026-W47", "2026-W47", "2026-W47", "2026-W49", "2026-W49"):
        nobody_helped(week)
    nobody_helped("2026-W46", helped="not_there")
    assert want_checks_due(on(world, MONDAY)) == 0
    assert want_checks_due(on(world, MONDAY + timedelta(weeks=1))) == 1


def test_old_words_are_forgotten(world: World) -> None:
    for week in ("2026-W10", "2026-W11", "2026-W47"):
        nobody_helped(week)
    assert want_checks_due(on(world, MONDAY)) == 0


def test_after_a_check_only_new_words_ask_for_another(world: World) -> None:
    for week in ("2026-W46", "2026-W46", "2026-W47"):
        nobody_helped(week)
    assert want_checks_due(on(world, MONDAY)) == 1
    carl = staff("carl@council.example")
    check_spot(on(world, MONDAY + timedelta(days=1)), carl, "p1", version_of(), Found(()))
    assert plan(MONDAY).wanted == 0
    for weeks, wanted in ((1, 0), (2, 0), (3, 0), (4, 1)):
        later = MONDAY + timedelta(weeks=weeks)
        assert want_checks_due(on(world, later)) == wanted
        nobody_helped(week_of(later), later)


def changes(world: World, look: Look) -> list[str]:
    """Let somebody say each day that nobody helped; return when what is looked at moves."""
    seen = []
    for day in range(21):
        now = MONDAY + timedelta(days=day, hours=3)
        nobody_helped(week_of(now), now)
        want_checks_due(on(world, now))
        seen.append((f"{now:%a}", look(now)))
    return [after[0] for before, after in pairwise(seen) if before[1] != after[1]]


def test_a_check_is_asked_for_on_a_monday_and_tells_no_week(world: World) -> None:
    assert changes(world, lambda now: plan(now).visits) == ["Mon"]
    with read() as session:
        assert session.get_one(ReadinessRow, "p1").check_wanted == "2026-W51"
        said = {week for (week,) in session.query(HelpAnswerRow.week)}
    # Of the week that is noted nobody had said anything by then.
    assert said == {"2026-W49", "2026-W50", "2026-W51"}


def test_a_planner_that_goes_by_what_was_said_is_caught(world: World) -> None:
    def as_it_was(_now: datetime) -> object:
        with read() as session:
            return session.query(HelpAnswerRow).count() > 1

    assert changes(world, as_it_was) == ["Tue"]


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (("closed", "closed", "closed"), "closed"),
        (("turned_away", "turned_away", "turned_away"), "turned_away"),
        # Fewer than a check takes gave it: nobody is to see what one of them said.
        (("closed", "closed", "", ""), ""),
        (("closed", "turned_away", "closed"), ""),
        (("", "", ""), ""),
    ],
)
def test_a_reason_is_told_where_several_gave_it(
    world: World, reasons: tuple[str, ...], told: str
) -> None:
    for week, why_not in zip(
        ("2026-W46", "2026-W47", "2026-W47", "2026-W47"), reasons, strict=False
    ):
        nobody_helped(week, why_not=why_not)
    assert want_checks_due(on(world, MONDAY)) == 1
    (visit,) = [each for each in plan(MONDAY).visits if each.place_id == "p1"]
    assert (visit.wanted, visit.reason) == ("2026-W49", told)


def test_no_reason_is_told_before_the_monday(world: World) -> None:
    for week in ("2026-W46", "2026-W47", "2026-W47"):
        nobody_helped(week, why_not="closed")
    (visit,) = [each for each in plan(MONDAY).visits if each.place_id == "p1"]
    assert (visit.wanted, visit.reason) == (None, "")


def test_a_check_answers_the_reason_too(world: World) -> None:
    for week in ("2026-W46", "2026-W47", "2026-W47"):
        nobody_helped(week, why_not="closed")
    assert want_checks_due(on(world, MONDAY)) == 1
    carl = staff("carl@council.example")
    check_spot(on(world, MONDAY + timedelta(days=1)), carl, "p1", version_of(), Found(()))
    (visit,) = [each for each in plan(MONDAY).visits if each.place_id == "p1"]
    assert (visit.wanted, visit.reason) == (None, "")
