"""Telling somebody: the text, the people, and numbers that are none."""

from dataclasses import replace
from pathlib import Path

import pytest

from mobile.viewmodels.telling import Whereabouts, told
from shared.geo import Point
from shared.isolates import plain
from shared.place_link import figures, place_link, read_figures
from shared.saying import LANGUAGES, saying
from tests.mobile.phone import Phone, a_phone

BASE = "https://umay.example"
HERE = Point(53.5448, -2.63)
SMS_PARTS, PART_GSM, PART_UNICODE = 3, 153, 67
"""Characters of one part of a long text (3GPP TS 23.040, 9.2.3.24.1): GSM letters, and others."""

GSM = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;?!/#=()-+'&")
"""Letters of 3GPP TS 23.038's basic alphabet, as far as our texts use them."""


def known(phone: Phone) -> None:
    """Let a phone know the address that other people reach the service by."""
    phone.context.config = replace(phone.context.config, server_url=BASE)


def message(phone: Phone) -> str:
    """Return the text as its page shows it first."""
    model = phone.context.make("trusted")
    model.begin()
    return str(model.message)


def parts(text: str) -> int:
    """Return how many parts a text is sent in."""
    is_gsm = set(text) <= GSM
    each, alone = (PART_GSM, 160) if is_gsm else (PART_UNICODE, 70)
    return 1 if len(text) <= alone else -(-len(text) // each)


def test_the_text_says_where_and_where_to(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        assert model.message == (
            "I do not feel safe. I am here: Near the market, Wigan (53.54480, -2.63000). I can go "
            "to Night Haven (example), 1 Example Street, WN99 1AA. Please call me."
        )


def test_from_a_place_picked_by_name_no_exact_spot_is_claimed(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        phone.context.surroundings.choose("Leigh", Point(53.4975, -2.519))
        model = phone.context.make("trusted")
        model.begin()
        assert model.message.startswith("I do not feel safe. I am near Near the market, Leigh.")


def test_a_phone_that_knows_the_service_sends_a_link(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        known(phone)
        assert message(phone) == (
            "I do not feel safe. I am here: Near the market, Wigan. I can go to Night Haven "
            "(example), 1 Example Street, WN99 1AA. Please call me. "
            "Where I am: https://umay.example/at#53.54480,-2.63000"
        )


def test_a_link_to_a_machine_of_ones_own_is_of_no_use(tmp_path: Path) -> None:
    with a_phone(tmp_path, server_url="http://127.0.0.1:8000") as phone:
        assert "http" not in message(phone)
        assert "(53.54480, -2.63000)" in message(phone)


@pytest.mark.parametrize("base", ["", BASE])
def test_a_place_known_roughly_is_rounded(tmp_path: Path, base: str) -> None:
    with a_phone(tmp_path) as phone:
        if base:
            known(phone)
        phone.context.surroundings.told(HERE, is_approximate=True)
        text = message(phone)
        assert text.startswith("I do not feel safe. I am near Near the market, Wigan.")
        assert "53.5448" not in text
        assert ("Roughly where I am: https://umay.example/at#53.545,-2.630" in text) == bool(base)


def test_a_rough_place_without_a_name_is_told_in_rounded_figures() -> None:
    text = told(Whereabouts(at=HERE, is_rough=True), "en", "")
    assert text == "I do not feel safe. I am near 53.545, -2.630. Please call me."


def test_a_place_picked_by_name_is_no_position(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        known(phone)
        phone.context.surroundings.choose("Leigh", Point(53.4975, -2.519))
        assert "http" not in message(phone)
        assert "53.49" not in message(phone)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_link_opens_the_page_in_the_language_of_the_text(code: str) -> None:
    text = told(Whereabouts("Near the market", HERE), code, BASE)
    link = text.split()[-1]
    assert link == place_link(BASE, HERE, code)
    assert link.isascii(), "nothing sticks to it that a messenger would take for a part of it"
    assert ("?lang=" in link) == (code != "en")
    assert read_figures(link.partition("#")[2]) == HERE
    assert saying(code)("Please call me.") in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_of_no_neighbourhood_is_still_whole(code: str) -> None:
    say = saying(code)
    alone = say("I do not feel safe. Please call me.")
    assert told(Whereabouts(), code, BASE) == alone
    assert told(Whereabouts(at=HERE), code, BASE).startswith(alone)
    bare = plain(told(Whereabouts(at=HERE), code, ""))
    assert figures(HERE, between=", ") in bare


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_text_is_short_enough_to_be_sent(tmp_path: Path, code: str) -> None:
    with a_phone(tmp_path) as phone:
        known(phone)
        model = phone.context.make("trusted")
        model.choose("text_language", code)
        model.begin()
        assert parts(model.message) <= (2 if code == "en" else SMS_PARTS + 1)


def test_the_text_is_english_until_another_language_is_chosen(tmp_path: Path) -> None:
    from mobile.ui import words

    with a_phone(tmp_path) as phone:
        words.use("pl")
        try:
            model = phone.context.make("trusted")
            model.begin()
            assert model.message.startswith("I do not feel safe.")
            polish = saying("pl")("Please call me.")
            assert polish in model.meaning, "who sends it can read what it says"
            model.choose("text_language", "ur")
            again = phone.context.make("trusted")
            again.begin()
            assert saying("ur")("Please call me.") in again.message
            assert [pick.value for pick in again.languages if pick.is_chosen] == ["ur"]
            model.choose("text_language", "pl")
            assert (polish in model.message, model.meaning) == (True, "")
        finally:
            words.use("en")


def test_a_full_phone_holds_the_language_until_it_is_closed(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        phone.context.connection.execute("PRAGMA query_only=ON")
        model.choose("text_language", "pl")
        assert saying("pl")("Please call me.") in model.message
        assert model.note.startswith("This phone is full")


def test_without_another_app_the_words_are_to_be_sent_by_hand(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        model.share()
        assert model.note == "No app here takes a text. Send these words to somebody you trust."


def test_without_a_position_it_asks_for_a_call(tmp_path: Path) -> None:
    with a_phone(tmp_path, at=None) as phone:
        model = phone.context.make("trusted")
        model.begin()
        assert model.message == "I do not feel safe. Please call me."


@pytest.mark.parametrize(
    "number", ["", "hello", "12", "+44 7700 900123 456 789", "07700\u0669\u0660\u0660123"]
)
def test_a_number_that_is_none_is_refused_and_nothing_is_kept(tmp_path: Path, number: str) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        model.name, model.number = "Sister", number
        assert not model.add()
        assert model.refusal == "Give a phone number, such as 07700 900123."
        assert (model.name, model.contacts) == ("Sister", [])


def test_a_person_without_a_name_is_refused(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        model.number = "07700 900123"
        assert not model.add()
        assert model.refusal == "Give a name, such as Sister."


def test_people_are_kept_up_to_five_and_forgotten(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        for number in range(5):
            assert model.may_add
            model.name, model.number = f"Friend {number}", "(07700) 900-123"
            assert model.add()
        assert not model.may_add
        assert {contact.number for contact in model.contacts} == {"07700900123"}
        model.remove(model.contacts[0])
        assert model.may_add
        assert model.contacts[0].name == "Friend 1"


def test_a_full_phone_says_so_and_keeps_what_was_typed(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        model = phone.context.make("trusted")
        model.begin()
        phone.context.connection.execute("PRAGMA query_only=ON")
        model.name, model.number = "Sister", "07700 900123"
        assert not model.add()
        assert model.refusal.startswith("This could not be saved.")
        assert model.number == "07700 900123"
