"""Our openings against opening-hours-py, an independent reading of the same hours."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from opening_hours import OpeningHours as OsmHours

from shared.clock import from_minute, local, to_minute
from shared.hours import Opening, OpeningHours, join, openings
from shared.intervals import DAY_MIN
from tests.shared.test_hours import HAVEN
from tests.shared.weeks import FALL_BACK, SPRING_FORWARD, as_osm, days_of_2026, weekly_hours
from tests.support.parts import is_part

Reader = Callable[[OpeningHours, datetime, int], tuple[Opening, ...]]
DAYS_COMPARED = 7


def disagreements(hours: OpeningHours, day: date, read: Reader) -> list[str]:
    """Return the local wall times at which our reading and theirs differ, checked per quarter.

    They read the wall clock alone. In the hour that comes twice ours may therefore claim less,
    never more; at every other moment both must say the same.
    """
    theirs = OsmHours(as_osm(hours))
    start = local(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)).replace(hour=0)
    found = read(hours, start, DAYS_COMPARED)
    differing = []
    for minute in range(to_minute(start), to_minute(start) + (DAYS_COMPARED - 1) * DAY_MIN, 15):
        wall = local(from_minute(minute))
        ours = any(begin <= minute < end for begin, end in found)
        open_by_wall = theirs.is_open(wall.replace(tzinfo=None, fold=0))
        is_repeated = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
        if ours != open_by_wall and (ours or not is_repeated):
            differing.append(wall.isoformat())
    return differing


@pytest.mark.full("rules")
@settings(max_examples=1000 if is_part("rules") else 150, suppress_health_check=list(HealthCheck))
@given(weekly_hours(), days_of_2026())
def test_both_readings_agree_on_a_thousand_weeks(hours: OpeningHours, day: date) -> None:
    assert disagreements(hours, day, openings) == []


@settings(max_examples=60)
@given(weekly_hours())
def test_both_readings_agree_on_both_clock_change_nights(hours: OpeningHours) -> None:
    for day in (SPRING_FORWARD, FALL_BACK):
        assert disagreements(hours, day - timedelta(days=2), openings) == []


def naive_openings(hours: OpeningHours, start: datetime, days: int) -> tuple[Opening, ...]:
    """The control: the offset of the first day kept for all of them."""
    midnight = to_minute(start)
    first = local(start).date()
    return join(
        (
            midnight + offset * DAY_MIN + interval.opens,
            midnight + offset * DAY_MIN + interval.closes,
        )
        for offset in range(-1, days)
        for interval in hours.on(first + timedelta(days=offset))
    )


def forgetful_openings(hours: OpeningHours, start: datetime, days: int) -> tuple[Opening, ...]:
    """The control: what runs over from the evening before is forgotten on a new day."""
    whole = openings(hours, start, days)
    return tuple((begin, min(end, begin + DAY_MIN - begin % DAY_MIN)) for begin, end in whole)


@pytest.mark.parametrize("broken", [naive_openings, forgetful_openings])
def test_a_broken_reading_is_noticed(broken: Reader) -> None:

    assert disagreements(HAVEN, SPRING_FORWARD - timedelta(days=2), broken)
