"""The contract's light: the sun over Wigan, not an hour on the clock."""

from datetime import UTC, datetime, timedelta

from shared.clock import local
from shared.daylight import daypart_at, is_daylight
from shared.daylight import sunset as told_sunset
from shared.geo import Point

WIGAN = Point(53.5455, -2.6318)


def sunset(year: int, month: int, day: int) -> datetime:
    """Return the first minute after noon without daylight."""
    moment = datetime(year, month, day, 12, tzinfo=UTC)
    while is_daylight(WIGAN, moment):
        moment += timedelta(minutes=1)
    return local(moment)


def test_sunset_in_december_is_in_the_afternoon() -> None:
    found = sunset(2026, 12, 21)
    assert (found.hour, found.minute) in {(15, 51), (15, 52), (15, 53)}


def test_sunset_in_june_is_late_in_the_evening() -> None:
    found = sunset(2026, 6, 21)
    assert found.hour == 21
    assert 38 <= found.minute <= 48


def test_the_sunset_told_is_when_daylight_ends() -> None:
    for month, day in ((12, 21), (3, 1), (6, 21)):
        found = sunset(2026, month, day)
        told = told_sunset(WIGAN, found.date())
        assert timedelta() <= found - told <= timedelta(minutes=2)


def test_five_in_the_afternoon_is_dark_in_december_and_light_in_june() -> None:
    assert daypart_at(WIGAN, datetime(2026, 12, 21, 17, tzinfo=UTC)) == "after_dark"
    assert daypart_at(WIGAN, datetime(2026, 6, 21, 16, tzinfo=UTC)) == "daylight"


def test_the_night_has_its_own_daypart_until_the_sun_is_up() -> None:
    assert daypart_at(WIGAN, datetime(2026, 11, 27, 23, 30, tzinfo=UTC)) == "night_economy"
    assert daypart_at(WIGAN, datetime(2026, 11, 28, 4, 59, tzinfo=UTC)) == "night_economy"
    assert daypart_at(WIGAN, datetime(2026, 11, 28, 5, 30, tzinfo=UTC)) == "after_dark"
    assert daypart_at(WIGAN, datetime(2026, 6, 21, 3, 55, tzinfo=UTC)) == "daylight"
