"""Seasons: when they hold, what counts on a day, and that nothing unknown is ever open."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from shared.hours import OpeningHours, Schedule
from shared.intervals import DayHours, Interval
from shared.season_words import season_rows
from shared.seasons import (
    NOTHING_KNOWN,
    Calendar,
    Condition,
    Known,
    Season,
    each_day,
    nths_of,
    season_from_wire,
    season_to_wire,
    seasonal,
    tidy_season,
)
from shared.wire_documents import PlaceSchema
from shared.wire_hours import HoursSchema, hours_from_wire, hours_to_wire

NINE: DayHours = (Interval(540, 1020),)
TEN: DayHours = (Interval(600, 900),)
AUTUMN = each_day(date(2026, 10, 26), date(2026, 10, 30))
CALENDAR = Calendar(
    bank_holidays=Known(frozenset({date(2026, 12, 25)}), date(2026, 1, 1), date(2027, 12, 31)),
    school_holidays=Known(frozenset(AUTUMN), date(2026, 9, 1), date(2026, 12, 18)),
)


@pytest.mark.parametrize(
    ("condition", "day", "holds"),
    [
        (Condition("dates", first="07-20", last="08-31"), date(2027, 7, 20), True),
        (Condition("dates", first="07-20", last="08-31"), date(2027, 8, 31), True),
        (Condition("dates", first="07-20", last="08-31"), date(2027, 9, 1), False),
        (Condition("dates", first="11-01", last="02-29"), date(2026, 12, 31), True),
        (Condition("dates", first="11-01", last="02-29"), date(2026, 11, 1), True),
        (Condition("dates", first="12-25", last="12-25"), date(2026, 12, 25), True),
        (Condition("dates", first="12-25", last="12-25"), date(2026, 12, 26), False),
        (Condition("dates", first="12-25", last="12-25"), date(2026, 12, 24), False),
        (Condition("dates", first="11-01", last="02-29"), date(2027, 2, 28), True),
        (Condition("dates", first="11-01", last="02-29"), date(2027, 3, 1), False),
        (Condition("dates", first="2026-12-24", last="2027-01-02"), date(2027, 1, 2), True),
        (Condition("dates", first="2026-12-24", last="2027-01-02"), date(2027, 12, 25), False),
        (Condition("nth", (1,)), date(2026, 12, 7), True),
        (Condition("nth", (1,)), date(2026, 12, 1), True),
        (Condition("nth", (1,)), date(2026, 11, 8), False),
        (Condition("nth", (-1,)), date(2026, 11, 30), True),
        (Condition("nth", (-1,)), date(2026, 11, 23), False),
        (Condition("nth", (5,)), date(2026, 11, 29), True),
        (Condition("weeks", (53,)), date(2027, 1, 3), True),
        (Condition("weeks", (1,)), date(2027, 1, 4), True),
        (Condition("bank_holidays"), date(2026, 12, 25), True),
        (Condition("bank_holidays"), date(2030, 12, 25), None),
        (Condition("term"), date(2026, 10, 23), True),
        (Condition("term"), date(2026, 10, 26), False),
        (Condition("school_holidays"), date(2026, 10, 26), True),
        (Condition("term"), date(2026, 12, 19), None),
        (Condition("school_holidays"), date(2026, 8, 31), None),
    ],
)
def test_a_condition_holds(condition: Condition, day: date, holds: bool | None) -> None:
    assert condition.holds(day, CALENDAR) is holds


def test_the_last_season_that_holds_counts_and_an_exception_over_all() -> None:
    summer = Season((Condition("dates", first="07-01", last="08-31"),), (TEN,) * 7)
    week = Season((Condition("weeks", (31,)),), (None, None, None, None, (), None, None))
    friday = date(2027, 8, 6)
    hours = Schedule((NINE,) * 7, {friday + timedelta(3): ()}, (summer, week))
    assert hours.on(friday) == ()
    assert hours.on(friday - timedelta(1)) == TEN
    assert hours.on(friday + timedelta(3)) == ()
    assert hours.on(date(2027, 9, 3)) == NINE


def test_where_a_calendar_does_not_know_only_what_lies_within_both_is_open() -> None:
    term = Season((Condition("term"),), (TEN,) * 7)
    hours = Schedule((NINE,) * 7, {}, (term,))
    assert hours.on(date(2026, 11, 30)) == TEN
    assert hours.within(CALENDAR).on(date(2026, 10, 26)) == NINE
    longer = Schedule((TEN,) * 7, {}, (Season((Condition("term"),), (NINE,) * 7),))
    assert longer.on(date(2026, 11, 30)) == TEN


_DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
_MONTH_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%m-%d}")
_PAIRS = st.tuples(_DAYS, _DAYS).map(sorted)
_CONDITIONS = st.one_of(
    st.builds(lambda a, b: Condition("dates", first=a, last=b), _MONTH_DAYS, _MONTH_DAYS),
    _PAIRS.map(lambda p: Condition("dates", first=p[0].isoformat(), last=p[1].isoformat())),
    st.builds(
        lambda found: Condition("nth", tuple(found)),
        st.lists(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), min_size=1, max_size=3),
    ),
    st.builds(
        lambda found: Condition("weeks", tuple(found)),
        st.lists(st.integers(1, 53), min_size=1, max_size=5),
    ),
    st.sampled_from(["term", "school_holidays", "bank_holidays"]).map(Condition),
)
_INTERVALS = st.builds(
    lambda opens, length: (Interval(opens, opens + length),),
    st.integers(0, 1439),
    st.integers(1, 1439),
)
_HOURS = st.one_of(st.just(()), _INTERVALS)
_SEASON_DAYS = st.lists(st.one_of(st.none(), _HOURS), min_size=7, max_size=7).filter(
    lambda days: any(day is not None for day in days)
)
SEASONS = st.builds(
    lambda when, days: Season(tuple(when), tuple(days)),
    st.lists(_CONDITIONS, min_size=1, max_size=2),
    _SEASON_DAYS,
)
WEEKS = st.lists(_HOURS, min_size=7, max_size=7).map(tuple)


@given(SEASONS, _DAYS)
def test_a_season_says_the_same_after_the_wire(season: Season, day: date) -> None:
    tidied = tidy_season(season)
    read = season_from_wire(season_to_wire(tidied))
    assert read == tidied == tidy_season(read)
    assert read.holds(day, CALENDAR) is season.holds(day, CALENDAR)


@given(WEEKS, st.lists(SEASONS, max_size=3), _DAYS)
def test_nobody_who_knows_less_is_told_more(
    week: tuple[DayHours, ...], seasons: list[Season], day: date
) -> None:
    usual = week[day.weekday()]
    unknown = seasonal(usual, seasons, day, NOTHING_KNOWN)
    for calendar in (CALENDAR, every_day(day, is_holiday=True), every_day(day, is_holiday=False)):
        assert _minutes(unknown) <= _minutes(seasonal(usual, seasons, day, calendar))


def every_day(day: date, *, is_holiday: bool) -> Calendar:
    known = Known(frozenset({day} if is_holiday else ()), day, day)
    return Calendar(known, known)


def _minutes(hours: DayHours) -> set[int]:
    return {minute for each in hours for minute in range(each.opens, each.closes)}


@given(_DAYS)
def test_days_of_a_month_are_counted_from_both_ends(day: date) -> None:
    first, last = nths_of(day)
    same = [
        other
        for ahead in range(-31, 32)
        if (other := day + timedelta(ahead)).month == day.month and other.year == day.year
        if other.weekday() == day.weekday()
    ]
    assert (same[first - 1], same[last]) == (day, day)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"when": [], "days": [[]] * 7}, "when"),
        ({"when": [{"kind": "moon"}], "days": [[]] * 7}, "none of dates"),
        ({"when": [{"kind": "term", "numbers": [1]}], "days": [[]] * 7}, "has no numbers"),
        ({"when": [{"kind": "term", "first": "07-20"}], "days": [[]] * 7}, "has no dates"),
        ({"when": [{"kind": "nth", "numbers": [0]}], "days": [[]] * 7}, "nth are numbered -5 to 5"),
        ({"when": [{"kind": "nth"}], "days": [[]] * 7}, "needs numbers"),
        ({"when": [{"kind": "dates", "first": "02-30", "last": "03-01"}], "days": [[]] * 7}, "day"),
        ({"when": [{"kind": "term"}], "days": [None] * 7}, "at least one"),
        ({"when": [{"kind": "term"}], "days": [[]] * 6}, "days"),
        ({"when": [{"kind": "term"}], "days": [[["9", "17:00"]]] * 7}, "time"),
        ({"when": [{"kind": "term"}], "days": [[["09:00"]]] * 7}, "days"),
        (
            {"when": [{"kind": "term"}], "days": [[["09:00", "12:00"], ["11:00", "13:00"]]] * 7},
            "overlap",
        ),
    ],
)
def test_what_is_no_season_is_refused(body: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        HoursSchema().load({"weekly": [[["09:00", "17:00"]]] * 7, "seasons": [body]})
    assert says in str(refused.value.messages)


def test_hours_only_of_a_season_can_be_open_and_none_at_all_cannot() -> None:
    wire = {"weekly": [[]] * 7, "seasons": [{"when": [{"kind": "term"}], "days": [[]] * 7}]}
    assert "weekly" in HoursSchema().validate(wire)
    wire["seasons"][0]["days"] = [[["09:00", "17:00"]]] + [None] * 6  # type: ignore[index]
    assert hours_to_wire(hours_from_wire(wire))["seasons"] == wire["seasons"]


def test_a_phone_reads_what_it_knows_of_a_later_list() -> None:
    later = {"when": [{"kind": "moon"}], "days": [[]] * 7}
    season = {"when": [{"kind": "term"}], "days": [[], *[None] * 6]}
    field = PlaceSchema(only=("seasons",)).fields["seasons"]
    assert field.deserialize([later, season]) == [None, season]


def test_a_season_that_holds_says_so_in_words() -> None:
    days = (TEN, TEN, (), None, None, None, NINE)
    summer = Season((Condition("dates", first="07-20", last="08-31"),), days)
    assert season_rows(summer) == [
        (
            "20/07 – 31/08 each year",
            "Monday – Tuesday 10:00 – 15:00; Wednesday Closed; Sunday 09:00 – 17:00",
        )
    ]
    once = Season((Condition("dates", first="2026-12-24", last="2026-12-24"),), ((),) * 7)
    assert season_rows(once) == [("24/12/2026", "Monday – Sunday Closed")]
    nth = Season((Condition("nth", (1, -1, -2)), Condition("term")), (TEN, *[None] * 6))
    assert season_rows(nth) == [
        (
            "In school term, 1st Monday of the month, last Monday of the month, "
            "Monday, number 2 from the end of the month",
            "10:00 – 15:00",
        )
    ]
    weeks = Season((Condition("weeks", (1, 2, 3, 7)),), ((),) * 7)
    assert season_rows(weeks)[0][0] == "Weeks of the year: 1–3, 7"


def test_openings_follow_the_seasons() -> None:
    summer = Season((Condition("dates", first="07-20", last="08-31"),), (TEN,) * 7)
    hours = OpeningHours((NINE,) * 7, {}, (summer,))
    assert hours.on(date(2027, 7, 20)) == TEN
    assert OpeningHours((NINE,) * 7).on(date(2027, 7, 20)) == NINE


def test_the_days_from_one_to_another_are_counted_with_both() -> None:
    first = date(2026, 12, 31)
    assert each_day(first, first) == [first]
    assert each_day(first, date(2027, 1, 2)) == [first, date(2027, 1, 1), date(2027, 1, 2)]
