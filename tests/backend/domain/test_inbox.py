"""Nobody opens answers without saying what for."""

import pytest

from backend.domain.inbox import OTHER_PURPOSE, PURPOSES, purpose_in_words
from shared.problems import Problem


@pytest.mark.parametrize(
    ("purpose", "words", "where"),
    [("", "a meeting", "purpose"), ("curious", "", "purpose"), (OTHER_PURPOSE, " \n ", "words")],
)
def test_a_purpose_must_be_said(purpose: str, words: str, where: str) -> None:
    with pytest.raises(Problem) as refused:
        purpose_in_words(purpose, words)
    assert [fault.where for fault in refused.value.errors] == [where]


def test_a_purpose_is_kept_with_the_words_that_were_added() -> None:
    assert purpose_in_words("reading", "  ") == PURPOSES["reading"]
    assert purpose_in_words("area", " the\n park ") == f"{PURPOSES['area']}: the park"
    assert purpose_in_words(OTHER_PURPOSE, "training") == f"{PURPOSES[OTHER_PURPOSE]}: training"
