"""What an operator reads when the database does not do what it was asked: the reason, no row."""

import logging
from collections.abc import Callable
from threading import Event

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.database import db
from shared.problems import Problem
from tests.backend.cast import load

ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CANARY = "Canary Street"


def address(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("+psycopg", "")


def idle(app: Flask, session: Session) -> None:
    session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10ms'"))
    me = session.scalar(text("SELECT pg_backend_pid()"))
    told = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
    with psycopg.connect(address(app), autocommit=True) as other:
        while other.execute(told, [me]).fetchone() != (0,):
            Event().wait(0.01)
    session.execute(text(f"UPDATE zone SET label = '{CANARY}'"))


def slow(_app: Flask, session: Session) -> None:
    session.execute(text("SET LOCAL statement_timeout = '10ms'"))
    session.execute(text(f"SELECT pg_sleep(20), '{CANARY}'"))


def locked(app: Flask, session: Session) -> None:
    session.execute(text("SET LOCAL lock_timeout = '10ms'"))
    with psycopg.connect(address(app)) as other:
        other.execute("LOCK TABLE zone")
        session.execute(text(f"UPDATE zone SET label = '{CANARY}'"))


def impatient(session: Session) -> None:
    session.execute(text("PRAGMA busy_timeout = 10"))
    session.execute(text(f"UPDATE zone SET label = '{CANARY}'"))


@ONLY_POSTGRESQL
@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (idle, "The database ended a transaction that waited too long for something else"),
        (slow, "The database took too long for a statement"),
        (locked, "The database kept a statement waiting too long for a lock"),
    ],
)
def test_the_reason_is_said(
    app: Flask,
    world: World,
    caplog: pytest.LogCaptureFixture,
    deed: Callable[[Flask, Session], None],
    words: str,
) -> None:
    load(app)
    with caplog.at_level(logging.ERROR), pytest.raises(Problem) as refusal, write() as session:
        deed(app, session)
    assert refusal.value.code == "service-unavailable"
    assert caplog.messages == [words]
    assert CANARY not in caplog.text
    with read() as session:
        assert session.scalar(text("SELECT 1")) == 1, "the next deed has a connection that lives"


@ONLY_SQLITE
def test_a_file_that_another_writes_is_named_as_such(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    load(app)
    with db.engine.connect() as other, caplog.at_level(logging.ERROR):
        other.exec_driver_sql("UPDATE zone SET label = label")
        with pytest.raises(Problem), read() as session:
            impatient(session)
        other.rollback()
    assert caplog.messages == ["The database kept a statement waiting too long for a lock"]
