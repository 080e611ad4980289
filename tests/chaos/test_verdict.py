"""The verdict itself: each thing that can go wrong with an answer is told from the others."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.chaos.answers import Numbered
from tests.chaos.diary import Remembered
from tests.chaos.service import StoredAnswer
from tests.chaos.verdict import Verdict, judge

WEEK = "2026-W48"
CLEAN = Verdict(rows=3, lost=0, duplicates=0, foreign=0, changed=0, unsaid=0)
STRANGER = "3f2b8c1e-6f0a-4f44-9a57-0d7f0c4d9b11"


def a_row(number: int, item_id: str | None = None) -> StoredAnswer:
    """Return the row of an answer of the one phone of these tests."""
    answer = Numbered("phone", number).answer(WEEK)
    assert answer.zone is not None
    return StoredAnswer(
        id=item_id or f"id-{number}",
        mark=Numbered("phone", number).mark,
        zone=answer.zone,
        level=answer.level,
        week=answer.week,
        daypart=answer.daypart,
        factors=answer.factors,
    )


ROWS = [a_row(number) for number in range(3)]


def verdict_on(rows: list[StoredAnswer], presses: int = 1) -> Verdict:
    """Return the verdict where three answers were said to be saved, each pressed so often."""
    said = {number: f"id-{number}" for number in range(3)}
    remembered = Remembered(said, Counter(dict.fromkeys(said, presses)))
    return judge({"phone": remembered}, rows, WEEK)


def test_what_was_said_and_nothing_else_is_spotless() -> None:
    assert verdict_on(ROWS) == CLEAN
    assert CLEAN.is_spotless


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (ROWS[:2], replace(CLEAN, rows=2, lost=1)),
        ([*ROWS, a_row(1, STRANGER)], replace(CLEAN, rows=4, duplicates=1, foreign=1)),
        ([*ROWS, replace(ROWS[0], id=STRANGER, mark="?")], replace(CLEAN, rows=4, foreign=1)),
        ([*ROWS[:2], replace(ROWS[2], level="other")], replace(CLEAN, changed=1)),
        ([*ROWS[:2], replace(ROWS[2], week="2026-W47")], replace(CLEAN, changed=1)),
        ([*ROWS[:2], replace(ROWS[2], id=STRANGER)], replace(CLEAN, foreign=1)),
    ],
)
def test_each_fault_is_seen_for_what_it_is(rows: list[StoredAnswer], verdict: Verdict) -> None:
    found = verdict_on(rows)
    assert found == verdict
    assert not found.is_spotless


def test_an_answer_given_again_after_a_kill_is_no_duplicate_but_a_third_row_is() -> None:
    twice = [*ROWS, a_row(1, STRANGER)]
    assert verdict_on(twice, presses=2) == replace(CLEAN, rows=4, unsaid=1)
    thrice = [*twice, a_row(1, STRANGER.replace("3", "4"))]
    assert verdict_on(thrice, presses=2).duplicates == 1
