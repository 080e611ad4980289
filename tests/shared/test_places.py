"""The contract's places: ages and days in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.clock import to_minute
from shared.places import day_in_words, days_ago, list_age

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "word"),
    [
        (timedelta(hours=24), "fresh"),
        (timedelta(hours=24, seconds=1), "old"),
        (timedelta(days=7), "old"),
        (timedelta(days=7, seconds=1), "silent"),
        (timedelta(hours=-1), "fresh"),
    ],
)
def test_a_list_ages_at_24_hours_and_7_days(age: timedelta, word: str) -> None:
    assert list_age(NOW - age, NOW) == word


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "yesterday"), (6, "6 days ago")])
def test_days_ago_are_counted_by_the_calendar(days: int, words: str) -> None:
    assert days_ago(date(2026, 11, 27) - timedelta(days=days), NOW) == words


def test_days_ahead_are_named() -> None:
    minutes = [to_minute(NOW + timedelta(days=days)) for days in range(3)]
    assert [day_in_words(minute, NOW) for minute in minutes] == ["today", "tomorrow", "Sunday"]
