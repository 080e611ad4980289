"""How the engines are opened: what is confirmed is on the disk, no lock is held for ever."""

import threading

import pytest
from flask import Flask
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.database import db, table_of
from backend.storage.engines import TRUSTED_FOR_S, let_it_take_minutes
from backend.storage.feedback import FeedbackRow
from backend.storage.publication import Publication, PublicationRow, last, next_version
from shared.perception import Feedback
from tests.backend.cast import WEEK, an_id, load
from tests.backend.rows import rows

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@ONLY_SQLITE
def test_sqlite_confirms_only_what_is_on_the_disk(app: Flask) -> None:
    found = {
        name: rows(app, f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


@ONLY_POSTGRESQL
def test_postgresql_ends_transactions_that_were_forgotten(app: Flask) -> None:
    assert rows(app, "SHOW idle_in_transaction_session_timeout") == [("10s",)]
    assert rows(app, "SHOW statement_timeout") == [("20s",)]


@ONLY_POSTGRESQL
def test_a_deed_that_sorts_a_borough_may_take_minutes_and_the_next_may_not(
    app: Flask, world: World
) -> None:
    shown = "SHOW idle_in_transaction_session_timeout"
    with read() as session:
        let_it_take_minutes(session)
        assert session.scalar(text(shown)) == "10min"
    assert rows(app, shown) == [("10s",)]


@ONLY_POSTGRESQL
def test_an_idle_connection_that_died_is_replaced_unnoticed(app: Flask, world: World) -> None:
    with read() as session:
        first = session.scalar(text("SELECT pg_backend_pid()"))
    assert _end_backend(app, first)
    with read() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != first


def _end_backend(app: Flask, pid: object) -> bool:
    import psycopg

    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        ended = connection.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone()
    # As if time had passed.
    for record in db.engine.pool._pool.queue:  # type: ignore[attr-defined]
        record.info["used_at"] -= 2 * TRUSTED_FOR_S
    return bool(ended and ended[0])


def test_what_a_reading_deed_writes_is_not_kept(world: World) -> None:
    with read() as session:
        next_version(session, "epoch")
    with read() as session:
        assert last(session) is None


def test_a_refused_deed_leaves_nothing(world: World) -> None:
    def deed() -> None:
        with write() as session:
            next_version(session, "epoch")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deed()
    with read() as session:
        assert last(session) is None


def test_reading_first_and_writing_later_never_meets_a_locked_database(
    app: Flask, world: World
) -> None:
    def work() -> None:
        with app.app_context():
            for _ in range(20):
                with write() as session:
                    last(session)
                    next_version(session, "epoch")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read() as session:
        assert last(session) == Publication("epoch", 80, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"zone_id": None},
        {"place_id": "p1"},
        {"zone_id": "nowhere"},
        {"week": "2026-11"},
        {"daypart": "23:30:05"},
    ],
)
def test_the_database_itself_refuses_what_an_answer_must_not_hold(
    app: Flask, world: World, changes: dict[str, object]
) -> None:
    load(app)
    values = {
        **vars(Feedback(level="very_safe", week=WEEK, daypart="daylight")),
        "id": an_id(),
        "content_hash": "0" * 64,
        "zone_id": "z1",
        "place_id": None,
        "factors": [],
    }
    for name in ("zone", "place"):
        values.pop(name)
    with pytest.raises(IntegrityError), write() as session:
        session.execute(insert(table_of(FeedbackRow)), {**values, **changes})


def test_there_is_only_one_publication(world: World) -> None:
    with pytest.raises(IntegrityError), write() as session:
        session.execute(insert(PublicationRow).values(id=2, epoch="x", version=1))
