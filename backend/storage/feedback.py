"""Records: perception answers and withdrawals, without any moment and without an order."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    Uuid,
    bindparam,
    delete,
    exists,
    false,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from backend.domain.counting import HELD, NEW, STATES
from backend.domain.inbox import PARTNERS
from backend.storage.canonical import hash_check, token_check, week_check
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of
from backend.storage.places import PlaceRow
from backend.storage.zones import ZoneRow
from shared.perception import DAYPARTS

_UNTIL_RETENTION = "Deleted with the answer: when withdrawn, or when its week is past retention."
_DAYPARTS = "', '".join(DAYPARTS)
_STATES = "', '".join(STATES)
_IS_NEW = f"state = '{NEW}'"
_IS_UNREAD = "outcome IS NULL"
_IS_HELD = f"state = '{HELD}'"
_PARTNERS = "', '".join(PARTNERS)
IS_PASSED = f"outcome IN ('{_PARTNERS}')"
# Rows of SQLite stand in the order of their keys, which are random or hashes: the file does not
# tell in which order answers came.
_NO_ROW_ORDER = {"sqlite_with_rowid": False}


class FeedbackRow(Row):
    """One perception answer; it holds no moment finer than the answer's own week and daypart."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("(zone_id IS NULL) <> (place_id IS NULL)", name="one_where"),
        week_check(),
        *(hash_check(name) for name in ("content_hash", "receipt_hash", "voice")),
        CheckConstraint(f"daypart IN ('{_DAYPARTS}')", name="daypart"),
        CheckConstraint(f"state IN ('{_STATES}')", name="state"),
        # What one week's answers about one zone or place are found by, and a quarter's weeks.
        Index("ix_feedback_week", "week", "zone_id", "place_id"),
        Index(
            "ix_feedback_new",
            "week",
            sqlite_where=text(_IS_NEW),
            postgresql_where=text(_IS_NEW),
        ),
        Index(
            "ix_feedback_unread",
            "id",
            sqlite_where=text(_IS_UNREAD),
            postgresql_where=text(_IS_UNREAD),
        ),
        # What waits for review, and what was passed to partners: few of many rows.
        Index(
            "ix_feedback_held",
            *("week", "zone_id", "place_id", "held_for"),
            sqlite_where=text(_IS_HELD),
            postgresql_where=text(_IS_HELD),
        ),
        Index(
            "ix_feedback_passed",
            *("week", "outcome"),
            sqlite_where=text(IS_PASSED),
            postgresql_where=text(IS_PASSED),
        ),
        _NO_ROW_ORDER,
    )

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False),
        primary_key=True,
        comment=f"Random, made on the phone; makes repeating harmless. {_UNTIL_RETENTION}",
    )
    content_hash: Mapped[str] = mapped_column(
        String(64), comment=f"Tells a repeated message from another. {_UNTIL_RETENTION}"
    )
    zone_id: Mapped[str | None] = mapped_column(
        ForeignKey("zone.id"), comment=f"The neighbourhood it is about. {_UNTIL_RETENTION}"
    )
    place_id: Mapped[str | None] = mapped_column(
        ForeignKey("place.id"), comment=f"Or the safe place it is about. {_UNTIL_RETENTION}"
    )
    week: Mapped[str] = mapped_column(
        String(8), comment=f"ISO week of the feeling, as the phone says. {_UNTIL_RETENTION}"
    )
    daypart: Mapped[str] = mapped_column(
        String(20), comment=f"Daylight, after dark or night economy. {_UNTIL_RETENTION}"
    )
    level: Mapped[str] = mapped_column(
        String(40), comment=f"How safe it feels: what UMay is for. {_UNTIL_RETENTION}"
    )
    factors: Mapped[list[str]] = mapped_column(
        JSON, comment=f"Why, codes: so that something can be done. {_UNTIL_RETENTION}"
    )
    happened: Mapped[str] = mapped_column(
        String(40), comment=f"Whether something happened. {_UNTIL_RETENTION}"
    )
    reported: Mapped[str] = mapped_column(
        String(40), comment=f"Whether it was reported. {_UNTIL_RETENTION}"
    )
    why_not: Mapped[str] = mapped_column(String(40), comment=f"Why not. {_UNTIL_RETENTION}")
    age_band: Mapped[str] = mapped_column(
        String(40), comment=f"To see who feels unsafe, wide bands. {_UNTIL_RETENTION}"
    )
    gender: Mapped[str] = mapped_column(
        String(40), comment=f"To see who feels unsafe. {_UNTIL_RETENTION}"
    )
    setting: Mapped[str] = mapped_column(
        String(40), comment=f"Street, park, transport, inside. {_UNTIL_RETENTION}"
    )
    questions: Mapped[str] = mapped_column(
        String(64), comment=f"Which questions were asked. {_UNTIL_RETENTION}"
    )
    questions_version: Mapped[int] = mapped_column(
        comment=f"In which version; versions are never mixed. {_UNTIL_RETENTION}"
    )
    receipt_hash: Mapped[str | None] = mapped_column(
        String(64),
        index=True,
        comment=f"Lets its author follow or withdraw it. {_UNTIL_RETENTION}",
    )
    voice: Mapped[str | None] = mapped_column(
        String(64), comment=f"Lets one voice count once per zone and week. {_UNTIL_RETENTION}"
    )
    state: Mapped[str] = mapped_column(
        String(10),
        default=NEW,
        server_default=NEW,
        comment=f"Whether it counts: the server's secret. {_UNTIL_RETENTION}",
    )
    held_for: Mapped[str | None] = mapped_column(
        String(20), comment=f"Why it is held or repeated, a code. {_UNTIL_RETENTION}"
    )
    is_reviewed: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment=f"Whether a person decided, so that no job decides anew. {_UNTIL_RETENTION}",
    )
    has_waited: Mapped[bool] = mapped_column(
        server_default=false(),
        comment="Whether it was here when a week turned, as officers see it from then on. "
        + _UNTIL_RETENTION,
    )
    batch_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False),
        index=True,
        comment=f"The inbox batch it lies open in; emptied once it is handled. {_UNTIL_RETENTION}",
    )
    outcome: Mapped[str | None] = mapped_column(
        String(20), comment=f"What an officer made of it, a code. {_UNTIL_RETENTION}"
    )


