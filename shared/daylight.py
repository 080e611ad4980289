"""The contract's light: daylight, after dark and night-time economy hours by the true sun."""

from datetime import date, datetime

from astral import Observer, sun

from shared.clock import local
from shared.geo import Point

SUNSET_ELEVATION_DEG = -0.833
"""The sun's centre at sunrise and sunset: refraction 34' and half the disc 16' (Meeus,
Astronomical Algorithms, 1998, chapter 15)."""

NIGHT_FROM_HOUR, NIGHT_UNTIL_HOUR = 22, 5
"""Night-time economy hours on the wall clock. When the sun is up it is daylight all the same."""


def is_daylight(at: Point, moment: datetime) -> bool:
    """Return whether the sun is up at a position: by astronomy, never by a fixed hour."""
    height = sun.elevation(Observer(at.lat, at.lon), moment, with_refraction=False)
    return bool(height >= SUNSET_ELEVATION_DEG)


def sunset(at: Point, day: date) -> datetime:
    """Return when the sun sets at a position on a day, by the wall clock.

    Raises ValueError beyond the polar circles, where on some days it does not.
    """
    return local(sun.sunset(Observer(at.lat, at.lon), day))


def daypart_at(at: Point, moment: datetime) -> str:
    """Return the daypart code of a moment: daylight, night_economy or after_dark."""
    if is_daylight(at, moment):
        return "daylight"
    hour = local(moment).hour
    if hour >= NIGHT_FROM_HOUR or hour < NIGHT_UNTIL_HOUR:
        return "night_economy"
    return "after_dark"
