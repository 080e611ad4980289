"""The position on Android: asked for late, told as exact as it is, and never after a stop."""

from typing import Any

import pytest

from mobile.device.location import Fix
from shared.geo import Point
from tests.mobile.device.handset import COARSE, FINE, Handset, listed
from tests.mobile.device.on_android import on_android

HERE = Point(53.5448, -2.6318)
PRECISE = Fix(HERE, accuracy_m=12.0)
ROUGHLY = Fix(HERE, is_approximate=True, accuracy_m=12.0)


def start(phone: Handset, heard: list[Any]) -> Any:
    """Begin to listen; return the service."""
    service = phone.device().location
    service.start(heard.append, heard.append)
    return service


def begin(phone: Handset, *permissions: str) -> tuple[Any, list[Any]]:
    """Begin to listen on a phone where the person said yes before."""
    for name in permissions or (FINE, COARSE):
        phone.state.granted.add(name)
    heard: list[Any] = []
    return start(phone, heard), heard


def found(phone: Handset, provider: str = "gps", accuracy: float = 12.0, lat: float = 0) -> None:
    """Let a receiver find a position."""
    phone.does("found", phone.location(provider, lat or HERE.lat, HERE.lon, accuracy))


def listening(phone: Handset) -> set[str]:
    """Return the receivers that are on."""
    names = phone.state.listeners.keySet().toArray()
    return set(names)


@on_android()
def test_permission_is_asked_for_at_the_start_and_not_sooner(phone: Handset) -> None:
    assert listed(phone.state.asked) == []
    start(phone, [])
    assert sorted(listed(phone.state.asked)) == sorted([FINE, COARSE])
    assert listening(phone) == set()


@pytest.mark.parametrize(
    ("willing", "told"), [((FINE, COARSE), PRECISE), ((COARSE,), ROUGHLY), ((), "denied")]
)
@on_android()
def test_what_is_told_is_what_was_granted(
    phone: Handset, willing: tuple[str, ...], told: object
) -> None:
    phone.state.willing.clear()
    for name in willing:
        phone.state.willing.add(name)
    heard: list[Any] = []
    start(phone, heard)
    phone.does("answered")
    assert bool(listening(phone)) == bool(willing)
    found(phone, "network")
    assert heard == [told]


@on_android()
def test_every_way_in_which_android_tells_a_position_is_heard(phone: Handset) -> None:
    _, heard = begin(phone)
    found(phone)
    phone.wait(5)
    batch = phone.java("java.util.ArrayList")()
    for lat in (53.55, 53.56):
        phone.wait(1)
        batch.add(phone.location("gps", lat, HERE.lon, 12.0))
    phone.does("found", "gps", batch)
    phone.does("flushed", "gps")
    phone.does("status", "gps", 2)
    phone.does("switched", "gps", True)
    assert [fix.at.lat for fix in heard] == [HERE.lat, 53.55, 53.56]


@on_android(30, 31)
def test_the_library_that_was_used_before_hears_nothing_from_android_12_on(phone: Handset) -> None:
    from jnius import PythonJavaClass, java_method

    class AsInPlyer(PythonJavaClass):
        __javainterfaces__ = ["android/location/LocationListener"]

        @java_method("(Landroid/location/Location;)V")
        def onLocationChanged(self, location: Any) -> None:  # noqa: N802  (Java's name)
            heard.append(location.getLatitude())

    heard: list[float] = []
    phone.may_be_deaf = True
    phone.state.granted.add(FINE)
    kept = AsInPlyer()
    manager = phone.java("android.location.LocationManager")()
    manager.requestLocationUpdates("gps", 5000, 10.0, kept)
    found(phone)
    assert heard == ([] if phone.level >= 31 else [HERE.lat])


@on_android()
def test_a_fix_that_is_vague_is_called_so(phone: Handset) -> None:
    _, heard = begin(phone)
    found(phone, accuracy=1800.0)
    phone.wait(60)
    found(phone, accuracy=-1)
    assert heard == [Fix(HERE, True, 1800.0), Fix(HERE, True, None)]


@on_android()
def test_a_rough_position_comes_first_and_a_better_one_takes_its_place(phone: Handset) -> None:
    _, heard = begin(phone)
    found(phone, "network", accuracy=1500.0, lat=53.5)
    phone.wait(4)
    found(phone, "gps")
    phone.wait(2)
    found(phone, "network", accuracy=1500.0, lat=53.5)
    assert [fix.at.lat for fix in heard] == [53.5, HERE.lat]
    phone.wait(40)
    found(phone, "network", accuracy=1500.0, lat=53.51)
    assert heard[-1].at.lat == 53.51, "the satellites are out of sight: rough is better than old"


