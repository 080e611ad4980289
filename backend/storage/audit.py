"""Records: the chain of what staff did, each row bound to the one before."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

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


PAGE = 1000
"""How many rows are held in memory at once."""


def last_link(session: Session) -> tuple[int, str] | None:
    """Return (number, hash) of the end of the chain; None before the first deed."""
    row = session.execute(select(AuditHeadRow.seq, AuditHeadRow.hash)).one_or_none()
    return None if row is None else (row.seq, row.hash)


def newest_first(session: Session, most: int) -> list[AuditRow]:
    """Return the rows with the highest numbers."""
    return list(session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(most)))


def in_order(session: Session) -> Iterator[AuditRow]:
    """Yield every row of the chain in the order of its numbers, a page at a time."""
    # Whoever writes past our code may have written any number.
    last: int | None = None
    while True:
        wanted = select(AuditRow).order_by(AuditRow.seq).limit(PAGE)
        page = list(session.scalars(wanted if last is None else wanted.where(AuditRow.seq > last)))
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].seq
        session.expunge_all()
