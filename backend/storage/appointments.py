"""Records: who is to become an officer or administrator, who asked, and who agreed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.appointing import (
    APPOINTED,
    CONFIRMED,
    DECISIONS,
    DEEDS,
    OFFICE,
    PASSED_BY,
    TAKEN_BACK,
)
from backend.storage.database import Row
from backend.storage.moments import Moment

_APPOINTMENT = "Deleted 35 days after it was decided or ran out."


def _one_of(words: tuple[str, ...]) -> str:
    return "('" + "', '".join(words) + "')"


class AppointmentRow(Row):
    """Somebody who is to become an officer or administrator, or became one."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint(f"deed IN {_one_of(DEEDS)}", name="deed"),
        CheckConstraint(f"role IN {_one_of(OFFICE)}", name="role"),
        CheckConstraint(f"decision IN {_one_of(DECISIONS)}", name="decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint(
            f"decision <> '{CONFIRMED}' OR decided_by <> asked_by", name="another_than_asked"
        ),
        CheckConstraint(
            f"decision <> '{CONFIRMED}' OR decided_by <> staff_id", name="another_than_it_is_about"
        ),
    )

    id: Mapped[str] = mapped_column(
        String(36), primary_key=True, comment=f"Names it. {_APPOINTMENT}"
    )
    deed: Mapped[str] = mapped_column(
        String(8), comment=f"Invited, given a role, or opened again. {_APPOINTMENT}"
    )
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"),
        comment=f"Whose account; empty for an invitation. {_APPOINTMENT}",
    )
    email: Mapped[str] = mapped_column(
        String(254), index=True, comment=f"Who it is, so that an alias is seen. {_APPOINTMENT}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"What they are called. {_APPOINTMENT}")
    role: Mapped[str] = mapped_column(String(16), comment=f"What they become. {_APPOINTMENT}")
    role_before: Mapped[str] = mapped_column(
        String(16), comment=f'What they were when it was asked; "" without account. {_APPOINTMENT}'
    )
    asked_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"),
        comment=f"Who asked; empty for the command line. {_APPOINTMENT}",
    )
    asked_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_APPOINTMENT}")
    ends_at: Mapped[datetime] = mapped_column(
        Moment, comment=f"Until when it waits for a word. {_APPOINTMENT}"
    )
    decision: Mapped[str | None] = mapped_column(
        String(12), comment=f"What came of it, a code; empty while it waits. {_APPOINTMENT}"
    )
    decided_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"),
        comment=f"Who decided; empty for the command line. {_APPOINTMENT}",
    )
    decided_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When. {_APPOINTMENT}")


def take_back_waiting(session: Session, email: str, by: int | None, now: datetime) -> None:
    """Take back what waits for an address: it is asked anew."""
    waiting = update(AppointmentRow).where(
        AppointmentRow.email == email, AppointmentRow.decision.is_(None)
    )
    session.execute(
        waiting.values(decision=TAKEN_BACK, decided_by=by, decided_at=now),
        execution_options={"synchronize_session": False},
    )


def waiting_appointments(session: Session, now: datetime) -> list[AppointmentRow]:
    """Return what waits for a word, what was asked first at the top."""
    waiting = select(AppointmentRow).where(
        AppointmentRow.decision.is_(None), AppointmentRow.ends_at > now
    )
    return list(session.scalars(waiting.order_by(AppointmentRow.asked_at, AppointmentRow.id)))


def appointed_since(session: Session, moment: datetime) -> list[AppointmentRow]:
    """Return what was done since a moment, the oldest first."""
    done = select(AppointmentRow).where(
        AppointmentRow.decision.in_(APPOINTED), AppointmentRow.decided_at > moment
    )
    return list(session.scalars(done.order_by(AppointmentRow.decided_at, AppointmentRow.id)))


def passed_by_since(session: Session, moment: datetime) -> frozenset[str]:
    """Return the addresses invited since a moment although there was somebody to ask."""
    found = select(AppointmentRow.email).where(
        AppointmentRow.decision == PASSED_BY, AppointmentRow.decided_at > moment
    )
    return frozenset(session.scalars(found))
