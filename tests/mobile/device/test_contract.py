"""What every facade promises, on Android and as a desktop's twin."""

import sys
from dataclasses import fields

import pytest

from mobile.device.choosing import Device, Pretence, device_for
from mobile.device.location import Fix
from shared.geo import Point
from tests.mobile.device.java import Android

HERE = Point(53.5448, -2.6318)


def desktop() -> Device:
    """Return a desktop's twins."""
    return device_for(Pretence(HERE), is_android=False)


@pytest.fixture(params=["twin", "android"])
def either(request: pytest.FixtureRequest, android: Android) -> Device:
    """The twins, and Android with apps that take what is handed to them."""
    return desktop() if request.param == "twin" else device_for(Pretence(), is_android=True)


def test_a_desktop_loads_nothing_of_androids() -> None:
    desktop()
    assert not [name for name in sys.modules if name.startswith("mobile.device.android")]


def test_every_service_keeps_the_words_of_its_facade(either: Device) -> None:
    twin = desktop()
    for service in fields(Device):
        promised = {name for name in dir(getattr(twin, service.name)) if not name.startswith("_")}
        kept = {name for name in dir(getattr(either, service.name)) if not name.startswith("_")}
        assert kept == promised, service.name


def test_a_stop_before_any_start_is_no_mistake(either: Device, android: Android) -> None:
    either.location.stop()
    either.location.stop()
    either.speech.hush()
    assert android.done == []


def test_handing_over_says_whether_an_app_took_it(either: Device, android: Android) -> None:
    taken = [
        either.calls.dial("101"),
        either.messages.compose("", "Come and meet me"),
        either.directions.lead(HERE, "Library"),
    ]
    assert sum(taken) == len(android.intents)
    assert set(taken) == {bool(android.intents)}


def test_nothing_is_read_aloud_without_a_voice(either: Device) -> None:
    assert not either.speech.can_speak("ur")
    assert not either.speech.say("salaam", "ur")


def test_a_desktop_has_no_app_to_hand_to_and_stays_open() -> None:
    device = desktop()
    assert not device.messages.compose("", "words")
    assert not device.directions.lead(HERE, "Library")
    assert not device.calls.dial("101")
    device.shield.cover()
    assert not device.shield.leave()


@pytest.mark.parametrize(
    ("device", "told"),
    [
        (device_for(Pretence(HERE), is_android=False), [Fix(HERE)]),
        (device_for(Pretence(HERE, is_approximate=True), is_android=False), [Fix(HERE, True)]),
        (device_for(Pretence(), is_android=False), []),
        (device_for(Pretence(HERE, trouble="denied"), is_android=False), ["denied"]),
        (device_for(Pretence(None, trouble="off"), is_android=False), ["off"]),
    ],
)
def test_a_desktop_pretends_a_position_or_a_trouble(device: Device, told: list[object]) -> None:
    heard: list[object] = []
    device.location.start(heard.append, heard.append)
    device.location.stop()
    assert heard == told
