"""The right doors: each can be reached, and none promises more than is known of it."""

import re

import pytest

from shared.help import DOORS, NEEDS, help_to_wire
from shared.places import Place
from shared.ranking import RankingIndex
from shared.saying import ENGLISH
from shared.standing import none_title
from tests.shared.cast import ALWAYS, HERE, NOW, place

WEB = re.compile(r"\b[a-z0-9-]+(\.[a-z]{2,})*\.(uk|org|com)\b")


def door(door_id: str) -> str:
    """Return what is said of a door."""
    (found,) = (each for each in DOORS if each.id == door_id)
    return f"{found.title['en']}. {found.detail['en']}"


def test_every_door_has_a_number_or_an_address() -> None:
    closed = [
        each.id
        for each in DOORS
        if not (each.phone or each.text_to or WEB.search(each.detail["en"]))
    ]
    assert closed == []
    assert not WEB.search("Tell the council: on its website, under Report it.")


def test_every_door_is_for_a_need_that_has_words() -> None:
    assert {each.need for each in DOORS} <= NEEDS.keys()


def test_the_help_names_no_day_of_a_check_that_nobody_made() -> None:
    assert set(help_to_wire()) == {"format", "doors"}


def test_999_without_speaking_tells_mobiles_from_landlines() -> None:
    said = door("999")
    assert "on a mobile" in said
    assert "On a landline 55 does nothing: stay on the line" in said
    assert "the operator decides" in said


def test_somebody_under_16_meets_a_line_that_takes_them_before_one_that_does_not() -> None:
    after = [each.id for each in DOORS if each.need == "sexual"]
    assert after == ["childline-sexual", "rape-crisis"]
    assert door("childline-sexual").startswith("Under 16: Childline")
    assert door("rape-crisis").startswith("16 and over: Rape Crisis")


def test_111_has_its_way_for_a_crisis_of_the_mind() -> None:
    assert "choose 2" in door("111")


def test_who_signs_has_a_door() -> None:
    assert "999bsl.co.uk" in door("999-bsl")


def test_a_line_that_serves_some_areas_does_not_promise_to_serve_this_one() -> None:
    said = door("stop-hate")
    assert "only in areas that pay for it" in said
    assert "ay and night" not in said


@pytest.mark.parametrize(
    ("places", "is_narrowed", "title"),
    [
        ((), False, "No safe place is listed here"),
        ((), True, "None has what you asked for"),
        ((place("there", 0, ALWAYS),), False, "None open near you"),
        ((place("there", 0, ALWAYS),), True, "None open near you"),
    ],
)
def test_none_open_is_said_only_where_there_is_one_that_could_be(
    places: tuple[Place, ...], is_narrowed: bool, title: str
) -> None:
    items = RankingIndex(places).rank(HERE, NOW, NOW).items
    assert none_title(items, ENGLISH, is_narrowed=is_narrowed) == title
