"""Rules: seasons within both, as all hours are: less at once, more once agreed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from backend.domain.changes import (
    Details,
    Waiting,
    applied,
    merged,
    split,
)
from backend.domain.timetable import Timetable, narrowed
from shared.intervals import DayHours, Interval
from shared.seasons import Condition, Season, tidy_season
from tests.backend.domain.hours_cast import AROUND, a_day, seasons, table
from tests.backend.domain.test_changes import NOW


def with_hours(hours: Timetable) -> Details:
    return replace(NOW, hours=hours)


@given(seasons(), some.lists(a_day(), min_size=7, max_size=7).map(tuple))
def test_a_season_that_promises_less_waits_for_nobody(
    season: Season, week: tuple[DayHours, ...]
) -> None:
    closed = tidy_season(Season(season.when, ((),) * 7))
    now = Timetable(week, {})
    wanted = replace(now, seasons=(closed,))
    shown = narrowed(now, wanted)
    assert [shown.on(day) for day in AROUND] == [wanted.on(day) for day in AROUND]
    parts = split(with_hours(now), with_hours(wanted))
    assert parts.waits.seasons is None or not any(week)
    back = split(with_hours(wanted), with_hours(now))
    assert (back.shown.hours.seasons, back.waits.seasons) == ((closed,), ()) or not any(week)


def test_seasons_wait_once_and_the_later_wish_counts() -> None:
    summer = Season((Condition("dates", first="07-20", last="08-31"),), ((Interval(0, 1440),),) * 7)
    now, longer = table([(9, 17)]), replace(table([(9, 17)]), seasons=(summer,))
    waits = split(with_hours(now), with_hours(longer)).waits
    assert waits.seasons == (summer,)
    assert not waits.is_empty
    same = merged(waits, Waiting(), with_hours(now), with_hours(now))
    assert applied(with_hours(now), same).hours == longer
    none = merged(waits, Waiting(seasons=()), with_hours(longer), with_hours(now))
    assert none.seasons == ()


def test_too_many_seasons_to_read_leave_what_all_of_them_promise() -> None:
    def many(opens: int) -> Timetable:
        seasons = tuple(
            Season((Condition("weeks", (week,)),), ((Interval(opens, 1200 + week),),) * 7)
            for week in range(1, 8)
        )
        return replace(table(*[[(9, 22)]] * 7), seasons=seasons)

    shown = narrowed(many(600), many(660))
    assert shown.seasons == ()
    assert set(shown.weekly) == {(Interval(660, 1201),)}


def weeks(number: int, hours: tuple[int, int], conditions: int = 1) -> tuple[Season, ...]:
    """Return so many seasons of a week each, each with so many conditions."""
    more = tuple(Condition("weeks", (50, at)) for at in range(1, conditions))
    return tuple(
        Season((Condition("weeks", (week,)), *more), ((Interval(*hours),),) * 7)
        for week in range(10, 10 + number)
    )


def test_as_many_seasons_as_can_be_read_stay() -> None:
    usual = table(*[[(9, 22)]] * 7)
    shorter = replace(usual, seasons=weeks(24, (600, 700)))
    assert narrowed(usual, shorter).seasons == shorter.seasons
    assert narrowed(usual, replace(usual, seasons=weeks(25, (600, 700)))).seasons == ()


def test_as_many_conditions_as_can_be_read_stay() -> None:
    usual = table(*[[(9, 22)]] * 7)
    most = replace(usual, seasons=weeks(1, (600, 700), conditions=12))
    assert len(narrowed(usual, most).seasons) == 1
    # One season of two is too long to read: none is kept.
    mixed = replace(usual, seasons=(*weeks(1, (600, 700)), *weeks(1, (600, 700), conditions=13)))
    shown = narrowed(usual, mixed)
    assert shown.seasons == ()
    assert set(shown.weekly) == {(Interval(600, 700),)}


def test_longer_hours_of_a_season_leave_nothing_to_read() -> None:
    usual = table(*[[(9, 17)]] * 7)
    monday = Season((Condition("weeks", (10,)),), ((Interval(480, 1200),), *[None] * 6))
    assert narrowed(usual, replace(usual, seasons=(monday,))) == usual
