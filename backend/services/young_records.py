"""Deeds: a young person says what they changed, in a record that is tied to no answer."""

from datetime import datetime
from typing import Any

from backend.domain.young import OFF, as_asked, check_month, state_of
from backend.services.transaction import read, write_at_once
from backend.storage.settings import YOUNG_QUESTIONS, setting
from backend.storage.young_records import store_young_record, young_content_hash_of
from shared.ids import check_feedback_id
from shared.problems import Problem
from shared.young_record import YoungRecord


def give_young_record(record_id: str, record: YoungRecord, now: datetime) -> bool:
    """Store a record once, with no more in it than is asked; return whether it is new.

    One that is here is confirmed even after the questions were switched off. Raises id-invalid,
    month-impossible, young-questions-off, feedback-differs.
    """
    checked_id = check_feedback_id(record_id)
    check_month(record.month, now)
    with read() as session:
        state = state_of(setting(session, YOUNG_QUESTIONS))
        is_here = young_content_hash_of(session, checked_id) is not None
    if not is_here:
        if state == OFF:
            raise Problem("young-questions-off")
        with write_at_once() as connection:
            if store_young_record(connection, _to_row(checked_id, as_asked(record, state))):
                return True
    _refuse_other_content(checked_id, record)
    return False


def _to_row(record_id: str, record: YoungRecord) -> dict[str, Any]:
    # The hash of what is stored: one of what was sent would tell what is left out.
    content_hash = record.content_hash()
    return {
        **vars(record),
        "id": record_id,
        "content_hash": content_hash,
        "changes": list(record.changes),
    }


def _refuse_other_content(record_id: str, record: YoungRecord) -> None:
    """Raise feedback-differs unless this record is the one that is stored, as whatever was asked.

    What is asked may have changed since it was stored.
    """
    with read() as session:
        stored = young_content_hash_of(session, record_id)
    if stored not in (record.content_hash(), record.without_weapon().content_hash()):
        raise Problem("feedback-differs")
