"""An answer to questions that were ever published is taken, of a week that can be."""

from dataclasses import replace

import pytest

from backend.domain.feedback import check_may_be_taken
from shared.perception import Feedback
from shared.problems import Problem
from tests.conftest import NOW

ANSWER = Feedback(level="very_safe", week="2026-W48", daypart="daylight", zone="z1")


def test_an_older_version_is_as_good_as_the_present_one() -> None:
    for version in (1, 2):
        check_may_be_taken(replace(ANSWER, questions_version=version), NOW, (1, 2))
    with pytest.raises(Problem) as refused:
        check_may_be_taken(replace(ANSWER, questions_version=3), NOW, (1, 2))
    assert refused.value.code == "questions-unknown"


def test_an_answer_to_other_questions_is_refused_and_one_of_next_week() -> None:
    for answer in (replace(ANSWER, questions="other"), replace(ANSWER, week="2026-W49")):
        with pytest.raises(Problem):
            check_may_be_taken(answer, NOW)
