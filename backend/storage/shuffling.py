"""Records: rewriting what residents sent in random order, so that no row's place tells when.

SQLite keeps these tables in the order of their random keys, and needs nothing. PostgreSQL writes
rows one behind the other as they come: each gets a new place, number and `xmin`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, String, bindparam, text
from sqlalchemy.orm import Session

from backend.storage.conflicts import dialect_of
from backend.storage.feedback import FeedbackRow, WithdrawnRow
from backend.storage.visits import HelpAnswerRow, VisitRow
from backend.storage.young_records import YoungRecordRow

REWRITING = 7_243_118
"""The advisory lock of a batch: whoever deletes or changes single rows waits for its end, since a
row that was deleted and written again is not the row they waited for."""


@dataclass(frozen=True)
class Group:
    """The rows of one table about one week or month."""

    table: str
    period: str

    def __str__(self) -> str:
        """Return it as the night's progress is kept: "feedback 2026-W48"."""
        return f"{self.table} {self.period}"


_TABLES = {
    FeedbackRow.__tablename__: ("id", "uuid", "week"),
    YoungRecordRow.__tablename__: ("id", "uuid", "month"),
    WithdrawnRow.__tablename__: ("token", "text", "week"),
    VisitRow.__tablename__: ("id", "uuid", "week"),
    HelpAnswerRow.__tablename__: ("id", "uuid", "week"),
}
"""Each table with its key, the key's type and its period."""

_PERIODS = "SELECT DISTINCT {period} FROM {table} WHERE {period} >= :since ORDER BY 1"
_KEYS = "SELECT {key}::text FROM {table} WHERE {period} = :period"

# By chance and not by key: an id would tell nothing more, but a script may choose its ids.
_REWRITE = """
WITH gone AS (DELETE FROM {table} WHERE {key} = ANY(CAST(:keys AS {kind}[])) RETURNING *)
INSERT INTO {table} SELECT * FROM gone ORDER BY random() RETURNING 1
"""


def groups_since(session: Session, oldest: date) -> list[Group]:
    """Return the weeks and months from this day's on of which there are rows; none on SQLite."""
    if dialect_of(session) != "postgresql":
        return []
    year, week, _ = oldest.isocalendar()
    since = {"week": f"{year}-W{week:02d}", "month": oldest.isoformat()[:7]}
    found = []
    for table, (_, _, period) in _TABLES.items():
        told = text(_PERIODS.format(table=table, period=period))
        found += [Group(table, each) for each in session.scalars(told, {"since": since[period]})]
    return found


def keys_of(session: Session, group: Group) -> list[str]:
    """Return the keys of a group's rows, in no order."""
    key, _, period = _TABLES[group.table]
    told = text(_KEYS.format(table=group.table, key=key, period=period))
    return list(session.scalars(told, {"period": group.period}))


def rewrite(session: Session, group: Group, keys: Sequence[str]) -> int:
    """Write some rows of a group anew, in random order; return how many are still there."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": REWRITING})
    key, kind, _ = _TABLES[group.table]
    # Compared in its own type: as texts no index would find them, and each batch read the table.
    told = text(_REWRITE.format(table=group.table, key=key, kind=kind))
    texts = bindparam("keys", type_=ARRAY(String))
    return len(session.scalars(told.bindparams(texts), {"keys": list(keys)}).all())


def wait_for_rewriting(session: Session) -> None:
    """Let no batch begin until the end, and wait for one that is under way."""
    if dialect_of(session) == "postgresql":
        told = text("SELECT pg_advisory_xact_lock_shared(:lock)")
        session.execute(told, {"lock": REWRITING})
