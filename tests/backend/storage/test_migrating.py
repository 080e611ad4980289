"""Migrations beside a service at work: they wait shortly, say for whom, and hold nobody up."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect

from backend.storage import migrating
from backend.storage.database import db
from backend.storage.migrating import TablesInUse, patiently
from backend.storage.revisions import newest
from tests.backend.cast import an_answer, load, put
from tests.backend.rows import count, rows
from tests.support.later import LATER, to, write_later

ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
IMPATIENT = 'op.execute("SET LOCAL lock_timeout = 50"); '
A_COLUMN = 'op.add_column("feedback", sa.Column("later", sa.Integer()))'
NO_COLUMN = 'op.drop_column("feedback", "later")'
AN_INDEX = 'build_index("ix_feedback_later", "feedback", ["week"], where="state = \'new\'")'
NO_INDEX = 'drop_index("ix_feedback_later", "feedback")'


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """Where the later migration is written; the tables are as before when the test ends."""
    with app.app_context():
        db.engine.dispose()
    yield tmp_path
    with app.app_context():
        if version(app) == LATER:
            to(tmp_path, newest())
        db.engine.dispose()


@contextmanager
def in_use(app: Flask, table: str = "feedback") -> Iterator[psycopg.Connection]:
    """Hold a table as a transaction does that has written and is not at its end."""
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
    with psycopg.connect(url, application_name="the night") as connection:
        connection.execute(f"LOCK TABLE {table} IN ROW EXCLUSIVE MODE".encode())
        yield connection
        connection.rollback()


def version(app: Flask) -> str:
    return str(rows(app, "SELECT version_num FROM alembic_version")[0][0])


def indexes(app: Flask) -> list[bool]:
    """Return for each index of the later migration whether it is whole."""
    question = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('ix_feedback_later')"
    return [row[0] for row in rows(app, question)]


@ONLY_POSTGRESQL
def test_a_migration_has_time_outs_of_its_own_and_leaves_the_services_as_they_are(
    app: Flask, folder: Path
) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    questions = ", ".join(f"current_setting('{name}')" for name in names)
    asked = f'op.get_bind().execute(sa.text("SELECT {questions}")).one()'
    write_later(folder, f'assert tuple({asked}) == ("0", "5s", "0")')
    with app.app_context():
        to(folder, LATER)
    assert version(app) == LATER
    assert rows(app, "SHOW statement_timeout") == [("20s",)]
    assert rows(app, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [(0,)]


@ONLY_POSTGRESQL
def test_who_holds_a_table_is_named_and_the_migration_tried_again(app: Flask, folder: Path) -> None:
    write_later(folder, IMPATIENT + A_COLUMN, NO_COLUMN)
    told: list[str] = []
    with app.app_context(), in_use(app) as holder:
        number = holder.info.backend_pid

        def hear(words: str) -> None:
            told.append(words)
            holder.rollback()

        patiently(lambda: to(folder, LATER), db.engine, hear, 0)
    assert len(told) == 1
    assert f"Process {number} of the database (postgres, the night) holds: feedback." in told[0]
    assert version(app) == LATER


@ONLY_POSTGRESQL
def test_a_table_that_never_comes_free_ends_it_with_nothing_changed(
    app: Flask, folder: Path
) -> None:
    write_later(folder, IMPATIENT + A_COLUMN, NO_COLUMN)
    told: list[str] = []
    with app.app_context(), in_use(app), pytest.raises(TablesInUse, match="the night"):
        patiently(lambda: to(folder, LATER), db.engine, told.append, 0)
    assert len(told) == migrating.TRIES - 1
    assert version(app) == newest()


@ONLY_POSTGRESQL
def test_another_fault_of_the_database_is_not_tried_again(app: Flask, folder: Path) -> None:
    write_later(folder, 'op.execute("SELECT 1 / 0")')
    told: list[str] = []
    with app.app_context(), pytest.raises(Exception, match="division by zero"):
        patiently(lambda: to(folder, LATER), db.engine, told.append, 0)
    assert told == []


@ONLY_POSTGRESQL
def test_answers_come_in_while_an_index_waits_to_be_built(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    load(app)
    write_later(folder, AN_INDEX, NO_INDEX)

    def build() -> None:
        with app.app_context():
            to(folder, LATER)

    waiting = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
        "AND query LIKE 'CREATE INDEX %'"
    )
    pause = Event()
    with in_use(app) as holder:
        builder = Thread(target=build)
        builder.start()
        while builder.is_alive() and rows(app, waiting) != [(1,)]:
            pause.wait(0.01)
        assert builder.is_alive()
        assert [put(client, an_answer()).status_code for _ in range(3)] == [201] * 3
        holder.rollback()
        builder.join()
    assert indexes(app) == [True]
    assert count(app, "feedback") == 3


@ONLY_POSTGRESQL
def test_what_a_failed_attempt_left_of_an_index_is_made_anew(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    load(app)
    for _ in range(2):
        put(client, an_answer())
    broken = "CREATE UNIQUE INDEX CONCURRENTLY ix_feedback_later ON feedback (week)"
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
    with (
        psycopg.connect(url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        connection.execute(broken.encode())
    assert indexes(app) == [False]
    write_later(folder, AN_INDEX, NO_INDEX)
    with app.app_context():
        to(folder, LATER)
    assert indexes(app) == [True]


def test_an_index_is_built_and_taken_away_on_either_engine(app: Flask, folder: Path) -> None:
    write_later(folder, AN_INDEX, NO_INDEX)
    with app.app_context():
        for _ in range(2):
            to(folder, LATER)
            assert "ix_feedback_later" in index_names()
            to(folder, newest())
            assert "ix_feedback_later" not in index_names()


def index_names() -> set[str]:
    return {str(found["name"]) for found in inspect(db.engine).get_indexes("feedback")}
