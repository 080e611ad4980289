"""The compass on Android: on from a start to a stop, by the sensors that there are."""

from typing import Any

import pytest

from mobile.device.compass import DISTURBED, VAGUE, Pointing
from mobile.device.heading import difference
from shared.geo import Point
from tests.mobile.device.handset import Handset
from tests.mobile.device.on_android import on_android
from tests.mobile.device.walks import Walk

PULL, FIELD, TURNING = 1, 2, 11
HERE = Point(53.5448, -2.6318)


def begin(phone: Handset, *sensors: int) -> tuple[Any, list[Pointing], bool]:
    """Start the compass of a phone that has these sensors."""
    for each in sensors:
        phone.state.sensors.add(each)
    heard: list[Pointing] = []
    service = phone.device().compass
    phone.keep(service)
    return service, heard, service.start(HERE, heard.append)


def on(phone: Handset) -> set[int]:
    """Return the sensors that are on."""
    return set(phone.state.sensing.keySet().toArray())


def walk(phone: Handset, seconds: float = 2.0, accuracy: int = 3) -> float:
    """Let the sensors that are on tell a walk; return where the phone points at its end."""
    heading = 0.0
    for sample in Walk(1, 30, 5, 12.0, seconds=seconds).samples():
        nanos = int(sample.at_s * 1e9)
        told = {PULL: sample.pull, FIELD: sample.field, TURNING: sample.rotation}
        for kind in sorted(on(phone)):
            phone.does("measured", kind, accuracy, nanos, list(told[kind]))
        heading = sample.heading_deg
    return heading


@on_android()
def test_nothing_is_on_before_and_after(phone: Handset) -> None:
    service = phone.device().compass
    service.stop()
    assert on(phone) == set()
    service, _, is_on = begin(phone, PULL, FIELD, TURNING)
    assert (is_on, on(phone)) == (True, {FIELD, TURNING})
    service.stop()
    service.stop()
    assert on(phone) == set()


@pytest.mark.parametrize("sensors", [(PULL, FIELD, TURNING), (PULL, FIELD), (TURNING,)])
@on_android()
def test_it_points_by_what_there_is(phone: Handset, sensors: tuple[int, ...]) -> None:
    _, heard, is_on = begin(phone, *sensors)
    assert is_on
    truth = walk(phone)
    assert heard[-1].heading_deg is not None
    assert abs(difference(heard[-1].heading_deg, truth)) < 10
    assert phone.state.askedField == "53.5448,-2.6318"
    assert set(phone.state.delays.values().toArray()) == {2}


@pytest.mark.parametrize("sensors", [(), (PULL,), (FIELD,)])
@on_android(24, 36)
def test_a_phone_without_says_so(phone: Handset, sensors: tuple[int, ...]) -> None:
    _, _, is_on = begin(phone, *sensors)
    assert not is_on
    assert on(phone) == set()


@on_android(24, 36)
def test_a_sensor_that_refuses_is_none(phone: Handset) -> None:
    phone.state.refusing.add(PULL)
    _, _, is_on = begin(phone, PULL, FIELD)
    assert not is_on
    assert on(phone) == set()


@on_android(24, 36)
def test_a_field_that_refuses_leaves_the_rotation_vector(phone: Handset) -> None:
    phone.state.refusing.add(FIELD)
    _, heard, is_on = begin(phone, FIELD, TURNING)
    assert is_on
    walk(phone)
    assert heard[-1].trouble == ""


@on_android(24, 36)
def test_what_android_grades_low_points_nowhere(phone: Handset) -> None:
    _, heard, _ = begin(phone, FIELD, TURNING)
    walk(phone, accuracy=1)
    assert heard[-1] == Pointing(None, VAGUE)
    phone.does("graded", TURNING, 3)
    phone.does("graded", FIELD, 0)
    phone.does("measured", TURNING, 3, 5_000_000_000, [0.0, 0.0, 0.0, 1.0])
    assert heard[-1].trouble == ""


@on_android(24, 36)
def test_iron_near_the_phone_is_noticed(phone: Handset) -> None:
    _, heard, _ = begin(phone, FIELD, TURNING)
    walk(phone)
    for at in range(20):
        nanos = 2_000_000_000 + at * 62_500_000
        phone.does("measured", FIELD, 3, nanos, [90.0, 0.0, -20.0])
        phone.does("measured", TURNING, 3, nanos, [0.0, 0.0, 0.0, 1.0])
    assert heard[-1] == Pointing(None, DISTURBED)


@on_android(24, 36)
def test_the_screen_may_be_turned_meanwhile(phone: Handset) -> None:
    _, heard, _ = begin(phone, TURNING)
    told = []
    for rotation in range(4):
        phone.state.rotation = rotation
        for at in range(10):
            nanos = (1 + rotation * 10 + at) * 1_000_000_000
            phone.does("measured", TURNING, 3, nanos, [0.0, 0.0, 0.0, 1.0])
        told.append(round(heard[-1].heading_deg or 0))
    assert told == [12, 102, 192, 282]


@on_android(24, 36)
def test_a_start_takes_the_place_of_the_one_before(phone: Handset) -> None:
    service, first, _ = begin(phone, TURNING)
    second: list[Pointing] = []
    service.start(HERE, second.append)
    phone.does("measured", TURNING, 3, 1_000_000_000, [0.0, 0.0, 0.0, 1.0])
    assert (len(first), len(second)) == (0, 1)
