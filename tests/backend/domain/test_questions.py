"""Which questions a version asks, and so whose answers a figure may count."""

import pytest

from backend.domain.questions import (
    ALWAYS,
    PARTS,
    asked_in,
    checked_parts,
    set_of,
    versions_asking,
)
from shared.perception import UMAY_1
from shared.problems import Problem

VERSIONS = {1: tuple(PARTS), 2: ("about_me",), 3: (), 4: ("happened", "reporting")}


def test_every_question_of_the_contract_is_asked_always_or_in_one_part() -> None:
    optional = [question for part in PARTS.values() for question in part]
    assert len(optional) == len(set(optional))
    assert ALWAYS | set(optional) == {question.id for question in UMAY_1.questions}
    assert {"level", "factors"} == ALWAYS


@pytest.mark.parametrize(
    ("parts", "said"),
    [(["weather"], "Choose among the parts"), (["reporting", "setting"], "Switch both on")],
)
def test_parts_that_cannot_be_are_refused(parts: list[str], said: str) -> None:
    with pytest.raises(Problem) as caught:
        checked_parts(parts)
    assert caught.value.errors[0].where == "parts"
    assert said in caught.value.errors[0].what


def test_parts_stand_in_one_order_and_once() -> None:
    assert checked_parts(["setting", "happened", "setting"]) == ("happened", "setting")
    assert checked_parts([]) == ()


def test_a_version_asks_just_its_questions() -> None:
    assert set_of(1, PARTS) == UMAY_1
    short = set_of(3, ("about_me",))
    assert (short.id, short.version, short.scale) == ("umay", 3, "ons-4")
    assert [each.id for each in short.questions] == ["level", "factors", "age_band", "gender"]
    assert short.questions[0] is UMAY_1.questions[0]


def test_a_base_counts_only_versions_that_asked() -> None:
    assert asked_in(2, VERSIONS) == {"level", "factors", "age_band", "gender"}
    assert asked_in(3, VERSIONS) == {"level", "factors"}
    assert asked_in(99, VERSIONS) == frozenset()
    assert versions_asking("level", VERSIONS) == {1, 2, 3, 4}
    assert versions_asking("why_not", VERSIONS) == {1, 4}
    assert versions_asking("age_band", VERSIONS) == {1, 2}
    assert versions_asking("changed", VERSIONS) == frozenset()
