"""What was done is written down whole: one where, a known kind, words, a day that has come."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from backend.domain.interventions import (
    FIRST_DAY,
    MOST_WORDS,
    Where,
    all_checked,
    checked_day,
    checked_kind,
    checked_where,
    checked_words,
    oldest_reply,
    where_of,
)
from shared.problems import Problem
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("check", "where"),
    [
        (lambda: checked_where(Where()), "area"),
        (lambda: checked_where(Where("a", "p")), "area"),
        (lambda: checked_kind("party"), "kind"),
        (lambda: checked_words("text", " \n", "Say it."), "text"),
        (lambda: checked_words("text", "x" * (MOST_WORDS + 1), "Say it."), "text"),
        (lambda: checked_words("text", "a\x00b", "Say it."), "text"),
        (lambda: checked_day(date(2026, 11, 28), NOW), "on_day"),
        (lambda: checked_day(date(2014, 12, 31), NOW), "on_day"),
    ],
)
def test_what_is_missing_or_impossible_is_refused(check: Callable[[], object], where: str) -> None:
    with pytest.raises(Problem) as refused:
        check()
    assert [fault.where for fault in refused.value.errors] == [where]


def test_too_many_words_are_counted() -> None:
    with pytest.raises(Problem) as refused:
        checked_words("text", "x" * (MOST_WORDS + 7), "Say it.")
    assert "These are 7 too many." in refused.value.errors[0].what


def test_what_is_right_is_returned_as_it_is_kept() -> None:
    assert checked_where(where_of("a", "")) == {"area_id": "a", "place_id": None}
    assert checked_where(where_of("a", "p")) == {"area_id": None, "place_id": "p"}
    assert where_of("", "") == Where()
    assert checked_kind("cctv") == "cctv"
    assert checked_words("text", " new \n lights ", "Say it.") == "new lights"
    assert checked_words("text", "x" * MOST_WORDS, "Say it.") == "x" * MOST_WORDS


def test_a_day_has_come_by_the_boroughs_calendar() -> None:
    assert checked_day(date(2026, 11, 27), NOW) == date(2026, 11, 27)
    assert checked_day(FIRST_DAY, NOW) == FIRST_DAY
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert checked_day(date(2026, 7, 1), late) == date(2026, 7, 1)
    assert oldest_reply(late) == date(2024, 7, 1)


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert all_checked(kind=lambda: checked_kind("cctv"), more=lambda: 1) == {
        "kind": "cctv",
        "more": 1,
    }
    with pytest.raises(Problem) as refused:
        all_checked(kind=lambda: checked_kind("x"), where=lambda: checked_where(Where()))
    assert [fault.where for fault in refused.value.errors] == ["kind", "area"]
