"""Deeds: somebody says whether a place helped; several who say "no" ask officers for a visit."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from backend.services.transaction import read, write
from backend.storage.places import has_place
from backend.storage.visits import help_content_hash_of, store_help_answer
from shared.clock import check_week
from shared.help_answer import HelpAnswer
from shared.ids import check_feedback_id
from shared.problems import Problem


def give_help_answer(answer_id: str, answer: HelpAnswer, now: datetime) -> bool:
    """Store an answer once; return whether it is new.

    Nobody sees it come: what several say in several weeks is looked at on Mondays
    (services/readiness/wanting.py). It hides nothing by itself. Raises id-invalid,
    week-impossible, place-unknown, feedback-differs.
    """
    checked_id = check_feedback_id(answer_id)
    check_week(answer.week, now)
    with read() as session:
        # Asked before it is written: what is refused shall not lie in the file or the log.
        if not has_place(session, answer.place):
            raise Problem("place-unknown")
    values = {
        "id": checked_id,
        "content_hash": answer.content_hash(),
        "place_id": answer.place,
        "week": answer.week,
        "helped": answer.helped,
        "why_not": answer.why_not or None,
    }
    try:
        with write() as session:
            is_new = store_help_answer(session, values)
    except IntegrityError:
        with read() as session:
            if has_place(session, answer.place):
                raise
        raise Problem("place-unknown") from None
    if not is_new:
        _refuse_other_content(checked_id, answer)
    return is_new


def _refuse_other_content(answer_id: str, answer: HelpAnswer) -> None:
    # A program from before reasons stored the same answer without one.
    same = {answer.content_hash(), replace(answer, why_not="").content_hash()}
    with read() as session:
        if help_content_hash_of(session, answer_id) not in same:
            raise Problem("feedback-differs")
