"""The oldest weeks and months of which something is kept, by the borough's calendar."""

from datetime import UTC, datetime

import pytest

from backend.domain.retention import (
    oldest_answer_week,
    oldest_withdrawn_week,
    oldest_young_month,
)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2026, 11, 27, 12, tzinfo=UTC), "2024-W48"),
        # Where two years earlier has no such day, the day before counts: 28 February 2026.
        (datetime(2028, 2, 29, 12, tzinfo=UTC), "2026-W09"),
        (datetime(2028, 3, 29, 12, tzinfo=UTC), "2026-W13"),
        (datetime(2027, 1, 29, 12, tzinfo=UTC), "2025-W05"),
        # Monday has begun in the borough, not yet in UTC.
        (datetime(2026, 6, 7, 23, 30, tzinfo=UTC), "2024-W23"),
    ],
)
def test_answers_are_kept_from_the_week_two_years_ago(now: datetime, week: str) -> None:
    assert oldest_answer_week(now) == week


def test_withdrawals_are_remembered_for_four_hundred_days() -> None:
    assert oldest_withdrawn_week(datetime(2026, 11, 27, 12, tzinfo=UTC)) == "2025-W43"


def test_young_peoples_records_are_kept_for_twenty_four_months() -> None:
    assert oldest_young_month(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == "2024-11"
    assert oldest_young_month(datetime(2026, 5, 31, 23, 30, tzinfo=UTC)) == "2024-06"
