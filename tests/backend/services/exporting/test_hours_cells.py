"""Hours that leave come back as exactly the same, or are left out with words: never different."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.services.exporting.hours_cells import ONLY_TO_BE_READ, hours_cells
from backend.services.importing.hours_columns import hours_told
from backend.services.importing.osm_hours import read_osm_hours
from shared.hours import Schedule
from shared.intervals import DayHours, Interval, tidy
from shared.seasons import KINDS, Calendar, Condition, Known, Season, each_day
from tests.conftest import TODAY

read = cache(read_osm_hours)
NINE: DayHours = (Interval(540, 1020),)
LUNCH: DayHours = (Interval(540, 720), Interval(780, 1080))
NIGHT: DayHours = (Interval(1260, 1560),)
DAY: DayHours = (Interval(0, 1440),)
WEEK = (NINE,) * 5 + ((), ())
SUMMER = Condition("dates", first="07-20", last="08-31")
YEARS = each_day(TODAY, TODAY + timedelta(days=800))


def calendar(holidays: Sequence[date], school: Sequence[date]) -> Calendar:
    first, last = YEARS[0], YEARS[-1]
    return Calendar(Known(frozenset(holidays), first, last), Known(frozenset(school), first, last))


CALENDARS = (calendar((), ()), calendar(YEARS[::9], YEARS[::5]), calendar(YEARS[::2], YEARS[::3]))


def days_of(hours: Schedule) -> list[DayHours]:
    """Return what begins on each day of two years, whatever is a holiday."""
    return [tidy(hours.within(known).on(day)) for known in CALENDARS for day in YEARS]


def came_back(hours: Schedule) -> dict[str, str]:
    """Return the cells of hours, once what is read from them is the same on every day."""
    cells = hours_cells(hours, TODAY, read)
    if ONLY_TO_BE_READ in cells.get("remark", ""):
        assert set(cells) == {"remark"}
        return cells
    told = hours_told(cells, TODAY, read)
    if cells:
        assert told.week is not None
        assert days_of(Schedule(told.week, {}, told.seasons)) == days_of(hours)
    return cells


@pytest.mark.parametrize("week", [WEEK, (LUNCH,) * 7, (NIGHT,) * 5 + (NINE, ()), (DAY,) * 7])
def test_a_week_without_seasons_leaves_in_the_columns_of_weekdays(week: Any) -> None:
    cells = came_back(Schedule(week))
    assert set(cells) == {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    }


def test_the_words_of_a_closed_day_and_of_a_lunch() -> None:
    cells = came_back(Schedule((LUNCH, *WEEK[1:])))
    assert (cells["monday"], cells["sunday"]) == ("09:00-12:00,13:00-18:00", "CLOSED")


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ((SUMMER,), "Mo-Fr 09:00-17:00; Jul 20-Aug 31 09:00-12:00,13:00-18:00"),
        ((Condition("nth", (1, -1)),), ""),
        ((Condition("weeks", (1, 33)),), "Mo-Fr 09:00-17:00; week 01,33 09:00-12:00,13:00-18:00"),
        ((Condition("bank_holidays"),), "Mo-Fr 09:00-17:00; PH 09:00-12:00,13:00-18:00"),
        ((Condition("school_holidays"),), "Mo-Fr 09:00-17:00; SH 09:00-12:00,13:00-18:00"),
        ((Condition("term"),), "Mo-Fr 09:00-17:00; Mo-Su 09:00-12:00,13:00-18:00 term time"),
        ((SUMMER, Condition("bank_holidays")), ""),
        ((SUMMER, Condition("weeks", (30, 31))), ""),
    ],
)
def test_each_sort_of_season_can_leave(when: tuple[Condition, ...], text: str) -> None:
    cells = came_back(Schedule(WEEK, {}, (Season(when, (LUNCH,) * 7),)))
    assert set(cells) == {"opening_hours"}
    assert not text or cells["opening_hours"] == text


def test_days_with_other_hours_leave_with_the_week() -> None:
    hours = Schedule(WEEK, {date(2026, 12, 25): (), date(2026, 12, 24): LUNCH})
    assert came_back(hours) == {
        "opening_hours": "Mo-Fr 09:00-17:00; 2026 Dec 24 09:00-12:00,13:00-18:00; 2026 Dec 25 off"
    }


@pytest.mark.parametrize(
    "hours",
    [
        # The importer takes a night of 24 hours for a slip, and a first Monday in no holiday.
        Schedule(((Interval(600, 2040),),) * 7),
        Schedule(
            WEEK,
            {},
            (Season((Condition("nth", (1,)), Condition("bank_holidays")), ((),) * 7),),
        ),
        Schedule(
            WEEK, {}, (Season((SUMMER, Condition("dates", first="08-01", last="08-15")), WEEK),)
        ),
        Schedule(WEEK, {}, tuple(Season((SUMMER,), (None,) * 6 + (NINE,)) for _ in range(30))),
    ],
)
def test_what_the_syntax_cannot_say_is_left_out_with_words(hours: Schedule) -> None:
    assert set(came_back(hours)) == {"remark"}


def test_a_place_whose_hours_nobody_told_has_no_cells() -> None:
    assert came_back(Schedule(((),) * 7)) == {}


TIMES = st.integers(8, 80).flatmap(
    lambda at: st.integers(at + 1, 96).map(lambda end: Interval(at * 15, end * 15))
)
DAYS = st.one_of(st.sampled_from([(), NINE, LUNCH, NIGHT]), TIMES.map(lambda each: (each,)))
CONDITIONS = st.one_of(
    st.sampled_from(["term", "school_holidays", "bank_holidays"]).map(Condition),
    st.lists(st.sampled_from([1, 2, 5, -1]), min_size=1, max_size=2, unique=True).map(
        lambda numbers: Condition("nth", tuple(sorted(numbers)))
    ),
    st.lists(st.integers(1, 53), min_size=1, max_size=3, unique=True).map(
        lambda numbers: Condition("weeks", tuple(sorted(numbers)))
    ),
    st.tuples(
        st.sampled_from(["01-10", "07-20", "12-20"]), st.sampled_from(["02-29", "08-31"])
    ).map(lambda ends: Condition("dates", first=ends[0], last=ends[1])),
    st.dates(date(2026, 12, 1), date(2027, 12, 31)).map(
        lambda day: Condition("dates", first=day.isoformat(), last=day.isoformat())
    ),
)
SEASONS = st.builds(
    lambda when, days: Season(tuple(when), days),
    st.lists(CONDITIONS, min_size=1, max_size=2),
    st.tuples(*[st.one_of(st.none(), DAYS)] * 7).filter(
        lambda days: any(d is not None for d in days)
    ),
)
SCHEDULES = st.builds(
    Schedule,
    st.tuples(*[DAYS] * 7),
    st.dictionaries(st.dates(TODAY, date(2027, 12, 31)), DAYS, max_size=2),
    st.lists(SEASONS, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(SCHEDULES)
def test_whatever_hours_can_be_held_comes_back_the_same_or_not_at_all(hours: Schedule) -> None:
    assume(any((*hours.weekly, *hours.exceptions.values())))
    hours.checked()
    assert came_back(hours)


def test_the_seasons_drawn_are_of_every_kind() -> None:
    """What is drawn above would be too little if a kind of condition were added."""
    assert set(KINDS) == {"dates", "nth", "weeks", "term", "school_holidays", "bank_holidays"}
