"""Records: what every word of one officer that another may go on today has."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Uuid, func, select
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from backend.storage.database import Row
from backend.storage.moments import Moment
from backend.storage.staff import StaffRow

_WORD = "Deleted after 35 days; the audit chain keeps it."


class GivenWord:
    """The word of one officer that another may go on today; nobody gives it to themselves."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy's names
        """Return the rule that both are two people."""
        return (CheckConstraint("given_by <> staff_id", name="given_by"),)

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), primary_key=True, comment=f"Random. {_WORD}"
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True, comment=f"Who may. {_WORD}"
    )
    given_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), comment=f"Whose word it is. {_WORD}"
    )
    given_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_WORD}")


class ReadingOnRow(GivenWord, Row):
    """The word of one officer that another may read on today."""

    __tablename__ = "inbox_reading_on"


class TakingOnRow(GivenWord, Row):
    """The word of one officer that another may take more rows with personal data today."""

    __tablename__ = "list_taking_on"


_TAKEN = "Deleted after 35 days; the audit chain keeps what was taken."


class TakenListRow(Row):
    """A list with personal data that somebody took away, or asked for and must wait for."""

    __tablename__ = "list_taken"

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), primary_key=True, comment=f"Random. {_TAKEN}"
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), index=True, comment=f"Who. {_TAKEN}"
    )
    at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_TAKEN}")
    number: Mapped[int] = mapped_column(
        comment=f"How many rows it had, 0 where it was not given, for the most of a day. {_TAKEN}"
    )
    asked: Mapped[int] = mapped_column(
        comment=f"How many rows it would have had, so that a colleague sees it. {_TAKEN}"
    )


def words_since(
    session: Session, words: type[ReadingOnRow] | type[TakingOnRow], staff_id: int, since: datetime
) -> int:
    """Return how often somebody was allowed to go on from a moment on."""
    given = words.staff_id == staff_id, words.given_at >= since
    return session.scalar(select(func.count()).select_from(words).where(*given)) or 0


def taken_since(session: Session, staff_id: int, since: datetime) -> int:
    """Return how many rows with personal data somebody took from a moment on."""
    mine = TakenListRow.staff_id == staff_id, TakenListRow.at >= since
    return session.scalar(select(func.sum(TakenListRow.number)).where(*mine)) or 0


def takers_since(session: Session, since: datetime, role: str) -> list[StaffRow]:
    """Return those at work in a role who took or asked for any from a moment on, by name."""
    takers = select(TakenListRow.staff_id).where(TakenListRow.at >= since)
    at_work = select(StaffRow).where(StaffRow.active, StaffRow.role == role)
    return list(session.scalars(at_work.where(StaffRow.id.in_(takers)).order_by(StaffRow.name)))


def asked_since(session: Session, staff_id: int, since: datetime) -> int:
    """Return how many rows somebody waits for, 0 where they took what they asked for last."""
    mine = TakenListRow.staff_id == staff_id, TakenListRow.at >= since
    newest = select(TakenListRow.number, TakenListRow.asked).where(*mine)
    row = session.execute(
        newest.order_by(TakenListRow.at.desc(), TakenListRow.number.desc())
    ).first()
    return row.asked if row is not None and not row.number else 0
