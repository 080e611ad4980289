"""A place fails a test visit by what keeps nobody safe, never by a missing sign."""

import pytest

from backend.domain.spot_checks import (
    FAILED,
    MOST_NOTES,
    MUST,
    PASSED,
    POINTS,
    SHOULD,
    faults_in,
    is_check_wanted,
    outcome_of,
    reason_of,
)


@pytest.mark.parametrize("point", MUST)
def test_one_point_that_matters_fails_a_place(point: str) -> None:
    assert outcome_of([*SHOULD, point]) == FAILED


def test_points_to_be_put_right_fail_nobody() -> None:
    assert outcome_of(SHOULD) == outcome_of([]) == PASSED


def test_a_check_names_points_that_there_are_in_notes_that_are_read() -> None:
    assert faults_in(POINTS, "n" * MOST_NOTES) == []
    (unknown,) = faults_in([*POINTS, "x" * 21], "")
    assert (unknown.where, unknown.what.count("x")) == ("failing", 20)
    assert [fault.where for fault in faults_in([], "n" * (MOST_NOTES + 1))] == ["notes"]


ONE, OTHER = "2026-W40", "2026-W41"


@pytest.mark.parametrize(
    ("weeks", "is_wanted"),
    [
        ([], False),
        ([ONE], False),
        ([ONE, OTHER], False),
        ([ONE, ONE, ONE, ONE], False),
        ([ONE, ONE, OTHER], True),
        ([ONE, OTHER, "2026-W44"], True),
    ],
)
def test_three_residents_in_two_weeks_ask_for_a_check(weeks: list[str], *, is_wanted: bool) -> None:
    assert is_check_wanted(weeks) is is_wanted


def test_of_two_reasons_that_are_told_the_commoner_one_stands() -> None:
    closed = [(ONE, "closed"), (ONE, "closed"), (OTHER, "closed")]
    away = [(ONE, "turned_away"), (OTHER, "turned_away"), (OTHER, "turned_away")]
    assert reason_of([*closed, *away, (OTHER, "turned_away")]) == "turned_away"
    assert reason_of([*closed, *away[:2]]) == "closed"
    assert reason_of([(ONE, ""), (OTHER, ""), (OTHER, "closed")]) is None
    assert reason_of([]) is None


def test_a_reason_of_one_week_alone_is_nobodys_to_see() -> None:
    assert reason_of([(ONE, "closed")] * 3 + [(OTHER, "")]) is None
