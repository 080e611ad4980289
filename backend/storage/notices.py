"""Records: what is to be written to people, stored with the deed and sent later."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.notices import FAILED, STATES, WAITING
from backend.storage.database import Row
from backend.storage.moments import Moment

_NOTICE = "Deleted 35 days after it was sent or given up."


class NoticeRow(Row):
    """One mail to one person."""

    __tablename__ = "notice"
    __table_args__ = (CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),)

    id: Mapped[str] = mapped_column(
        String(36), primary_key=True, comment=f"Names it, also to the mail server. {_NOTICE}"
    )
    email: Mapped[str] = mapped_column(String(254), comment=f"To whom. {_NOTICE}")
    subject: Mapped[str] = mapped_column(String(200), comment=f"What it is about. {_NOTICE}")
    body: Mapped[str] = mapped_column(
        Text, comment="What it says; it may hold a secret link. Deleted as soon as it was sent."
    )
    about: Mapped[str] = mapped_column(
        String(80), comment=f'What it concerns, such as "place:p-1". {_NOTICE}'
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_NOTICE}")
    due_at: Mapped[datetime] = mapped_column(
        Moment, index=True, comment=f"When to try next. {_NOTICE}"
    )
    tries: Mapped[int] = mapped_column(default=0, comment=f"How often it was tried. {_NOTICE}")
    state: Mapped[str] = mapped_column(String(12), comment=f"Waiting, sent or failed. {_NOTICE}")
    sent_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When. {_NOTICE}")
    trouble: Mapped[str] = mapped_column(
        String(300), default="", comment=f"Why the last try failed. {_NOTICE}"
    )


def next_due(session: Session, now: datetime) -> NoticeRow | None:
    """Return the notice that is due longest, held; what another job holds is passed over."""
    due = select(NoticeRow).where(NoticeRow.state == WAITING, NoticeRow.due_at <= now)
    first = due.order_by(NoticeRow.due_at, NoticeRow.id).limit(1)
    return session.scalar(first.with_for_update(skip_locked=True))


def claimed_notice(session: Session, notice_id: str, tries: int) -> NoticeRow | None:
    """Return a notice, held, unless somebody else has taken it since this try."""
    ours = select(NoticeRow).where(NoticeRow.id == notice_id, NoticeRow.tries == tries)
    return session.scalar(ours.where(NoticeRow.state == WAITING).with_for_update())


def notice_counts(session: Session) -> tuple[int, int, datetime | None, str]:
    """Return how many wait and were given up, since when the oldest waits, and the last trouble."""
    listed = select(NoticeRow.state, func.count(), func.min(NoticeRow.made_at))
    found = {
        state: (count, oldest)
        for state, count, oldest in session.execute(listed.group_by(NoticeRow.state))
    }
    troubled = select(NoticeRow.trouble).where(NoticeRow.trouble != "")
    trouble = session.scalar(troubled.order_by(NoticeRow.due_at.desc()).limit(1))
    waiting, oldest = found.get(WAITING, (0, None))
    return waiting, found.get(FAILED, (0, None))[0], oldest, trouble or ""


def is_noticed(session: Session, about: str) -> bool:
    """Return whether anything was ever written about this."""
    found = select(NoticeRow.id).where(NoticeRow.about == about).limit(1)
    return session.scalar(found) is not None


def undelivered(session: Session, begins: str) -> list[str]:
    """Return what mails were about that came back, and that no later mail about it got through.

    Only what begins so is looked at.
    """
    failed = select(NoticeRow.about).where(
        NoticeRow.state == FAILED, NoticeRow.about.startswith(begins, autoescape=True)
    )
    which = select(NoticeRow.about, NoticeRow.state).where(
        NoticeRow.about.in_(failed), NoticeRow.state != WAITING
    )
    last: dict[str, str] = dict(session.execute(which.order_by(NoticeRow.made_at)).all())
    return sorted(about for about, state in last.items() if state == FAILED)
