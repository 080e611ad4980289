"""A place is suspended for a reason from the list; another one is said in words."""

import pytest

from backend.domain.suspending import OTHER, REASONS, reason_in_words
from shared.problems import Problem


@pytest.mark.parametrize(
    ("code", "words", "where"), [("", "x", "why"), ("mood", "x", "why"), (OTHER, " ", "reason")]
)
def test_a_reason_must_be_said(code: str, words: str, where: str) -> None:
    with pytest.raises(Problem) as refused:
        reason_in_words(code, words)
    assert [fault.where for fault in refused.value.errors] == [where]


def test_a_reason_is_kept_with_its_label_first() -> None:
    assert reason_in_words("police", "") == f"{REASONS['police']}."
    assert reason_in_words("police", " until Monday ") == f"{REASONS['police']}. until Monday"
    assert reason_in_words(OTHER, "a flood") == f"{REASONS[OTHER]}. a flood"
