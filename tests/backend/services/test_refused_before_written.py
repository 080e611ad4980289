"""What is refused is never written: not into the table, not into the database's log of changes."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backend.storage.database import db
from tests.backend.cast import WEEK, an_answer, an_id, load, problem_of, put
from tests.support.front import until

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def written(app: Flask, table: str) -> int:
    """Return how many rows were ever put into a table, those of transactions that failed too."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("SELECT pg_stat_force_next_flush()"))
        connection.execute(text("SELECT pg_stat_clear_snapshot()"))
        told = text("SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = :table")
        return int(connection.scalar(told, {"table": table}) or 0)


def settled(app: Flask, table: str) -> int:
    """Return the count once every connection has told its own: each is closed first."""
    with app.app_context():
        db.engine.dispose()
    return written(app, table)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"zone": "canary"}, "zone-unknown"), ({"zone": None, "place": "canary"}, "place-unknown")],
)
def test_an_answer_about_nowhere_is_not_written(
    app: Flask, changes: dict[str, str | None], code: str
) -> None:
    load(app)
    client, before = app.test_client(), settled(app, "feedback")
    assert problem_of(put(client, an_answer(**changes))) == code
    assert settled(app, "feedback") == before
    assert put(client, an_answer()).status_code == 201
    # PostgreSQL's process of a connection tells its counts as it ends, a moment after that.
    until(lambda: settled(app, "feedback") == before + 1, "the row to be counted")


def test_a_help_answer_about_nowhere_is_not_written(app: Flask) -> None:
    load(app)
    client, before = app.test_client(), settled(app, "help_answer")
    body = {"place": "canary", "week": WEEK, "helped": "no"}
    answer = client.put(f"/api/v1/help-answers/{an_id()}", json=body)
    assert problem_of(answer) == "place-unknown"
    assert settled(app, "help_answer") == before


def test_a_row_that_a_constraint_refused_would_have_been_counted(app: Flask) -> None:
    load(app)
    before = settled(app, "help_answer")
    statement = (
        f"INSERT INTO help_answer VALUES ('{an_id()}', '{'a' * 64}', 'canary', '{WEEK}', 'no')"
    )
    refusal = pytest.raises(IntegrityError, match="foreign key")
    with app.app_context(), refusal, db.engine.begin() as connection:
        connection.execute(text(statement))
    until(lambda: settled(app, "help_answer") == before + 1, "the row to be counted")
