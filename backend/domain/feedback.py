"""Rules: which perception answers may be taken."""

from datetime import datetime

from shared.clock import check_week
from shared.perception import QUESTION_SETS, Feedback
from shared.problems import Problem

_KNOWN_QUESTIONS = frozenset((questions.id, questions.version) for questions in QUESTION_SETS)


def check_may_be_taken(feedback: Feedback, now: datetime) -> None:
    """Raise Problem week-impossible or questions-unknown when the answer cannot be right."""
    check_week(feedback.week, now)
    if (feedback.questions, feedback.questions_version) not in _KNOWN_QUESTIONS:
        raise Problem("questions-unknown")
