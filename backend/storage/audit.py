"""Records: the chain of what staff did, each row bound to the one before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.database import Row
from backend.storage.moments import Moment

_EVER = "Kept for seven years, whole, because a row taken out would break the chain."


class AuditRow(Row):
    """One deed of staff: who, what, about what, when, and the hash that binds it."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, comment=f"1, 2, 3 without a gap. {_EVER}"
    )
    at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_EVER}")
    actor: Mapped[str] = mapped_column(
        String(60), comment=f'Who, such as "staff:12" or "command line". {_EVER}'
    )
    deed: Mapped[str] = mapped_column(String(40), comment=f"What was done, a code. {_EVER}")
    about: Mapped[str] = mapped_column(
        String(80), comment=f'What it concerns, such as "place:p-1". {_EVER}'
    )
    detail: Mapped[str] = mapped_column(
        String(300), comment=f"What else must be known; no name of a resident. {_EVER}"
    )
    hash: Mapped[str] = mapped_column(
        String(64), unique=True, comment=f"SHA-256 over this row and the hash before. {_EVER}"
    )


class AuditHeadRow(Row):
    """The end of the chain; holding this row is what puts deeds in one order."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"Always 1: one row. {_EVER}"
    )
    seq: Mapped[int] = mapped_column(comment=f"The number of the last row. {_EVER}")
    hash: Mapped[str] = mapped_column(String(64), comment=f"The hash of the last row. {_EVER}")
