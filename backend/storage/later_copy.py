"""Records: a later copy of our own tables, read beside them after a restoration."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, create_engine, delete, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend.domain.appointing import OFFICE
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of
from backend.storage.engines import engine_options
from backend.storage.feedback import OF_STAFF, FeedbackRow, WithdrawnRow, store_unless_withdrawn
from backend.storage.places import ExceptionIntervalRow, ExceptionRow, PlaceRow, WeeklyRow
from backend.storage.publication import PublicationRow
from backend.storage.staff import GuardianshipRow, PasskeyRow, StaffRow
from backend.storage.visits import HelpAnswerRow, VisitRow
from backend.storage.young_records import YoungRecordRow
from shared.problems import Problem

AT_A_TIME = 1000

_REVISION = text("SELECT version_num FROM alembic_version")
_WITHOUT_ACCOUNT = (YoungRecordRow, VisitRow, HelpAnswerRow)
_GUARDIANS = select(GuardianshipRow.staff_id, GuardianshipRow.place_id)
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECRETS = (
    *("password", "fs_uniquifier", "tf_primary_method", "tf_totp_secret", "totp_counter"),
    "mf_recovery_codes",
)
"""What somebody signs in with: one that was changed since must not work again."""


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """Open the later copy, in one state; raises service-unavailable where it cannot be."""
    address = url.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        engine = create_engine(address, **engine_options(address))
        engine.connect().close()
    except (SQLAlchemyError, ImportError) as error:
        what = f"The later copy cannot be opened: {type(error).__name__}."
        raise Problem("service-unavailable", what) from None
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
    finally:
        engine.dispose()


def is_of_one_form(session: Session, later: Connection) -> bool:
    """Return whether both have run the same migrations."""
    return bool(session.scalar(_REVISION) == later.scalar(_REVISION))


def published_in(later: Connection) -> tuple[str, int] | None:
    """Return (epoch, version) of its last publication."""
    row = later.execute(select(PublicationRow.epoch, PublicationRow.version)).one_or_none()
    return None if row is None else (row.epoch, row.version)


def take_withdrawals(session: Session, later: Connection) -> int:
    """Take back again what was taken back since; return how many answers are gone by it."""
    table, gone = table_of(WithdrawnRow), 0
    added = insert_into(table, dialect_of(session)).on_conflict_do_nothing()
    for rows in _in_parts(later, table):
        session.execute(added, rows)
        tokens = [row["token"] for row in rows]
        is_meant = FeedbackRow.receipt_hash.in_(tokens) | FeedbackRow.id.in_(_ids(tokens))
        deleted = delete(FeedbackRow).where(is_meant).returning(FeedbackRow.id)
        none = deleted.execution_options(synchronize_session=False)
        gone += len(list(session.scalars(none)))
    return gone


def take_answers(session: Session, later: Connection) -> int:
    """Add the answers that came since, as if they came now; return how many."""
    table = table_of(FeedbackRow)
    sent = [column for column in table.columns if column.name not in OF_STAFF]
    added = 0
    for week in later.scalars(select(table.c.week).distinct()).all():
        here = set(session.scalars(select(FeedbackRow.id).where(FeedbackRow.week == week)))
        for row in later.execute(select(*sent).where(table.c.week == week)).mappings():
            if row["id"] not in here:
                added += store_unless_withdrawn(session, dict(row))
    return added


def take_others(session: Session, later: Connection) -> int:
    """Add the other records of residents and visits that came since; return how many."""
    places, added = set(session.scalars(select(PlaceRow.id))), 0
    for kind in _WITHOUT_ACCOUNT:
        table = table_of(kind)
        statement = insert_into(table, dialect_of(session)).on_conflict_do_nothing()
        for rows in _in_parts(later, table):
            # Of a place that is not here nobody can be shown anything.
            known = [row for row in rows if row.get("place_id") in places or "place_id" not in row]
            if known:
                added += len(session.scalars(statement.returning(table.c.id), known).all())
    return added


def take_accounts(session: Session, later: Connection) -> list[int]:
    """Close and demote as was done since, and let what people sign in with be the later.

    Returns the ids of the accounts that are changed by it.
    """
    columns = table_of(StaffRow).c
    told = select(columns.id, columns.email, columns.role, columns.active, columns.closed_at)
    told = told.add_columns(*(columns[name] for name in _SECRETS))
    known = {row["id"]: row for row in later.execute(told).mappings()}
    changed = []
    for staff in session.scalars(select(StaffRow).order_by(StaffRow.id).with_for_update()):
        row = known.get(staff.id)
        if row is None or row["email"] != staff.email:
            continue
        wanted = {name: row[name] for name in _SECRETS}
        if staff.active and not row["active"]:
            wanted |= {"active": False, "closed_at": row["closed_at"]}
        if staff.role in OFFICE and row["role"] not in OFFICE:
            wanted["role"] = row["role"]
        different = {name: value for name, value in wanted.items() if getattr(staff, name) != value}
        for name, value in different.items():
            setattr(staff, name, value)
        if different:
            changed.append(staff.id)
    return changed


def take_rights(session: Session, later: Connection) -> int:
    """Take away passkeys and guardianships that were taken away since; return how many."""
    keys = set(later.scalars(select(PasskeyRow.credential_id)))
    mine = {tuple(row) for row in later.execute(_GUARDIANS)}
    gone: list[Row] = [
        each for each in session.scalars(select(PasskeyRow)) if each.credential_id not in keys
    ]
    gone += [
        each
        for each in session.scalars(select(GuardianshipRow))
        if (each.staff_id, each.place_id) not in mine
    ]
    for each in gone:
        session.delete(each)
    return len(gone)


def states_in(later: Connection) -> dict[str, str]:
    """Return the state of every place by its id."""
    return dict(later.execute(select(PlaceRow.id, PlaceRow.state)).all())


def facts_of_places(told: Connection | Session) -> dict[str, set[tuple[object, ...]]]:
    """Return all that is known of every place and its hours, to be compared; by its id."""
    found: dict[str, set[tuple[object, ...]]] = {}
    for kind in (PlaceRow, WeeklyRow, ExceptionRow, ExceptionIntervalRow):
        table = table_of(kind)
        key = "id" if kind is PlaceRow else "place_id"
        for row in told.execute(select(table)).mappings():
            facts = tuple(repr(row[column.name]) for column in table.columns)
            found.setdefault(row[key], set()).add((table.name, *facts))
    return found


def _in_parts(later: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    for part in later.execute(select(table)).mappings().partitions(AT_A_TIME):
        yield [dict(row) for row in part]


def _ids(tokens: list[str]) -> list[str]:
    """Return those that are ids of answers; the others are hashes of receipts."""
    return [token for token in tokens if _ID.fullmatch(token)]
