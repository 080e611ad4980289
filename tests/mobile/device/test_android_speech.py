"""Reading aloud on Android: with voices that lie on the phone, so that no text leaves it."""

import pytest

from mobile.device.choosing import Device
from tests.mobile.device.java import Android, Voice


def test_the_first_question_wakes_the_voices(device: Device, android: Android) -> None:
    android.voices = [Voice("en")]
    assert not device.speech.can_speak("en")
    assert not device.speech.say("hello", "en")
    android.ready()
    assert device.speech.can_speak("en")


@pytest.mark.parametrize(
    ("voices", "may"),
    [
        ([], False),
        ([Voice("en")], False),
        ([Voice("ur", is_online=True)], False),
        ([Voice("ur", is_installed=False)], False),
        ([Voice("ur", is_online=True), Voice("ur")], True),
        ([Voice("urd")], True),
    ],
)
def test_only_a_voice_on_the_phone_is_taken(
    voices: list[Voice], may: bool, device: Device, android: Android
) -> None:
    android.voices = voices
    device.speech.can_speak("ur")
    android.ready()
    assert device.speech.can_speak("ur") == may
    assert device.speech.say("salaam", "ur") == may
    assert android.spoken == ([(voices[-1].language, "salaam")] if may else [])


def test_an_engine_that_died_reads_nothing(device: Device, android: Android) -> None:
    android.voices = [Voice("en")]
    device.speech.can_speak("en")
    android.ready()
    android.has_engine_died = True
    assert not device.speech.can_speak("en")
    assert not device.speech.say("hello", "en")


def test_reading_is_stopped_at_once(device: Device, android: Android) -> None:
    device.speech.can_speak("en")
    android.ready()
    device.speech.hush()
    assert android.done == ["stop"]
