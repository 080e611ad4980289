"""What Android is asked for: other apps are opened, nothing is sent; goals D2 and P5."""

from typing import Any
from urllib.parse import unquote

import pytest

from mobile.device.choosing import Device
from shared.geo import Point
from tests.mobile.device.handset import Handset, listed
from tests.mobile.device.on_android import on_android

LIBRARY = Point(53.54551, -2.63312)
QUOTED = 'I\'m at "Night Haven" & safe: 50 % sure?\nنعم #1'
PASSIVE = {f"android.intent.action.{name}" for name in ("DIAL", "SENDTO", "VIEW", "CHOOSER")}
"""Actions that open another app and wait for the person there."""


def hand_over_everything(device: Device) -> None:
    """Use every service that opens another app."""
    device.calls.dial("999")
    device.messages.compose("07700 900123", QUOTED)
    device.share.share(QUOTED)
    device.directions.lead(LIBRARY, "Library")
    device.browser.open("https://umay.example/help")


def intents(phone: Handset) -> list[Any]:
    """Return what was handed to other apps."""
    return listed(phone.state.intents)


def acts_alone(phone: Handset) -> bool:
    """Say whether an intent would do more than open an app."""
    return not {intent.getAction() for intent in intents(phone)} <= PASSIVE


@on_android()
def test_no_other_app_is_told_to_act_by_itself(phone: Handset) -> None:
    hand_over_everything(phone.device())
    assert len(intents(phone)) == 5
    assert not acts_alone(phone)


@on_android(36)
def test_a_call_made_by_the_app_itself_would_be_seen(phone: Handset) -> None:
    phone.device()
    made = phone.java("android.content.Intent")
    address = phone.java("android.net.Uri").parse("tel:999")
    activity = phone.java("org.kivy.android.PythonActivity").mActivity
    activity.startActivity(made(made.ACTION_CALL, address))
    assert acts_alone(phone)


@on_android()
def test_handing_over_needs_no_permission(phone: Handset) -> None:
    device = phone.device()
    hand_over_everything(device)
    device.speech.can_speak("en")
    device.shield.cover()
    assert listed(phone.state.asked) == []


@on_android(36)
def test_each_app_opens_in_a_task_of_its_own(phone: Handset) -> None:
    hand_over_everything(phone.device())
    assert {intent.getFlags() for intent in intents(phone)} == {0x10000000}


@on_android()
def test_the_dialler_gets_the_number(phone: Handset) -> None:
    assert phone.device().calls.dial("+44 20 7946 0000")
    (intent,) = intents(phone)
    assert intent.getAction() == "android.intent.action.DIAL"
    assert intent.getDataString() == "tel:%2B44%2020%207946%200000"


@on_android()
def test_a_message_gets_its_text_unchanged(phone: Handset) -> None:
    assert phone.device().messages.compose("07700 900123", QUOTED)
    (intent,) = intents(phone)
    assert intent.getAction() == "android.intent.action.SENDTO"
    assert intent.getDataString() == "smsto:07700%20900123"
    assert intent.getStringExtra("sms_body") == QUOTED


@on_android(36)
def test_a_message_without_a_number_lets_the_person_choose(phone: Handset) -> None:
    assert phone.device().messages.compose("", QUOTED)
    assert intents(phone)[0].getDataString() == "smsto:"


@on_android()
def test_a_text_is_offered_unchanged_to_the_app_that_is_picked(phone: Handset) -> None:
    assert phone.device().share.share(QUOTED)
    (chooser,) = intents(phone)
    offered = chooser.extras.get("android.intent.extra.INTENT")
    assert (offered.getAction(), offered.getType()) == ("android.intent.action.SEND", "text/plain")
    assert offered.getStringExtra("android.intent.extra.TEXT") == QUOTED
    assert offered.extras.size() == 1
    assert chooser.extras.size() == 1, "the list of apps has the title that the phone gives it"


@on_android(36)
def test_the_browser_gets_the_address_and_nothing_else(phone: Handset) -> None:
    assert phone.device().browser.open("https://umay.example/help")
    (intent,) = intents(phone)
    assert intent.getAction() == "android.intent.action.VIEW"
    assert (intent.getDataString(), intent.extras.size()) == ("https://umay.example/help", 0)


@pytest.mark.parametrize("label", ["Library", "Spice (of) Life & Co?q=1,2#x", "Café Żabka مكتبة"])
@on_android(36)
def test_the_map_gets_the_place_and_nothing_else(phone: Handset, label: str) -> None:
    assert phone.device().directions.lead(LIBRARY, label)
    (intent,) = intents(phone)
    base, _, query = intent.getDataString().partition("?q=")
    where, _, shown = query.partition("(")
    assert intent.getAction() == "android.intent.action.VIEW"
    assert (base, intent.extras.size()) == ("geo:0,0", 0)
    assert where == "53.545510,-2.633120"
    assert shown.endswith(")")
    assert not set(shown[:-1]) & set("()?&#, ")
    assert unquote(shown[:-1]) == label


@on_android()
def test_where_no_app_takes_it_the_screen_is_told(phone: Handset) -> None:
    phone.state.hasApps = False
    device = phone.device()
    assert not device.calls.dial("101")
    assert not device.messages.compose("", "words")
    assert not device.share.share("words")
    assert not device.directions.lead(LIBRARY, "Library")
    assert not device.browser.open("https://umay.example")


@on_android()
def test_the_window_is_kept_out_of_pictures(phone: Handset) -> None:
    assert phone.state.windowFlags == 0
    # The double refuses every other thread than Android's main one, as Android does.
    phone.device().shield.cover()
    phone.settle()
    # WindowManager.LayoutParams.FLAG_SECURE
    assert phone.state.windowFlags == 0x2000


@on_android(36)
def test_a_window_that_is_touched_from_another_thread_would_be_seen(phone: Handset) -> None:
    from jnius import JavaException

    phone.device()
    window = phone.java("org.kivy.android.PythonActivity").mActivity.getWindow()
    with pytest.raises(JavaException, match="wrong thread"):
        window.addFlags(0x2000)


@on_android()
def test_leaving_takes_the_task_off_the_recent_ones(phone: Handset) -> None:
    assert phone.device().shield.leave()
    phone.settle()
    assert phone.done() == ["finishAndRemoveTask"]
