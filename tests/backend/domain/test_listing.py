"""A place is shown until its check or its readiness runs out, whichever comes first."""

from datetime import date

import pytest

from backend.domain.listing import is_listed, listed_until, months_after, shown_until
from shared.clock import from_minute
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("checked", "ready", "until"),
    [(None, None, None), (None, 5, None), (9, None, 9), (9, 5, 5), (5, 9, 5)],
)
def test_a_place_is_shown_until_the_first_of_both_ends(
    checked: int | None, ready: int | None, until: int | None
) -> None:
    assert shown_until(checked, ready) == until


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
        (date(2026, 3, 31), 24, date(2028, 3, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, after: date
) -> None:
    assert months_after(day, months) == after


def test_a_check_holds_to_the_boroughs_midnight_a_year_later() -> None:
    assert from_minute(listed_until(date(2026, 11, 27))).isoformat() == "2027-11-27T00:00:00+00:00"
    assert from_minute(listed_until(date(2026, 1, 1), 6)).isoformat() == "2026-06-30T23:00:00+00:00"


def test_a_place_without_an_end_is_not_listed() -> None:
    assert is_listed("live", None, NOW, has_pending_move=False) is False