_ARRIVING = text(
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' "
    "AND relation = 'feedback'::regclass AND mode = 'RowExclusiveLock' AND granted "
    "AND pid <> pg_backend_pid() "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

OF_STAFF = frozenset(("state", "held_for", "is_reviewed", "has_waited", "batch_id", "outcome"))
"""The columns that no message brings: what jobs and officers make of an answer."""


class WithdrawnRow(Row):
    """What may never come back: the hash of a withdrawn receipt, or the id of its answer."""

    __tablename__ = "withdrawn"
    __table_args__ = (week_check(), token_check(), _NO_ROW_ORDER)

    token: Mapped[str] = mapped_column(
        String(64),
        primary_key=True,
        comment="Receipt hash (64 characters) or answer id (36). Deleted 400 days after `week`.",
    )
    week: Mapped[str] = mapped_column(
        String(8), comment="ISO week of the withdrawal: when to forget it. Deleted with the row."
    )


@cache
def _store_unless_withdrawn(dialect: str) -> ReturningInsert[Any]:
    """Return the one statement that stores an answer, unless its id is here or was withdrawn."""
    table = table_of(FeedbackRow)
    sent = [column for column in table.columns if column.name not in OF_STAFF]
    values = select(*(bindparam(column.name, type_=column.type) for column in sent))
    tokens = table_of(WithdrawnRow).c.token
    is_withdrawn = exists().where(tokens.in_([bindparam("token"), bindparam("receipt_hash")]))
    # Asked before it is written: what is refused shall not lie in the file or the log.
    is_there = [
        or_(where.is_(None), exists().where(key == where))
        for key, where in (
            (table_of(ZoneRow).c.id, bindparam("zone_id", type_=String)),
            (table_of(PlaceRow).c.id, bindparam("place_id", type_=String)),
        )
    ]
    return (
        insert_into(table, dialect)
        .from_select([column.name for column in sent], values.where(~is_withdrawn, *is_there))
        .on_conflict_do_nothing()
        .returning(table.c.id)
    )


def store_unless_withdrawn(session: Session | Connection, values: Mapping[str, Any]) -> bool:
    """Store an answer in one statement; return whether it was.

    It is not where its id is here, it was withdrawn, or its zone or place is unknown.
    """
    statement = _store_unless_withdrawn(dialect_of(session))
    return session.scalar(statement, {**values, "token": values["id"]}) is not None


def content_hash_of(session: Session, feedback_id: str) -> str | None:
    """Return the content hash of a stored answer, or None where there is none of this id."""
    return session.scalar(select(FeedbackRow.content_hash).where(FeedbackRow.id == feedback_id))


def is_withdrawn(session: Session, *tokens: str | None) -> bool:
    """Return whether one of these ids or receipt hashes was withdrawn."""
    known = [token for token in tokens if token is not None]
    found = select(WithdrawnRow.token).where(WithdrawnRow.token.in_(known)).limit(1)
    return session.scalar(found) is not None


def where_of_receipt(session: Session, receipt_hash: str) -> tuple[str | None, str | None] | None:
    """Return (zone id, place id) of the answer with a receipt, or None where none arrived."""
    found = select(FeedbackRow.zone_id, FeedbackRow.place_id)
    row = session.execute(found.where(FeedbackRow.receipt_hash == receipt_hash).limit(1)).first()
    return None if row is None else (row.zone_id, row.place_id)


def arriving(session: Session) -> frozenset[str]:
    """Return the transactions that are just storing or changing answers, on PostgreSQL.

    An answer whose statement began before a withdrawal was stored does not see it. Each that did
    holds this lock already; one that takes it later sees the withdrawal.
    """
    if dialect_of(session) != "postgresql":
        return frozenset()
    return frozenset(session.scalars(_ARRIVING))


def delete_by_receipt(session: Session, receipt_hash: str) -> list[str]:
    """Delete the answers with a receipt and return their ids."""
    with_receipt = delete(FeedbackRow).where(FeedbackRow.receipt_hash == receipt_hash)
    gone = with_receipt.returning(FeedbackRow.id).execution_options(synchronize_session=False)
    return list(session.scalars(gone))


def remember_withdrawn(session: Session, tokens: list[str], week: str) -> None:
    """Remember what was withdrawn; what is known already keeps its first week."""
    table: Table = table_of(WithdrawnRow)
    statement = insert_into(table, dialect_of(session)).on_conflict_do_nothing()
    session.execute(statement, [{"token": token, "week": week} for token in tokens])
