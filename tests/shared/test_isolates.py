"""What is put into a sentence that is read from the right keeps its own order."""

import pytest

from shared.intervals import Interval
from shared.isolates import (
    END,
    FIRST,
    LEFT,
    RIGHT,
    Isolating,
    apart,
    in_reading_order,
    plain,
    with_numbers_apart,
)
from shared.saying import in_all_languages, saying
from shared.standing import hours_words

HELPLINE = "Domestic abuse 0808 2000 247"
IN_ONE_PIECE = f"{LEFT}0808\u00a02000\u00a0247{END}"


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_number_in_groups_stands_in_one_piece(language: str) -> None:
    assert IN_ONE_PIECE in saying(language)(HELPLINE)


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_what_is_put_in_stands_apart_and_numbers_as_they_are(language: str) -> None:
    say = saying(language)
    words = say("Open until {clock}").format(clock="02:00")
    assert f"{FIRST}02:00{END}" in words
    twice = say.count(
        "Opens at {{clock}}, {n} minute after you arrive",
        "Opens at {{clock}}, {n} minutes after you arrive",
        5,
    ).format(clock="21:00")
    assert f"{FIRST}21:00{END}" in twice
    assert "5" in plain(twice)


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ro"])
def test_where_one_reads_from_the_left_nothing_is_added(language: str) -> None:
    say = saying(language)
    said = [say(HELPLINE), say("Open until {clock}").format(clock="02:00")]
    said.append(hours_words((Interval(21 * 60, 26 * 60),), say))
    assert said == [plain(words) for words in said]


def test_hours_are_read_as_the_sentence_is() -> None:
    hours = hours_words((Interval(540, 750), Interval(810, 1020)), saying("ur"), "، ")
    assert hours == f"{RIGHT}09:00 – 12:30، 13:30 – 17:00{END}"


def test_what_is_published_has_none_since_older_phones_would_draw_them() -> None:
    for words in in_all_languages(HELPLINE).values():
        assert words == plain(words)
        assert "\u00a0" not in words


@pytest.mark.parametrize("text", ["", f"{FIRST}Leigh{END}", f"{RIGHT}09:00 – 17:00{END}"])
def test_nothing_is_isolated_twice(text: str) -> None:
    assert apart(text, is_rtl=True) == text
    assert Isolating("{a}").format(a=text) == text


def test_two_isolates_beside_each_other_are_no_whole_one() -> None:
    two = f"{FIRST}Leigh{END}, {FIRST}Wigan{END}"
    assert apart(two, is_rtl=True) == f"{FIRST}{two}{END}"


@pytest.mark.parametrize("text", ["999", "09:00 – 17:00", "20/11/2026", "2026-11-20", "1.5 km"])
def test_what_is_no_number_in_groups_stays(text: str) -> None:
    assert with_numbers_apart(text) == text


def test_the_rule_does_nothing_for_a_page_read_from_the_left() -> None:
    assert apart("Leigh", is_rtl=False) == "Leigh"
    assert in_reading_order("09:00 – 17:00", is_rtl=False) == "09:00 – 17:00"
