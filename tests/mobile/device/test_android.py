"""What Android is asked for: other apps are opened, nothing is sent; goals D2 and P5."""

from urllib.parse import unquote

import pytest

from mobile.device.choosing import Device
from shared.geo import Point
from tests.mobile.device.java import Android, Intent

LIBRARY = Point(53.54551, -2.63312)
QUOTED = 'I\'m at "Night Haven" & safe: 50 % sure?\nنعم #1'
PASSIVE = {Intent.ACTION_DIAL, Intent.ACTION_SENDTO, Intent.ACTION_VIEW}
"""Actions that open another app and wait for the person there."""


def hand_over_everything(device: Device) -> None:
    """Use every service that opens another app."""
    device.calls.dial("999")
    device.messages.compose("07700 900123", QUOTED)
    device.directions.lead(LIBRARY, "Library")


def acts_alone(android: Android) -> bool:
    """Say whether an intent would do more than open an app."""
    return not {intent.action for intent in android.intents} <= PASSIVE


def test_no_other_app_is_told_to_act_by_itself(device: Device, android: Android) -> None:
    hand_over_everything(device)
    assert len(android.intents) == 3
    assert not acts_alone(android)


def test_a_call_made_by_the_app_itself_would_be_seen(android: Android) -> None:
    android.start(Intent(Intent.ACTION_CALL, "tel:999"))
    assert acts_alone(android)


def test_handing_over_needs_no_permission(device: Device, android: Android) -> None:
    hand_over_everything(device)
    device.speech.can_speak("en")
    device.shield.cover()
    assert android.asked == []


def test_each_app_opens_in_a_task_of_its_own(device: Device, android: Android) -> None:
    hand_over_everything(device)
    assert {intent.flags for intent in android.intents} == {Intent.FLAG_ACTIVITY_NEW_TASK}


def test_the_dialler_gets_the_number(device: Device, android: Android) -> None:
    assert device.calls.dial("+44 20 7946 0000")
    assert android.intents[0].action == Intent.ACTION_DIAL
    assert android.intents[0].address == "tel:%2B44%2020%207946%200000"


def test_a_message_gets_its_text_unchanged(device: Device, android: Android) -> None:
    assert device.messages.compose("07700 900123", QUOTED)
    (intent,) = android.intents
    assert (intent.action, intent.address) == (Intent.ACTION_SENDTO, "smsto:07700%20900123")
    assert intent.extras == {"sms_body": QUOTED}


def test_a_message_without_a_number_lets_the_person_choose(
    device: Device, android: Android
) -> None:
    assert device.messages.compose("", QUOTED)
    assert android.intents[0].address == "smsto:"


@pytest.mark.parametrize("label", ["Library", "Spice (of) Life & Co?q=1,2#x", "Café Żabka مكتبة"])
def test_the_map_gets_the_place_and_nothing_else(
    label: str, device: Device, android: Android
) -> None:
    assert device.directions.lead(LIBRARY, label)
    (intent,) = android.intents
    base, _, query = intent.address.partition("?q=")
    where, _, shown = query.partition("(")
    assert (intent.action, base, intent.extras) == (Intent.ACTION_VIEW, "geo:0,0", {})
    assert where == "53.545510,-2.633120"
    assert shown.endswith(")")
    assert not set(shown[:-1]) & set("()?&#, ")
    assert unquote(shown[:-1]) == label


def test_where_no_app_takes_it_the_screen_is_told(device: Device, android: Android) -> None:
    android.has_apps = False
    assert not device.calls.dial("101")
    assert not device.messages.compose("", "words")
    assert not device.directions.lead(LIBRARY, "Library")


def test_the_window_is_kept_out_of_pictures(device: Device, android: Android) -> None:
    assert android.window_flags == 0
    device.shield.cover()
    # WindowManager.LayoutParams.FLAG_SECURE, which may only be set on Android's own thread.
    assert android.window_flags == 8192
    assert android.on_ui == ["_cover"]


def test_leaving_takes_the_task_off_the_recent_ones(device: Device, android: Android) -> None:
    assert device.shield.leave()
    assert android.done == ["finishAndRemoveTask"]
    assert android.on_ui == ["_leave"]
