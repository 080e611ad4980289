"""Hours day by day: what waits, what a wish is about, what is over, and what is the same."""

from datetime import date, timedelta

import pytest

from backend.domain.timetable import (
    Key,
    Timetable,
    narrowed,
    touched_days,
    waiting_days,
    with_days,
    without_past,
)
from shared.intervals import DayHours, Interval, tidy

MONDAY = date(2026, 11, 30)
NINE, TEN = (Interval(540, 1020),), (Interval(600, 1020),)
CLOSED: DayHours = ()


def week(*days: DayHours, **exceptions: DayHours) -> Timetable:
    dated = {MONDAY + timedelta(int(name[1:])): hours for name, hours in exceptions.items()}
    return Timetable((*days, *[CLOSED] * (7 - len(days))), dated)


@pytest.mark.parametrize(
    ("hours", "same"),
    [
        ([(540, 600), (600, 660)], [(540, 660)]),
        ([(540, 601), (600, 660)], [(540, 660)]),
        ([(540, 600), (601, 660)], [(540, 600), (601, 660)]),
        ([(600, 660), (540, 600)], [(540, 660)]),
        # Nothing is open for longer than a day on end.
        ([(0, 720), (720, 1440)], [(0, 1440)]),
        ([(60, 1380), (1380, 1501)], [(60, 1380), (1380, 1501)]),
        ([(540, 700), (600, 660)], [(540, 700), (600, 660)]),
    ],
)
def test_intervals_that_meet_are_one(
    hours: list[tuple[int, int]], same: list[tuple[int, int]]
) -> None:
    found = tidy(Interval(*each) for each in hours)
    assert [(each.opens, each.closes) for each in found] == same


def test_both_are_open_only_where_they_overlap() -> None:
    one, other = week((Interval(540, 720), Interval(780, 1020))), week((Interval(720, 900),))
    assert narrowed(one, other) == week((Interval(780, 900),))


def test_an_exception_is_kept_where_it_is_wanted_or_says_something_else() -> None:
    assert narrowed(week(NINE), week(NINE, d0=NINE)) == week(NINE, d0=NINE)
    assert narrowed(week(NINE, d0=CLOSED), week(NINE)) == week(NINE, d0=CLOSED)
    assert narrowed(week(TEN, d0=NINE), week(TEN)) == week(TEN)


def test_a_wish_is_about_the_days_that_differ() -> None:
    now, wanted = week(NINE, NINE, d0=TEN, d7=CLOSED), week(NINE, TEN, d0=TEN, d14=CLOSED)
    assert touched_days(now, wanted) == {1, MONDAY + timedelta(7), MONDAY + timedelta(14)}


def test_what_is_wanted_and_not_shown_waits() -> None:
    shown, wanted = week(TEN, d7=CLOSED, d8=CLOSED), week(NINE, d8=NINE)
    assert list(waiting_days(shown, wanted).items()) == [
        (0, NINE),
        (MONDAY + timedelta(7), None),
        (MONDAY + timedelta(8), NINE),
    ]


def test_days_are_put_in_and_taken_away() -> None:
    before, after = MONDAY - timedelta(7), MONDAY + timedelta(7)
    days: dict[Key, DayHours | None] = {0: None, 1: TEN, MONDAY: None, after: CLOSED, before: None}
    assert with_days(week(NINE, d0=TEN), days) == week(CLOSED, TEN, d7=CLOSED)


def test_an_exception_is_over_the_day_after() -> None:
    told = week(NINE, d0=TEN, d1=TEN)
    assert without_past(told, MONDAY) == told
    assert without_past(told, MONDAY + timedelta(1)) == week(NINE, d1=TEN)
