"""What an officer must have seen or done before agreeing to a change, and where a place stands."""

import pytest

from backend.domain.changes import (
    PROPOSE_CHANGE,
    Agreed,
    Waiting,
    check_agreed,
    is_visited_since,
    needs_ring,
    needs_words,
    state_after,
)
from backend.domain.steps import (
    APPLIED,
    APPROVED,
    CHECK,
    CHECK_AGAIN,
    CHECKED,
    LIVE,
    SUSPENDED,
    Step,
)
from shared.problems import Problem

NAME, KIND = Waiting(texts={"name": "Arms"}), Waiting(texts={"kind": "pub"})
PHONE = Waiting(texts={"phone": "01942 111111"})
ASKED, SEEN, SEEN_AGAIN = Step(PROPOSE_CHANGE, 1), Step(CHECK, 2), Step(CHECK_AGAIN, 2)


@pytest.mark.parametrize("state", [LIVE, SUSPENDED, APPLIED])
def test_what_was_seen_as_it_is_stays_where_it_stands(state: str) -> None:
    assert state_after(state, is_move=False) == state


@pytest.mark.parametrize("state", [CHECKED, APPROVED])
def test_what_changed_between_visit_and_approval_is_visited_anew(state: str) -> None:
    assert state_after(state, is_move=False) == APPLIED


def test_whoever_moved_is_visited_anew() -> None:
    assert state_after(LIVE, is_move=True) == APPLIED


@pytest.mark.parametrize(
    ("waits", "words", "ring"),
    [
        (NAME, True, False),
        (KIND, True, False),
        (PHONE, False, True),
        (Waiting(texts={"name": "Arms"}, is_move=True), False, False),
        (Waiting(texts={"phone": ""}), False, False),
        (Waiting(texts={"address": "2 King Street"}), False, False),
    ],
)
def test_names_want_words_and_numbers_want_ringing(waits: Waiting, words: bool, ring: bool) -> None:
    assert (needs_words(waits), needs_ring(waits)) == (words, ring)


def faults(waits: Waiting, agreed: Agreed, *, is_visited: bool = False) -> list[str]:
    try:
        check_agreed(waits, agreed, is_visited=is_visited)
    except Problem as problem:
        return [each.where for each in problem.errors]
    return []


@pytest.mark.parametrize("waits", [NAME, KIND])
def test_a_name_is_agreed_to_after_a_visit_or_with_words(waits: Waiting) -> None:
    assert faults(waits, Agreed()) == ["reason"]
    assert faults(waits, Agreed("  ")) == ["reason"]
    assert faults(waits, Agreed("I know the landlady")) == []
    assert faults(waits, Agreed(), is_visited=True) == []


def test_a_number_is_agreed_to_once_it_was_rung() -> None:
    assert faults(PHONE, Agreed("A visit is no ring"), is_visited=True) == ["has_rung"]
    assert faults(PHONE, Agreed(has_rung=True)) == []
    both = Waiting(texts={**NAME.texts, **PHONE.texts})
    assert faults(both, Agreed()) == ["reason", "has_rung"]


@pytest.mark.parametrize(
    ("history", "is_visited"),
    [
        ([], False),
        ([ASKED], False),
        ([SEEN, ASKED], False),
        ([ASKED, SEEN], True),
        ([ASKED, SEEN_AGAIN], True),
        ([SEEN, ASKED, Step("suspend", 3), SEEN], True),
    ],
)
def test_only_a_visit_after_the_wish_counts(history: list[Step], is_visited: bool) -> None:
    assert is_visited_since(history) is is_visited
