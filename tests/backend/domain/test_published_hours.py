"""Hours told day by day: what a phone that knows no seasons reads is right for four weeks."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from backend.domain.published_hours import EXACT_DAYS, days_told
from shared.hours import Schedule
from shared.intervals import DayHours, Interval
from shared.seasons import Condition, Season
from tests.shared.test_seasons import SEASONS, WEEKS

TODAY = date(2026, 11, 30)
NINE: DayHours = (Interval(540, 1020),)
CLOSED: DayHours = ()


@given(WEEKS, some.lists(SEASONS, max_size=3).map(tuple), some.dates(TODAY, date(2028, 12, 31)))
def test_a_week_and_its_days_say_what_the_seasons_say(
    week: tuple[DayHours, ...], seasons: tuple[Season, ...], today: date
) -> None:
    hours = Schedule(week, {today + timedelta(3): NINE}, seasons)
    told = Schedule(week, days_told(hours, today))
    for ahead in range(-1, EXACT_DAYS):
        day = today + timedelta(days=ahead)
        assert told.on(day) == hours.on(day)


def test_without_seasons_only_exceptions_from_yesterday_on_are_told() -> None:
    days = {TODAY - timedelta(2): CLOSED, TODAY - timedelta(1): CLOSED, TODAY + timedelta(90): NINE}
    told = days_told(Schedule((NINE,) * 7, days), TODAY)
    assert list(told) == [TODAY - timedelta(1), TODAY + timedelta(90)]


def test_a_place_that_is_closed_all_winter_says_when_it_opens() -> None:
    summer = Season((Condition("dates", first="04-01", last="09-30"),), (NINE,) * 7)
    hours = Schedule((CLOSED,) * 7, {}, (summer,))
    assert days_told(hours, TODAY) == {date(2027, 4, 1): NINE}
    never = replace(hours, seasons=(replace(summer, days=(CLOSED,) * 7),))
    assert days_told(never, TODAY) == {}


def test_days_are_told_for_four_weeks_and_no_longer() -> None:
    closed = Season((Condition("dates", first="11-01", last="03-31"),), (CLOSED,) * 7)
    told = days_told(Schedule((NINE,) * 7, {}, (closed,)), TODAY)
    assert (min(told), max(told)) == (TODAY - timedelta(1), TODAY + timedelta(EXACT_DAYS - 1))
    assert len(told) == EXACT_DAYS + 1


def test_no_further_day_is_told_where_the_week_or_a_day_of_it_opens() -> None:
    far = Season((Condition("dates", first="04-01", last="09-30"),), (NINE,) * 7)
    sundays = (*(CLOSED,) * 6, NINE)
    assert days_told(Schedule(sundays, {}, (far,)), TODAY) == {}
    near = Season((Condition("nth", (1,)),), (NINE, *[None] * 6))
    assert list(days_told(Schedule((CLOSED,) * 7, {}, (far, near)), TODAY)) == [date(2026, 12, 7)]
