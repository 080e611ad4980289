"""Records: what 13 to 17 year-olds changed, by month alone, in no order and tied to no answer."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Connection, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.canonical import hash_check, month_check
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of
from shared.young_questions import YOUNG_CHANGES
from shared.young_record import AGE_BANDS

_UNTIL_RETENTION = "Deleted with the record, 24 months after its month."
_AGE_BANDS = "', '".join(AGE_BANDS)


class YoungRecordRow(Row):
    """One young person's record; it has no zone, no place, no week and no moment."""

    __tablename__ = "young_record"
    __table_args__ = (
        month_check(),
        hash_check("content_hash"),
        CheckConstraint(f"age_band IN ('{_AGE_BANDS}')", name="age_band"),
        CheckConstraint(
            f"json_array_length(changes) BETWEEN 1 AND {len(YOUNG_CHANGES)}", name="changes"
        ),
        # Rows of SQLite stand in the order of their random keys, not of their arrival.
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False),
        primary_key=True,
        comment=f"Random, of its own; makes repeating harmless. {_UNTIL_RETENTION}",
    )
    content_hash: Mapped[str] = mapped_column(
        String(64), comment=f"Tells a repeated message from another. {_UNTIL_RETENTION}"
    )
    month: Mapped[str] = mapped_column(
        String(7), comment=f"The month, as the phone says; when to forget it. {_UNTIL_RETENTION}"
    )
    age_band: Mapped[str] = mapped_column(
        String(40), comment=f"Who was asked: one wide band. {_UNTIL_RETENTION}"
    )
    changes: Mapped[list[str]] = mapped_column(
        JSON, comment=f"What was changed, sorted codes: to help with it. {_UNTIL_RETENTION}"
    )


def store_young_record(connection: Connection, values: Mapping[str, Any]) -> bool:
    """Store a record in one statement; return False when its id is here."""
    table = table_of(YoungRecordRow)
    statement = insert_into(table, dialect_of(connection)).values(**values)
    return connection.scalar(statement.on_conflict_do_nothing().returning(table.c.id)) is not None


def young_content_hash_of(session: Session, record_id: str) -> str | None:
    """Return the content hash of a stored record, or None where there is none of this id."""
    return session.scalar(select(YoungRecordRow.content_hash).where(YoungRecordRow.id == record_id))
