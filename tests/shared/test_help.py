"""The right doors: each can be reached, and none promises more than is known of it."""

import re

import pytest

from shared.help import DOORS, NEEDS, Door, help_to_wire
from shared.help_nations import doors_of
from shared.nations import ENGLAND, NATIONS, NORTHERN_IRELAND, SCOTLAND, WALES
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


LINES_OF_ENGLAND = {"08082000247"}
LINES_OF_ENGLAND_AND_WALES = {"08085002222", "08081689111", "08001381625"}
"""Domestic abuse; Rape Crisis, Victim Support and Stop Hate UK, found for no other nation."""


def numbers(nation: str) -> set[str]:
    return {each.phone for each in doors_of(nation)}


def test_england_has_the_doors_that_phones_were_shipped_with() -> None:
    assert doors_of(ENGLAND) == DOORS


@pytest.mark.parametrize("nation", [WALES, SCOTLAND, NORTHERN_IRELAND])
def test_no_nation_is_sent_to_anothers_line(nation: str) -> None:
    assert not numbers(nation) & LINES_OF_ENGLAND
    if nation != WALES:
        assert not numbers(nation) & LINES_OF_ENGLAND_AND_WALES


def test_northern_ireland_has_no_111() -> None:
    assert "111" not in numbers(NORTHERN_IRELAND)
    assert "choose 2" not in next(
        each.detail["en"] for each in doors_of(SCOTLAND) if each.id == "111"
    )


@pytest.mark.parametrize(
    ("nation", "line"),
    [(WALES, "08088010800"), (SCOTLAND, "08000271234"), (NORTHERN_IRELAND, "08088021414")],
)
def test_each_nations_line_for_home_is_there(nation: str, line: str) -> None:
    assert [each.phone for each in doors_of(nation) if each.need == "home"] == [line]


@pytest.mark.parametrize("nation", NATIONS)
def test_everywhere_there_are_999_101_and_the_lines_of_all_nations(nation: str) -> None:
    doors = doors_of(nation)
    assert [each.id for each in doors][:4] == ["999", "999-text", "999-bsl", "101"]
    assert numbers(nation) >= {"999", "101", "08001111", "116123", "0800555111"}
    assert len({each.id for each in doors}) == len(doors)
    assert [each.need for each in doors] == sorted(
        (each.need for each in doors), key=list(NEEDS).index
    )
    assert all(set(each.title["en"]) >= set(_last_four(each)) for each in doors)


def _last_four(door: Door) -> str:
    return door.phone[-4:]


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
