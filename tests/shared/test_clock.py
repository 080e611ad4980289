"""The contract's time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared import clock
from shared.problems import Problem

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.to_minute(datetime(2026, 11, 27, 23, 30))  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="time zone"):
        clock.parse_moment("2026-11-27T23:30:00")


def test_minutes_round_down_and_come_back() -> None:
    minute = clock.to_minute(NOW + timedelta(seconds=59))
    assert clock.from_minute(minute) == NOW


def test_the_week_is_that_of_the_local_day() -> None:
    # Sunday 23:30 UTC in July is Monday 00:30 in Wigan.
    assert clock.week_of(datetime(2026, 7, 5, 23, 30, tzinfo=UTC)) == "2026-W28"
    assert clock.week_of(datetime(2027, 1, 1, 12, tzinfo=UTC)) == "2026-W53"


@pytest.mark.parametrize(
    "week", ["2026-W54", "2026-W00", "2026-w47", "2026W47", "", "9999-W99", "2027-W53"]
)
def test_a_week_that_is_not_in_the_calendar_is_impossible(week: str) -> None:
    with pytest.raises(Problem) as refused:
        clock.check_week(week, NOW)
    assert refused.value.code == "week-impossible"


def test_a_coming_week_and_one_over_a_year_ago_are_impossible() -> None:
    for week in ("2026-W49", "2027-W01", "2025-W46"):
        with pytest.raises(Problem) as refused:
            clock.check_week(week, NOW)
        assert refused.value.code == "week-impossible"


def test_a_month_is_that_of_the_local_day_or_some_months_on() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert [clock.month_of(late, later) for later in (0, 5, 6, -6, -7)] == [
        *("2026-07", "2026-12", "2027-01", "2026-01", "2025-12"),
    ]


def test_a_week_is_taken_until_a_year_has_passed_since_its_end() -> None:
    last_day = datetime(2026, 11, 29, 12, tzinfo=UTC)
    assert clock.check_week("2025-W47", last_day - timedelta(days=6)) == "2025-W47"
    with pytest.raises(Problem):
        clock.check_week("2025-W47", last_day - timedelta(days=5))
    assert clock.check_week("2026-W49", last_day + timedelta(days=1)) == "2026-W49"


def test_time_that_passed_is_measured_by_a_clock_that_nobody_sets() -> None:
    first = clock.uptime_s()
    assert 0 < first <= clock.uptime_s()


def test_this_week_and_those_of_the_last_year_are_taken() -> None:
    for week in ("2026-W48", "2026-W47", "2025-W48"):
        assert clock.check_week(week, NOW) == week
    assert clock.monday_of("2026-W48") == date(2026, 11, 23)


def test_moments_are_written_as_utc_to_the_second() -> None:
    text = clock.format_moment(datetime(2026, 7, 1, 10, 0, 0, 999, tzinfo=UTC))
    assert text == "2026-07-01T10:00:00Z"
    assert clock.parse_moment(text) == datetime(2026, 7, 1, 10, tzinfo=UTC)
