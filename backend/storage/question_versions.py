"""Records: the published versions of the questions, and which optional parts each asks."""

from datetime import datetime

from sqlalchemy import JSON, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.questions import FIRST, PARTS
from backend.storage.database import Row
from backend.storage.moments import Moment

_KEPT = "Kept for ever, so that answers of old versions stay readable."


class QuestionVersionRow(Row):
    """One version of the questions after the first, which the contract itself holds."""

    __tablename__ = "question_version"

    version: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"Rises with every change. {_KEPT}"
    )
    parts: Mapped[list[str]] = mapped_column(
        JSON, comment=f"The optional parts that it asks, codes. {_KEPT}"
    )
    made_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), comment=f"Who changed it. {_KEPT}"
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_KEPT}")


def question_versions(session: Session | Connection) -> dict[int, tuple[str, ...]]:
    """Return the optional parts that each published version asks, the newest last."""
    chosen = select(QuestionVersionRow.version, QuestionVersionRow.parts)
    later = session.execute(chosen.order_by(QuestionVersionRow.version))
    return {FIRST: tuple(PARTS), **{version: tuple(parts) for version, parts in later}}


def made_versions(session: Session) -> list[QuestionVersionRow]:
    """Return the versions after the first, the newest first."""
    row = QuestionVersionRow
    return list(session.scalars(select(row).order_by(row.version.desc())))
