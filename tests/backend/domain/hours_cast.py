"""Timetables of a fortnight, written by hand and drawn at random, with seasons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as some

from backend.domain.timetable import Timetable
from shared.intervals import Interval, tidy
from shared.seasons import NOTHING_KNOWN, Calendar, Condition, Known, Season, each_day

FIRST = date(2026, 10, 19)
"""A Monday; the fortnight from here holds the night in which clocks go back."""

START = datetime(2026, 10, 19, tzinfo=UTC) - timedelta(hours=1)
FORTNIGHT = some.dates(FIRST, FIRST + timedelta(days=13))
AROUND = each_day(FIRST - timedelta(days=1), FIRST + timedelta(days=14))
CALENDARS = (
    NOTHING_KNOWN,
    *(
        Calendar(*[Known(frozenset(days), AROUND[0], AROUND[-1])] * 2)
        for days in ((), AROUND, AROUND[::2])
    ),
)


def table(*days: list[tuple[int, int]], **exceptions: list[tuple[int, int]]) -> Timetable:
    week = [*days, *[[]] * (7 - len(days))]
    return Timetable(
        tuple(tuple(Interval(a * 60, b * 60) for a, b in day) for day in week),
        {
            date.fromisoformat(day.strip("d").replace("_", "-")): tuple(
                Interval(a * 60, b * 60) for a, b in hours
            )
            for day, hours in exceptions.items()
        },
    )


@some.composite
def a_day(draw: Any) -> tuple[Interval, ...]:
    """A day of up to three intervals that do not overlap, the last one past midnight perhaps."""
    # From one o'clock on, so that no day runs into the next one's hours.
    marks = sorted(draw(some.sets(some.integers(4, 95), max_size=6)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    found = [Interval(a * 15, b * 15) for a, b in pairs]
    if found and draw(some.integers(0, 1)):
        found[-1] = Interval(found[-1].opens, 1440 + draw(some.integers(0, 4)) * 15)
    return tidy(found)


def conditions() -> some.SearchStrategy[Condition]:
    """Conditions that hold on some days of the fortnight and not on others."""
    ends = some.tuples(FORTNIGHT, FORTNIGHT).map(sorted)
    numbers = some.lists(some.sampled_from([3, 4, -1, -2]), min_size=1, max_size=2).map(tuple)
    known = some.sampled_from(["term", "school_holidays", "bank_holidays"])
    return some.one_of(
        ends.map(lambda two: Condition("dates", first=f"{two[0]}", last=f"{two[1]}")),
        ends.map(lambda two: Condition("dates", first=f"{two[1]:%m-%d}", last=f"{two[0]:%m-%d}")),
        numbers.map(lambda found: Condition("nth", found)),
        some.sampled_from([43, 44]).map(lambda week: Condition("weeks", (week,))),
        known.map(Condition),
    )


def seasons() -> some.SearchStrategy[Season]:
    day = some.one_of(some.none(), a_day())
    days = some.lists(day, min_size=7, max_size=7).filter(
        lambda told: any(d is not None for d in told)
    )
    when = some.lists(conditions(), min_size=1, max_size=2)
    return some.builds(Season, when.map(tuple), days.map(tuple))


def timetables() -> some.SearchStrategy[Timetable]:
    week = some.lists(a_day(), min_size=7, max_size=7).map(tuple)
    exceptions = some.dictionaries(FORTNIGHT, a_day(), max_size=4)
    return some.builds(Timetable, week, exceptions, some.lists(seasons(), max_size=3).map(tuple))
