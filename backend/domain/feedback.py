"""Rules: which perception answers may be taken."""

from collections.abc import Collection
from datetime import datetime

from backend.domain.questions import FIRST
from shared.clock import check_week
from shared.perception import UMAY_1, Feedback
from shared.problems import Problem


def check_may_be_taken(
    feedback: Feedback, now: datetime, versions: Collection[int] = (FIRST,)
) -> None:
    """Raise Problem week-impossible or questions-unknown when the answer cannot be right.

    `versions` are those that were ever published: an answer of an older one is as good.
    """
    check_week(feedback.week, now)
    if feedback.questions != UMAY_1.id or feedback.questions_version not in versions:
        raise Problem("questions-unknown")