@on_android()
def test_somebody_who_chose_approximate_is_not_asked_again(phone: Handset) -> None:
    begin(phone, COARSE)
    assert listed(phone.state.asked) == []
    # Before Android 12 the satellites may not be asked with the coarse permission.
    allowed = {"fused", "gps", "network"} if phone.level >= 31 else {"network"}
    assert listening(phone) == allowed


@on_android()
def test_all_receivers_of_the_phone_are_asked(phone: Handset) -> None:
    begin(phone)
    fused = {"fused"} if phone.level >= 31 else set()
    assert listening(phone) == {"gps", "network"} | fused


@on_android()
def test_the_last_known_position_comes_at_once(phone: Handset) -> None:
    phone.state.last.put("passive", phone.location("passive", 53.4, HERE.lon, 30.0))
    phone.wait(60)
    phone.state.last.put("network", phone.location("network", HERE.lat, HERE.lon, 12.0))
    phone.wait(30)
    assert begin(phone)[1] == [PRECISE]


@pytest.mark.parametrize(
    ("age_s", "accuracy", "told"),
    [
        (110, 12.0, [PRECISE]),
        (130, 12.0, [ROUGHLY]),
        (590, 12.0, [ROUGHLY]),
        (610, 12.0, []),
        (5, 1500.0, [Fix(HERE, True, 1500.0)]),
    ],
)
@on_android(30, 36)
def test_an_old_position_is_told_roughly_and_a_very_old_one_not_at_all(
    phone: Handset, age_s: float, accuracy: float, told: list[Fix]
) -> None:
    phone.state.last.put("gps", phone.location("gps", HERE.lat, HERE.lon, accuracy))
    phone.wait(age_s)
    assert begin(phone)[1] == told


@on_android()
def test_a_location_that_is_switched_off_is_said_at_once_and_later(phone: Handset) -> None:
    for name in ("gps", "network", "fused"):
        phone.state.enabled.remove(name)
    _, heard = begin(phone)
    assert heard == ["off"]
    phone.does("switched", "gps", True)
    phone.does("switched", "network", True)
    found(phone)
    phone.does("switched", "gps", False)
    assert heard == ["off", PRECISE], "the network still knows a position"
    phone.does("switched", "network", False)
    assert heard[2:] == ["off"]


@on_android(24, 30)
def test_an_old_phone_that_will_not_search_coarsely_is_a_refusal(phone: Handset) -> None:
    phone.state.providers.remove("network")
    service, heard = begin(phone, COARSE)
    assert heard == ["denied"]
    service.stop()


@on_android()
def test_a_permission_that_is_taken_back_is_a_refusal(phone: Handset) -> None:
    _, heard = begin(phone)
    found(phone)
    phone.state.granted.clear()
    phone.does("switched", "gps", True)
    phone.wait(5)
    found(phone)
    assert heard == [PRECISE, "denied", "denied"]


@on_android()
def test_a_permission_that_became_coarse_is_told_roughly(phone: Handset) -> None:
    _, heard = begin(phone)
    found(phone)
    phone.state.granted.remove(FINE)
    phone.wait(5)
    found(phone)
    assert heard == [PRECISE, ROUGHLY]


@on_android()
def test_a_phone_whose_maker_left_receivers_out_is_no_mistake(phone: Handset) -> None:
    phone.state.providers.clear()
    phone.state.enabled.clear()
    service, heard = begin(phone)
    assert heard == ["denied"]
    service.stop()


@pytest.mark.parametrize("willing", [True, False])
@on_android()
def test_an_answer_after_the_stop_starts_nothing(phone: Handset, willing: bool) -> None:
    if not willing:
        phone.state.willing.clear()
    heard: list[Any] = []
    start(phone, heard).stop()
    phone.does("answered")
    assert listening(phone) == set()
    assert heard == []


@on_android()
def test_a_refusal_while_android_paused_the_app_is_told_and_not_asked_again(
    phone: Handset,
) -> None:
    phone.state.willing.clear()
    heard: list[Any] = []
    service = start(phone, heard)
    service.stop()
    phone.does("answered")
    service.start(heard.append, heard.append)
    assert (heard, phone.state.asked.size()) == (["denied"], 2)
    service.stop()
    service.start(heard.append, heard.append)
    assert phone.state.asked.size() == 4, "a tap asks again"


@on_android()
def test_after_a_stop_nothing_more_is_told(phone: Handset) -> None:
    service, heard = begin(phone)
    late = phone.state.listeners.get("gps")
    service.stop()
    assert listening(phone) == set()
    phone.on_main(lambda: late.onProviderDisabled("gps"))
    phone.on_main(lambda: late.onLocationChanged(phone.location("gps", 53.0, -2.0, 5.0)))
    assert heard == []


@on_android(36)
def test_a_second_start_leaves_one_listener(phone: Handset) -> None:
    service, heard = begin(phone)
    service.start(heard.append, heard.append)
    found(phone)
    assert heard == [PRECISE]
    service.stop()
    assert listening(phone) == set()
