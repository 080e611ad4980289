"""Telling somebody: the text, the people, and numbers that are none."""

from pathlib import Path

import pytest

from shared.geo import Point
from tests.mobile.phone import a_phone


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
