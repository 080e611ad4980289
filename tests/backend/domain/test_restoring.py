"""Whose word releases a held server, and how the hold is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.appointing import Administrator
from backend.domain.restoring import RESTORED, Held, held_from, with_word
from shared.problems import Problem

NOW = datetime(2026, 11, 29, 22, 0, tzinfo=UTC)
HELD = Held(RESTORED, NOW, NOW - timedelta(minutes=5))
AMIR = Administrator(1, "Amir", "amir@council.example", is_one=True)
BEA = Administrator(2, "Bea", "bea@council.example", is_one=True)
NEW = Administrator(3, "Ned", "ned@council.example", is_one=True, is_passed_by=True)
GONE = Administrator(4, "Gil", "gil@council.example", is_one=False, ceased_at=NOW)


def refused(held: Held, giver: int, *known: Administrator) -> str:
    with pytest.raises(Problem) as refusal:
        with_word(held, giver, known, NOW)
    return refusal.value.code


def test_one_administrator_alone_releases_it() -> None:
    spoken, is_over = with_word(HELD, 1, [AMIR], NOW)
    assert (spoken.words, is_over) == ((1,), True)


@pytest.mark.parametrize("other", [BEA, GONE])
def test_where_another_counts_one_word_is_not_enough(other: Administrator) -> None:
    spoken, is_over = with_word(HELD, 1, [AMIR, other], NOW)
    assert (spoken.words, is_over) == ((1,), False)


def test_the_second_word_releases_it() -> None:
    first, _ = with_word(HELD, 1, [AMIR, BEA], NOW)
    second, is_over = with_word(first, 2, [AMIR, BEA], NOW)
    assert (second.words, is_over) == ((1, 2), True)
    assert (second.why, second.at, second.known_until) == (HELD.why, HELD.at, HELD.known_until)


def test_nobody_gives_two_words_and_nobody_else_gives_one() -> None:
    first, _ = with_word(HELD, 1, [AMIR, BEA], NOW)
    assert refused(first, 1, AMIR, BEA) == "same-person"
    assert refused(HELD, 9, AMIR, BEA) == "not-for-you"
    assert refused(HELD, 4, AMIR, GONE) == "not-for-you"


def test_whom_nobody_was_asked_about_gives_the_first_word_and_not_the_second() -> None:
    first, is_over = with_word(HELD, 3, [AMIR, NEW], NOW)
    assert (first.words, is_over) == ((3,), False)
    by_amir, _ = with_word(HELD, 1, [AMIR, NEW], NOW)
    assert refused(by_amir, 3, AMIR, NEW) == "word-too-early"


@pytest.mark.parametrize(
    "held", [HELD, Held(RESTORED, NOW, NOW, words=(1, 2), published=("epoch", 7))]
)
def test_it_is_kept_as_it_is(held: Held) -> None:
    assert held_from(held.to_wire()) == held
    kept = held.to_wire()
    assert held_from({**kept, "published": list(kept["published"] or ()) or None}) == held


def test_what_was_never_held_is_not() -> None:
    assert held_from(None) is None
