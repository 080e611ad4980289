"""Quarters and years: their weeks, when they are closed, and how they are written."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from backend.domain.periods import (
    Period,
    month_of_week,
    parse_period,
    quarter_of,
    quarter_of_week,
    quarters_between,
)
from shared.clock import week_of
from shared.problems import Problem

DECADE = [date(2020, 1, 1) + timedelta(days=7 * number) for number in range(540)]


@pytest.mark.parametrize("text", ["", "2026Q0", "2026Q5", "26Q3", "Q3 2026", "2026Q33", "1999Q1"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_period(text)
    assert refused.value.code == "period-invalid"


def test_a_period_is_read_as_it_is_written() -> None:
    assert parse_period(" 2026q3 ") == Period(2026, 3)
    assert str(Period(2026, 3)) == "2026Q3"
    assert (Period(2026, 3).words, Period(2026).words) == (
        "July to September 2026",
        "January to December 2026",
    )
    assert Period(2026, 3).short == "Q3 26"


def test_every_week_lies_in_one_quarter_and_one_month_of_it() -> None:
    for day in DECADE:
        week = week_of(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        period = quarter_of_week(week)
        first, last = period.weeks
        assert first <= week <= last
        assert month_of_week(week) in period.months
        assert week < period.after().weeks[0]
        assert week > period.before().weeks[1]
        assert Period(period.year).weeks[0] <= week <= Period(period.year).weeks[1]


def test_quarters_follow_each_other_without_a_gap() -> None:
    quarters = list(quarters_between(Period(2024, 4), Period(2026, 3)))
    assert [str(each) for each in quarters][:3] == ["2024Q4", "2025Q1", "2025Q2"]
    assert len(quarters) == 8
    for one, other in pairwise(quarters):
        assert one.last_day + timedelta(days=1) == other.first_day
        assert (one.after(), other.before()) == (other, one)
    assert quarter_of(date(2026, 9, 30)) == Period(2026, 3)


def test_a_quarter_is_closed_four_weeks_after_its_end_by_the_wall_clock() -> None:
    period = Period(2026, 3)
    assert period.closes_on == date(2026, 10, 29)
    assert not period.is_closed(datetime(2026, 10, 28, 23, 59, tzinfo=UTC))
    assert period.is_closed(datetime(2026, 10, 29, 0, 0, tzinfo=UTC))
    summer = Period(2026, 2)
    assert summer.closes_on == date(2026, 7, 29)
    assert summer.is_closed(datetime(2026, 7, 28, 23, 30, tzinfo=UTC))
