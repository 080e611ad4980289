"""Deeds: somebody says how safe they feel."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.domain.feedback import check_may_be_taken
from backend.domain.questions import FIRST
from backend.services.transaction import read, write_at_once
from backend.storage import feedback as answers
from backend.storage.places import has_place
from backend.storage.question_versions import question_versions
from backend.storage.zones import has_zone
from shared.ids import check_feedback_id
from shared.perception import Feedback
from shared.problems import Problem


def give(feedback_id: str, feedback: Feedback, now: datetime) -> bool:
    """Store an answer once; return whether it is new.

    The same answer again, and one that was withdrawn, are as good as stored. Raises id-invalid,
    week-impossible, questions-unknown, zone-unknown, place-unknown, feedback-differs.
    """
    values = _to_row(check_feedback_id(feedback_id), feedback)
    is_first = feedback.questions_version == FIRST
    if is_first:
        check_may_be_taken(feedback, now)
    try:
        with write_at_once() as connection:
            if not is_first:
                check_may_be_taken(feedback, now, question_versions(connection))
            is_new = answers.store_unless_withdrawn(connection, values)
    except IntegrityError as error:
        raise _unknown_where(feedback, error) from None
    if not is_new:
        _refuse(values, feedback)
    return is_new


def _to_row(feedback_id: str, feedback: Feedback) -> dict[str, Any]:
    values = dict(vars(feedback))
    values["id"] = feedback_id
    values["content_hash"] = feedback.content_hash()
    values["factors"] = sorted(set(feedback.factors))
    values["zone_id"] = values.pop("zone")
    values["place_id"] = values.pop("place")
    return values


def _refuse(values: dict[str, Any], feedback: Feedback) -> None:
    """Say why an answer was not stored, unless it is as good as stored."""
    with read() as session:
        stored = answers.content_hash_of(session, values["id"])
        if stored == values["content_hash"]:
            return
        # Asked second: an answer that was withdrawn between the two is known to be.
        if answers.is_withdrawn(session, values["id"], values["receipt_hash"]):
            return
        unknown = None if stored else _unknown(session, feedback)
    raise unknown or Problem("feedback-differs")


def _unknown_where(feedback: Feedback, error: IntegrityError) -> Exception:
    """Return the refusal for a place or zone that is not there; otherwise the error itself."""
    with read() as session:
        return _unknown(session, feedback) or error


def _unknown(session: Session, feedback: Feedback) -> Problem | None:
    if feedback.zone is not None and not has_zone(session, feedback.zone):
        return Problem("zone-unknown")
    if feedback.place is not None and not has_place(session, feedback.place):
        return Problem("place-unknown")
    return None
