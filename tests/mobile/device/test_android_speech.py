"""Reading aloud on Android: with voices that lie on the phone, so that no text leaves it."""

from typing import Any

import pytest

from tests.mobile.device.handset import Handset, listed
from tests.mobile.device.on_android import on_android

READY, BROKEN = 0, -1


def give_voice(
    phone: Handset, language: str, *, is_online: bool = False, is_installed: bool = True
) -> None:
    """Put a voice on the phone; its name is its language."""
    features = phone.java("java.util.HashSet")()
    if not is_installed:
        features.add("notInstalled")
    # Not by its tag, which would shorten a name of three letters.
    locale = phone.java("java.util.Locale")(language)
    voice = phone.java("android.speech.tts.Voice")
    phone.state.voices.add(voice(language, locale, 300, 200, is_online, features))


def woken(phone: Handset, language: str, status: int = READY) -> Any:
    """Return reading aloud after it was first asked for and the engine answered."""
    speech = phone.device().speech
    assert not speech.can_speak(language)
    phone.does("ready", status)
    return speech


@on_android()
def test_the_first_question_wakes_the_voices(phone: Handset) -> None:
    give_voice(phone, "en")
    speech = phone.device().speech
    assert not speech.can_speak("en")
    assert not speech.say("hello", "en")
    phone.does("ready", READY)
    assert speech.can_speak("en")


@pytest.mark.parametrize(
    ("voices", "may"),
    [
        ([], False),
        ([("en", {})], False),
        ([("ur", {"is_online": True})], False),
        ([("ur", {"is_installed": False})], False),
        ([("ur", {"is_online": True}), ("ur", {})], True),
        ([("urd", {})], True),
    ],
)
@on_android(24, 36)
def test_only_a_voice_on_the_phone_is_taken(
    phone: Handset, voices: list[tuple[str, dict[str, bool]]], may: bool
) -> None:
    for language, more in voices:
        give_voice(phone, language, **more)
    speech = woken(phone, "ur")
    assert speech.can_speak("ur") == may
    assert speech.say("salaam", "ur") == may
    assert listed(phone.state.spoken) == ([f"{voices[-1][0]}: salaam"] if may else [])


@on_android()
def test_words_of_every_script_reach_the_engine_unchanged(phone: Handset) -> None:
    give_voice(phone, "ur")
    words = "یہ جگہ کھلی ہے: Café Żabka, 21:00–02:00"
    assert woken(phone, "ur").say(words, "ur")
    assert listed(phone.state.spoken) == [f"ur: {words}"]


@on_android(36)
def test_a_text_of_pythons_own_would_find_no_way_to_speak(phone: Handset) -> None:
    from jnius import JavaException

    give_voice(phone, "en")
    speech = woken(phone, "en")
    with pytest.raises(JavaException, match="No methods called speak"):
        speech._engine.speak("hello", 0, None, "umay")


@on_android(36)
def test_an_engine_that_will_not_start_reads_nothing(phone: Handset) -> None:
    give_voice(phone, "en")
    assert not woken(phone, "en", BROKEN).can_speak("en")


@on_android()
def test_an_engine_that_died_reads_nothing(phone: Handset) -> None:
    give_voice(phone, "en")
    speech = woken(phone, "en")
    phone.state.hasEngineDied = True
    assert not speech.can_speak("en")
    assert not speech.say("hello", "en")


@on_android(36)
def test_an_engine_that_dies_while_it_is_asked_reads_nothing(phone: Handset) -> None:
    give_voice(phone, "en")
    speech = woken(phone, "en")
    phone.state.diesSpeaking = True
    assert not speech.say("hello", "en")


@on_android()
def test_reading_is_stopped_at_once(phone: Handset) -> None:
    woken(phone, "en").hush()
    assert phone.done() == ["stop"]
