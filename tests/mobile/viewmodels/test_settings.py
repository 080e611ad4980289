"""What is chosen holds, is kept, and shows; damaged choices are as if nothing had been chosen."""

from pathlib import Path

import pytest

from mobile.store import settings
from mobile.store.settings import Choices
from mobile.ui import words
from mobile.viewmodels.reading import PAGES, first_cards, reading
from mobile.viewmodels.settings import SettingsViewModel
from shared.saying import LANGUAGES
from shared.version import VERSION
from tests.mobile.phone import a_phone


def test_a_choice_is_taken_up_and_kept(tmp_path: Path) -> None:
    taken: list[Choices] = []
    with a_phone(tmp_path) as phone:
        model = SettingsViewModel(phone.context.connection, taken.append)
        for name, value in {"language": "pl", "text_size": "1.5", "look": "contrast"}.items():
            model.choose(name, value)
        assert taken[-1].text_size == 1.5
        assert [pick.value for pick in model.looks if pick.is_chosen] == ["contrast"]
    with a_phone(tmp_path) as phone:
        assert phone.context.choices.language == "pl"
        assert words.language() == "pl"
        assert phone.context.places.where != ""


def test_the_settings_name_the_apps_version(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        assert SettingsViewModel(phone.context.connection, print).version == f"UMay {VERSION}"


def test_a_choice_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone, pytest.raises(KeyError):
        settings.keep(phone.context.connection, "favourite", "blue")


def test_damaged_choices_are_none(tmp_path: Path) -> None:
    with a_phone(tmp_path) as phone:
        settings.keep(phone.context.connection, "text_size", "huge")
        settings.keep(phone.context.connection, "language", "xx")
        read = settings.read(phone.context.connection)
        assert read.text_size == 0.0
    with a_phone(tmp_path):
        assert words.language() == "en"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_what_no_native_speaker_has_read_says_so(tmp_path: Path, language: str) -> None:
    with a_phone(tmp_path) as phone:
        model = SettingsViewModel(phone.context.connection, phone.context.choose)
        assert model.review_note == ""
        model.choose("language", language)
        model.refresh()
        assert model.review_note not in ("", "No native speaker has read this translation.")


def test_pages_to_read_are_said_in_the_language() -> None:
    for name in PAGES:
        words.use("en")
        english = reading(name)
        words.use("ur")
        assert reading(name).title != english.title
        assert len(reading(name).sections) == len(english.sections)
    assert len(first_cards()) == 3


def test_the_first_run_and_the_privacy_page_carry_the_warnings() -> None:
    words.use("en")
    said = " ".join(card.words for card in first_cards())
    said += " ".join(body for _title, body in reading("privacy").sections)
    for warning in ("does not call for help by itself", "cannot hide from spyware", "can see that"):
        assert warning in said
