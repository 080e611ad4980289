"""What every facade promises, on Android and as a desktop's twin."""

import sys
from dataclasses import fields

import pytest

from mobile.device.choosing import Device, Pretence, device_for
from mobile.device.edges import Insets
from mobile.device.location import Fix
from mobile.device.system import Wishes
from shared.geo import Point
from tests.mobile.device.handset import Handset
from tests.mobile.device.on_android import on_android

HERE = Point(53.5448, -2.6318)


def desktop() -> Device:
    """Return a desktop's twins."""
    return device_for(Pretence(HERE), is_android=False)


def keeps_still(device: Device) -> bool:
    """Return whether a device can be stopped before any start, and has no voice."""
    device.location.stop()
    device.location.stop()
    device.speech.hush()
    return not (device.speech.can_speak("ur") or device.speech.say("salaam", "ur"))


def handed_over(device: Device) -> list[bool]:
    """Hand something to each other app; return which were taken."""
    return [
        device.calls.dial("101"),
        device.messages.compose("", "Come and meet me"),
        device.share.share("Come and meet me"),
        device.directions.lead(HERE, "Library"),
        device.browser.open("https://umay.example"),
    ]


def test_a_desktop_loads_nothing_of_androids() -> None:
    desktop()
    assert not [name for name in sys.modules if name.startswith("mobile.device.android")]


@on_android()
def test_every_service_keeps_the_words_of_its_facade(phone: Handset) -> None:
    twin, ours = desktop(), phone.device()
    for service in fields(Device):
        promised = {name for name in dir(getattr(twin, service.name)) if not name.startswith("_")}
        kept = {name for name in dir(getattr(ours, service.name)) if not name.startswith("_")}
        assert kept == promised, service.name


@on_android()
def test_nothing_is_done_before_it_is_asked_for(phone: Handset) -> None:
    assert keeps_still(phone.device())
    assert phone.done() == []


def test_a_twin_does_nothing_before_it_is_asked_for() -> None:
    assert keeps_still(desktop())


@on_android()
def test_handing_over_says_whether_an_app_took_it(phone: Handset) -> None:
    assert handed_over(phone.device()) == [True] * 5
    assert phone.state.intents.size() == 5


def test_a_desktop_has_no_app_to_hand_to_and_stays_open() -> None:
    device = desktop()
    assert handed_over(device) == [False] * 5
    device.shield.cover()
    assert not device.shield.leave()
    assert not device.system.step_back()
    device.edges.dress(is_dark=True)


def test_a_desktop_tells_edges_and_settings_that_it_pretends() -> None:
    device, heard = desktop(), list[object]()
    device.edges.watch(heard.append)
    device.system.watch(heard.append)
    assert [*heard, device.system.wishes()] == [Insets(), Wishes()]


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
