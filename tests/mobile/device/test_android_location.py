"""The position on Android: asked for late, told as exact as it is, and never after a stop."""

import pytest

from mobile.device.choosing import Device
from mobile.device.location import Fix
from shared.geo import Point
from tests.mobile.device.java import COARSE, FINE, Android

HERE = Point(53.5448, -2.6318)
FOUND = {"lat": HERE.lat, "lon": HERE.lon, "accuracy": 12.0}


@pytest.fixture
def heard() -> list[object]:
    """What the app was told."""
    return []


def start(device: Device, heard: list[object]) -> None:
    """Begin to listen."""
    device.location.start(heard.append, heard.append)


def test_permission_is_asked_for_at_the_start_and_not_sooner(
    device: Device, android: Android, heard: list[object]
) -> None:
    assert android.asked == []
    start(device, heard)
    assert sorted(android.asked) == sorted([FINE, COARSE])
    assert not android.gps.is_running


@pytest.mark.parametrize(
    ("grants", "told"),
    [((FINE, COARSE), Fix(HERE)), ((COARSE,), Fix(HERE, is_approximate=True)), ((), "denied")],
)
def test_what_is_told_is_what_was_granted(
    grants: tuple[str, ...], told: object, device: Device, android: Android, heard: list[object]
) -> None:
    android.grants = grants
    start(device, heard)
    android.answer()
    assert android.gps.is_running == bool(grants)
    if grants:
        android.gps.on_location(**FOUND)
    assert heard == [told]


def test_a_fix_that_is_vague_is_called_so(
    device: Device, android: Android, heard: list[object]
) -> None:
    start(device, heard)
    android.answer()
    android.gps.on_location(**{**FOUND, "accuracy": 1800.0})
    assert heard == [Fix(HERE, is_approximate=True)]


def test_somebody_who_chose_approximate_is_not_asked_again(
    device: Device, android: Android, heard: list[object]
) -> None:
    android.granted.add(COARSE)
    start(device, heard)
    assert android.asked == []
    assert android.gps.is_running


def test_a_location_that_is_switched_off_is_said_at_once_and_later(
    device: Device, android: Android, heard: list[object]
) -> None:
    android.is_location_on = False
    start(device, heard)
    android.answer()
    assert heard == ["off"]
    android.is_location_on = True
    android.gps.on_location(**FOUND)
    android.gps.on_status("provider-disabled", "gps")
    assert heard == ["off", Fix(HERE)], "the network still knows a position"
    android.is_location_on = False
    android.gps.on_status("provider-disabled", "network")
    assert heard[2:] == ["off"]


def test_an_old_phone_that_will_not_search_coarsely_is_a_refusal(
    device: Device, android: Android, heard: list[object]
) -> None:
    android.is_before_12, android.grants = True, (COARSE,)
    start(device, heard)
    android.answer()
    assert heard == ["denied"]
    device.location.stop()


@pytest.mark.parametrize("grants", [(FINE, COARSE), ()])
def test_an_answer_after_the_stop_starts_nothing(
    grants: tuple[str, ...], device: Device, android: Android, heard: list[object]
) -> None:
    android.grants = grants
    start(device, heard)
    device.location.stop()
    android.answer()
    assert not android.gps.is_running
    assert heard == []


def test_after_a_stop_nothing_more_is_told(
    device: Device, android: Android, heard: list[object]
) -> None:
    start(device, heard)
    android.answer()
    device.location.stop()
    assert not android.gps.is_running
    android.gps.on_location(**FOUND)
    android.is_location_on = False
    android.gps.on_status("provider-disabled", "gps")
    assert heard == []
