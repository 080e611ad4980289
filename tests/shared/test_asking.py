"""Which optional questions follow one another, and which can be the last."""

import pytest

from shared.asking import CHANGED, is_last, path

ALL = ("happened", "reported", "why_not", "age_band", CHANGED)


@pytest.mark.parametrize(
    ("name", "held", "answers", "last"),
    [
        ("age_band", ALL, {}, False),
        ("age_band", ALL[:4], {}, True),
        (CHANGED, ALL, {"age_band": "from_13_to_17"}, True),
        # A part that is switched off does not hide what can follow.
        ("happened", ALL[:3], {}, False),
        ("happened", ALL[:1], {}, True),
        ("reported", ALL[:3], {"happened": "to_me"}, False),
        ("reported", ALL[:3], {"happened": "to_me", "reported": "yes"}, False),
        ("why_not", ALL[:3], {"happened": "to_me", "reported": "no"}, True),
    ],
)
def test_a_question_is_the_last_only_if_no_answer_leads_on(
    name: str, held: tuple[str, ...], answers: dict[str, str], last: bool
) -> None:
    assert is_last(name, held, answers) is last


def test_nobody_is_asked_a_question_of_which_nothing_is_made() -> None:
    answers = {"happened": "to_me", "reported": "no", "age_band": "from_13_to_17"}
    assert path((*ALL, "gender"), answers) == list(ALL)
