"""Young people are asked what was signed off, and records hold no more than was asked."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from backend.domain.young import (
    MOST_NAME,
    OFF,
    ON,
    ON_WITH_WEAPON,
    SignOff,
    as_asked,
    check_month,
    questions_of,
    read_sign_off,
    state_of,
)
from shared.problems import Problem
from shared.young_questions import young_set
from tests.conftest import NOW


@pytest.mark.parametrize("held", [None, 1, "", "maybe", ["on"]])
def test_whatever_is_not_known_is_off(held: object) -> None:
    assert state_of(held) == OFF
    assert [state_of(each) for each in (ON, ON_WITH_WEAPON)] == [ON, ON_WITH_WEAPON]


def test_the_question_about_weapons_is_asked_only_where_it_is_on() -> None:
    assert questions_of(OFF) is None
    assert questions_of(ON) == young_set(asks_weapon=False)
    assert questions_of(ON_WITH_WEAPON) == young_set(asks_weapon=True) != questions_of(ON)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example",
        "Ann Example, soon",
        ", 2026-11-20",
        "Ann\x00, 2026-11-20",
        f"{'a' * (MOST_NAME + 1)}, 2026-11-20",
        "Ann Example, 2026-11-28",
    ],
)
def test_a_sign_off_names_somebody_and_a_day_that_has_come(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_sign_off(text, NOW)
    assert refused.value.code == "sign-off-needed"


def test_a_sign_off_is_read_with_commas_in_the_name() -> None:
    assert read_sign_off(" Example, Ann , 2026-11-27", NOW) == SignOff(
        "Example, Ann", date(2026, 11, 27)
    )
    assert read_sign_off(f"{'a' * MOST_NAME}, 2026-11-20", NOW).name == "a" * MOST_NAME


def test_a_day_has_come_by_the_boroughs_calendar() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert read_sign_off("Ann, 2026-07-01", late).on == date(2026, 7, 1)


@pytest.mark.parametrize("month", ["2025-10", "2027-01", "2024-11"])
def test_a_month_out_of_reach_is_refused(month: str) -> None:
    with pytest.raises(Problem) as refused:
        check_month(month, NOW)
    assert refused.value.code == "month-impossible"


@pytest.mark.parametrize("month", ["2025-11", "2026-05", "2026-11", "2026-12"])
def test_a_year_back_and_a_month_ahead_are_taken(month: str) -> None:
    check_month(month, NOW)
    assert month


def test_no_word_of_weapons_is_kept_unless_it_was_asked() -> None:
    without: Any = object()
    record: Any = SimpleNamespace(without_weapon=lambda: without)
    assert as_asked(record, ON_WITH_WEAPON) is record
    assert as_asked(record, ON) is as_asked(record, OFF) is without
