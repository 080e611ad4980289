"""The browser measures and tells time as Python does: ways, days, weeks, the light of the day."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from astral import Observer
from astral.sun import elevation
from playwright.sync_api import Page

from shared.clock import from_minute, month_of, to_minute, week_of
from shared.daylight import SUNSET_ELEVATION_DEG, daypart_at
from shared.geo import Point, bearing_deg, distance_m, wind
from shared.places import day_in_words, wall_time
from tests.conftest import NOW
from tests.support.finder_page import Finder

SEED = 20261127
MOMENTS = 2_000


def test_distance_bearing_and_wind_are_those_of_python(finder: Finder) -> None:
    chance = random.Random(SEED)
    pairs = [[_point(chance), _point(chance)] for _ in range(MOMENTS)]
    pairs.append([{"lat": 53.5, "lon": -2.6}, {"lat": 53.5, "lon": -2.6}])
    found = finder.run(
        "return given.map(([a, b]) => [m.geo.distanceM(a, b), m.geo.bearingDeg(a, b)]);", pairs
    )
    for (a, b), answer in zip(pairs, found, strict=True):
        one, other = Point(**a), Point(**b)
        assert answer == pytest.approx([distance_m(one, other), bearing_deg(one, other)], abs=1e-6)
    degrees = [half / 2 for half in range(720)]
    say = (
        "const say = m.saying.makeSay(); return given.map((deg) => m.standing.windWords(deg, say));"
    )
    assert finder.run(say, degrees) == [wind(each) for each in degrees]


def _point(chance: random.Random) -> dict[str, float]:
    return {"lat": chance.uniform(53.4, 53.65), "lon": chance.uniform(-2.8, -2.3)}


def test_clock_weeks_months_and_days_are_those_of_london(finder: Finder) -> None:
    chance = random.Random(SEED)
    # Every ten minutes of the nights on which clocks change, and years by chance.
    minutes = [
        to_minute(datetime(*start, tzinfo=UTC)) + step
        for start in ((2026, 10, 24, 20), (2027, 3, 27, 20), (2026, 12, 31, 20), (2027, 1, 3, 20))
        for step in range(0, 720, 10)
    ]
    minutes += [to_minute(NOW) + chance.randrange(-5_000_000, 5_000_000) for _ in range(1_000)]
    found = finder.run(
        """
        const say = m.saying.makeSay();
        return given.minutes.map((minute) => {
          const date = new Date(minute * 60000 + 30000);
          return [m.clock.toMinute(date), m.clock.wallTime(minute), m.clock.weekOf(date),
            m.clock.monthOf(date), m.clock.monthOf(date, 3),
            m.clock.dayInWords(minute + 2000, minute, say)];
        });
        """,
        {"minutes": minutes},
    )
    for minute, answer in zip(minutes, found, strict=True):
        now = from_minute(minute)
        later = day_in_words(minute + 2000, now)
        months = [month_of(now), month_of(now, 3)]
        assert answer == [minute, wall_time(minute), week_of(now), *months, later]


def test_dayparts_are_those_of_python_but_for_two_minutes_around_sunset(finder: Finder) -> None:
    faults, near = _light_faults(finder)
    assert faults == []
    assert near < MOMENTS * 0.02


def test_a_sun_of_another_height_is_caught(finder: Finder) -> None:
    with finder.broken({"daypart.js": ("-0.833", "-6")}) as page:
        assert len(_light_faults(finder, page)[0]) > 20


def _light_faults(finder: Finder, page: Page | None = None) -> tuple[list[str], int]:
    """Return the moments at which the browser sees another light, and how many were too close."""
    chance = random.Random(SEED)
    moments = [
        (Point(**_point(chance)), NOW + timedelta(seconds=chance.randrange(-(10**8), 10**8)))
        for _ in range(MOMENTS)
    ]
    given = [[at.lat, at.lon, moment.timestamp() * 1000] for at, moment in moments]
    script = (
        """return given.map(([lat, lon, ms]) => m.daypart.daypartAt({ lat, lon }, new Date(ms)));"""
    )
    faults, near = [], 0
    for (at, moment), answer in zip(moments, finder.run(script, given, page), strict=True):
        sides = {_is_up(at, moment + timedelta(minutes=by)) for by in (-2, 0, 2)}
        near += len(sides) > 1
        if len(sides) == 1 and answer != daypart_at(at, moment):
            faults.append(f"{at} {moment:%Y-%m-%d %H:%M}: {answer}")
    return faults, near


def _is_up(at: Point, moment: datetime) -> bool:
    height = elevation(Observer(at.lat, at.lon), moment, with_refraction=False)
    return bool(height >= SUNSET_ELEVATION_DEG)
