"""Records: deleting what has been kept for as long as its columns say."""

from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select
from sqlalchemy.orm import Session

from backend.domain.listing import OFFER_STATES
from backend.domain.notices import FAILED, SENT
from backend.storage.appointments import AppointmentRow
from backend.storage.database import Row
from backend.storage.feedback import FeedbackRow, WithdrawnRow
from backend.storage.given_words import ReadingOnRow, TakenListRow, TakingOnRow
from backend.storage.inbox import BatchRow
from backend.storage.listings import OfferRow
from backend.storage.notices import NoticeRow
from backend.storage.readiness import ConfirmLinkRow
from backend.storage.security import SecurityEventRow
from backend.storage.staff import InvitationRow, StaffSessionRow
from backend.storage.visits import HelpAnswerRow, VisitRow
from backend.storage.young_records import YoungRecordRow

_BEGUN, _SENT, _CONFIRMED = OFFER_STATES


def forget_sessions(session: Session, ended_before: datetime, started_before: datetime) -> int:
    """Delete sessions that ended before a moment, or must have."""
    is_over = and_(StaffSessionRow.ended_at.is_(None), StaffSessionRow.started_at < started_before)
    return _forget(session, StaffSessionRow, or_(StaffSessionRow.ended_at < ended_before, is_over))


def forget_invitations(session: Session, before: datetime) -> int:
    """Delete invitations that were used or ran out before a moment."""
    is_over = or_(InvitationRow.used_at < before, InvitationRow.ends_at < before)
    return _forget(session, InvitationRow, is_over)


def forget_appointments(session: Session, before: datetime) -> int:
    """Delete who was to come into office, decided or run out before a moment."""
    is_over = or_(AppointmentRow.decided_at < before, AppointmentRow.ends_at < before)
    return _forget(session, AppointmentRow, is_over)


def forget_confirm_links(session: Session, ended_before: datetime) -> int:
    """Delete links to confirm a place that ran out before a moment, used or not."""
    return _forget(session, ConfirmLinkRow, ConfirmLinkRow.ends_at < ended_before)


def forget_visits(session: Session, oldest_week: str) -> int:
    """Delete visits, and whether residents were helped, of weeks before the oldest that is kept."""
    visits = _forget(session, VisitRow, VisitRow.week < oldest_week)
    return visits + _forget(session, HelpAnswerRow, HelpAnswerRow.week < oldest_week)


def forget_notices(session: Session, before: datetime) -> int:
    """Delete notices that were sent or given up before a moment; never one that waits."""
    is_sent = and_(NoticeRow.state == SENT, NoticeRow.sent_at < before)
    # Whoever gives a notice up puts the moment where the next try would stand.
    is_given_up = and_(NoticeRow.state == FAILED, NoticeRow.due_at < before)
    return _forget(session, NoticeRow, or_(is_sent, is_given_up))


def forget_offers(session: Session, begun_before: datetime, sent_before: datetime) -> int:
    """Delete offers that were never sent, or never confirmed; never one that became a place."""
    is_left = and_(OfferRow.state == _BEGUN, OfferRow.begun_at < begun_before)
    is_silent = and_(OfferRow.state == _SENT, OfferRow.sent_at < sent_before)
    return _forget(session, OfferRow, and_(OfferRow.place_id.is_(None), or_(is_left, is_silent)))


def forget_young_records(session: Session, oldest_month: str) -> int:
    """Delete young people's records of months before the oldest that is kept."""
    return _forget(session, YoungRecordRow, YoungRecordRow.month < oldest_month)


def forget_answers(session: Session, oldest_week: str, most: int) -> int:
    """Delete so many answers of weeks before the oldest that is kept, the oldest first."""
    old = select(FeedbackRow.id).where(FeedbackRow.week < oldest_week)
    some = old.order_by(FeedbackRow.week).limit(most)
    return _forget(session, FeedbackRow, FeedbackRow.id.in_(some))


def forget_withdrawn(session: Session, oldest_week: str) -> int:
    """Delete withdrawals of weeks before the oldest that is remembered."""
    return _forget(session, WithdrawnRow, WithdrawnRow.week < oldest_week)


def forget_security_events(session: Session, oldest_hour: int) -> int:
    """Delete what staff pages refused before the oldest hour that is kept."""
    return _forget(session, SecurityEventRow, SecurityEventRow.hour < oldest_hour)


def forget_batches(session: Session, closed_before: datetime) -> int:
    """Delete batches of the inbox that were closed before a moment; never an open one."""
    return _forget(session, BatchRow, BatchRow.closed_at < closed_before)


def forget_reading_on(session: Session, given_before: datetime) -> int:
    """Delete words of officers that others may read on, given before a moment."""
    return _forget(session, ReadingOnRow, ReadingOnRow.given_at < given_before)


def forget_taken_lists(session: Session, before: datetime) -> int:
    """Delete who took lists with personal data, and words for more, from before a moment."""
    words = _forget(session, TakingOnRow, TakingOnRow.given_at < before)
    return words + _forget(session, TakenListRow, TakenListRow.at < before)


def _forget(session: Session, row_type: type[Row], which: ColumnElement[bool]) -> int:
    done = session.execute(
        delete(row_type).where(which).execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return int(done.rowcount)
