"""Records: rewriting what residents sent in random order, so that no row's place tells when."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.storage.conflicts import dialect_of
from backend.storage.feedback import FeedbackRow, WithdrawnRow, stop_arrivals
from backend.storage.visits import HelpAnswerRow, VisitRow
from backend.storage.young_records import YoungRecordRow

TABLES = {
    FeedbackRow.__tablename__: "week >= :week",
    YoungRecordRow.__tablename__: "month >= :month",
    WithdrawnRow.__tablename__: "week >= :week",
    VisitRow.__tablename__: "week >= :week",
    HelpAnswerRow.__tablename__: "week >= :week",
}
"""Each table with which of its rows are young enough to be rewritten."""

# By chance and not by key: an id would tell nothing more, but a script may choose its ids.
_STATEMENTS = (
    "CREATE TEMP TABLE moved ON COMMIT DROP AS SELECT * FROM {table} WHERE {which}",
    "DELETE FROM {table} WHERE {which}",
    "INSERT INTO {table} SELECT * FROM moved ORDER BY random()",
)


def rewrite_in_random_order(session: Session, oldest: date) -> int:
    """Rewrite all rows about this day's week or month and later; return how many.

    SQLite keeps these tables in the order of their random keys, and needs nothing. PostgreSQL
    writes rows one behind the other as they come: each gets a new place, number and `xmin`.
    """
    if dialect_of(session) != "postgresql":
        return 0
    stop_arrivals(session)
    year, week, _ = oldest.isocalendar()
    bound = {"week": f"{year}-W{week:02d}", "month": oldest.isoformat()[:7]}
    moved = 0
    for table, which in TABLES.items():
        for statement in _STATEMENTS:
            told = text(statement.format(table=table, which=which))
            session.execute(told, bound if "{which}" in statement else {})
        moved += session.scalar(text("SELECT count(*) FROM moved")) or 0
        session.execute(text("DROP TABLE moved"))
    return moved
