"""Records: batches of the inbox: who opened one, what for, and which answers lie in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    String,
    Uuid,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.counting import COUNTED, NEW
from backend.storage.database import Row
from backend.storage.feedback import IS_PASSED, FeedbackRow
from backend.storage.moments import Moment
from backend.storage.staff import StaffRow

_BATCH = "Deleted 35 days after it was closed; the audit chain keeps that it was opened."


class BatchRow(Row):
    """Some answers that lie open before one officer."""

    __tablename__ = "inbox_batch"

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), primary_key=True, comment=f"Random. {_BATCH}"
    )
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True, comment=f"Who opened it. {_BATCH}"
    )
    purpose: Mapped[str] = mapped_column(String(300), comment=f"What for, in words. {_BATCH}")
    opened_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_BATCH}")
    number: Mapped[int] = mapped_column(
        comment=f"How many answers were laid open, for the most of a day. {_BATCH}"
    )
    closed_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When its last answer was handled, or it was put back. {_BATCH}"
    )


OPEN_TO_READ = (NEW, COUNTED)
"""The states of answers that the inbox shows: what is held or left out is for the review."""

_AT_A_TIME = 500

_READ = (
    FeedbackRow.id,
    FeedbackRow.week,
    FeedbackRow.zone_id,
    FeedbackRow.place_id,
    FeedbackRow.level,
    FeedbackRow.factors,
    FeedbackRow.daypart,
)
"""All that the inbox ever reads of an answer."""


def take_answers(session: Session, batch_id: str, pivot: str, number: int) -> int:
    """Put unread answers that lie in no batch into one, those after a random id; return how many.

    Ids are random, so what follows a random id is a random choice that sorts nothing.
    """
    after = _some_ids(session, FeedbackRow.id >= pivot, number)
    before = _some_ids(session, FeedbackRow.id < pivot, number - len(after))
    _set(session, FeedbackRow.id.in_([*after, *before]), batch_id=batch_id)
    return len(after) + len(before)


def number_unread(session: Session, most: int) -> int:
    """Return how many unread answers lie in no batch, counted up to `most`."""
    return _number(session, _is_unread(), most)


def number_new(session: Session, before_week: str, most: int) -> int:
    """Return how many answers about earlier weeks nobody was shown yet, counted up to `most`."""
    return _number(session, _is_new(before_week, OPEN_TO_READ), most)


def let_in(session: Session, before_week: str, states: Sequence[str], most: int) -> int:
    """Let officers see some answers about earlier weeks from now on; return how many it were."""
    which = select(FeedbackRow.id).where(*_is_new(before_week, states))
    some = which.order_by(FeedbackRow.id).limit(most)
    ids = list(session.scalars(some))
    for at in range(0, len(ids), _AT_A_TIME):
        _set(session, FeedbackRow.id.in_(ids[at : at + _AT_A_TIME]), has_waited=True)
    return len(ids)


def open_batch(session: Session, staff_id: int | None) -> BatchRow | None:
    """Return the batch that lies open before somebody, the newest."""
    found = select(BatchRow).where(BatchRow.staff_id == staff_id, BatchRow.closed_at.is_(None))
    return session.scalars(found.order_by(BatchRow.opened_at.desc()).limit(1)).first()


def opened_since(session: Session, staff_id: int, since: datetime) -> int:
    """Return how many answers were laid open before somebody from a moment on."""
    numbers = select(func.sum(BatchRow.number)).where(
        BatchRow.staff_id == staff_id, BatchRow.opened_at >= since
    )
    return session.scalar(numbers) or 0


def readers_since(session: Session, since: datetime, role: str) -> Sequence[StaffRow]:
    """Return those at work in a role who opened anything from a moment on, by name."""
    readers = select(BatchRow.staff_id).where(BatchRow.opened_at >= since)
    at_work = select(StaffRow).where(StaffRow.active, StaffRow.role == role)
    return session.scalars(at_work.where(StaffRow.id.in_(readers)).order_by(StaffRow.name)).all()


def left_lying(session: Session, opened_before: datetime, role: str) -> Sequence[BatchRow]:
    """Return open batches that were opened before a moment, or whose officer is none any more."""
    at_work = select(StaffRow.id).where(StaffRow.active, StaffRow.role == role)
    is_left = or_(
        BatchRow.opened_at < opened_before,
        BatchRow.staff_id.is_(None),
        BatchRow.staff_id.not_in(at_work),
    )
    return session.scalars(select(BatchRow).where(BatchRow.closed_at.is_(None), is_left)).all()


def answers_in(session: Session, batch_id: str) -> Sequence[Any]:
    """Return (id, week, zone id, place id, level, factors, daypart) of a batch's answers."""
    return session.execute(select(*_READ).where(FeedbackRow.batch_id == batch_id)).all()


def close_batch(session: Session, row: BatchRow, now: datetime) -> None:
    """Put back what nobody handled and close a batch."""
    _set(session, FeedbackRow.batch_id == row.id, batch_id=None)
    row.closed_at = now


def set_outcome(session: Session, ids: Iterable[str], outcome: str) -> None:
    """Write down what was made of answers, which lie in no batch from then on."""
    _set(session, FeedbackRow.id.in_(sorted(ids)), outcome=outcome, batch_id=None)


def passed(session: Session, most: int) -> Sequence[Any]:
    """Return (week, zone id, place id, partner, how many), the newest weeks first."""
    key = (FeedbackRow.week, FeedbackRow.zone_id, FeedbackRow.place_id, FeedbackRow.outcome)
    found = select(*key, func.count()).where(text(f"feedback.{IS_PASSED}")).group_by(*key)
    return session.execute(found.order_by(FeedbackRow.week.desc(), *key[1:]).limit(most)).all()


def _number(session: Session, which: tuple[ColumnElement[bool], ...], most: int) -> int:
    some = select(FeedbackRow.id).where(*which).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _is_new(before_week: str, states: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        FeedbackRow.outcome.is_(None),
        ~FeedbackRow.has_waited,
        FeedbackRow.week < before_week,
        FeedbackRow.state.in_(states),
    )


def _is_unread() -> tuple[ColumnElement[bool], ...]:
    return (
        FeedbackRow.has_waited.is_(True),
        FeedbackRow.outcome.is_(None),
        FeedbackRow.batch_id.is_(None),
        FeedbackRow.state.in_(OPEN_TO_READ),
    )


def _some_ids(session: Session, which: ColumnElement[bool], number: int) -> list[str]:
    found = select(FeedbackRow.id).where(which, *_is_unread())
    return list(session.scalars(found.order_by(FeedbackRow.id).limit(number)))


def _set(session: Session, which: ColumnElement[bool], **values: Any) -> None:
    some = update(FeedbackRow).where(which).values(values)
    session.execute(some.execution_options(synchronize_session=False))
