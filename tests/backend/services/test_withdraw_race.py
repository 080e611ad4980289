"""An answer and its withdrawal at the same moment: the withdrawal wins, whoever is first."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text

from backend.services.give import _to_row, give
from backend.services.receipts import withdraw
from backend.storage import feedback as answers
from backend.storage.database import db
from backend.storage.shuffling import wait_for_rewriting
from shared.ids import receipt_hash
from shared.perception import Feedback
from tests.backend.cast import RECEIPT, WEEK, an_id, load
from tests.backend.rows import count, rows
from tests.conftest import NOW

ANSWER = Feedback(
    level="very_safe",
    week=WEEK,
    daypart="daylight",
    zone="z1",
    receipt_hash=receipt_hash(RECEIPT),
)
ROUNDS = 40
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'feedback'::regclass"


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


def in_thread(app: Flask, deed: str) -> threading.Thread:
    def work() -> None:
        with app.app_context():
            if deed == "withdraw":
                withdraw(RECEIPT, NOW)
            else:
                give(an_id(), ANSWER, NOW)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def until_somebody_waits(app: Flask) -> None:
    while rows(app, WAITING) == [(0,)]:
        pass


def until(app: Flask, statement: str, found: list[tuple[object, ...]]) -> None:
    while rows(app, statement) != found:
        pass


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_withdrawal_waits_for_the_answer_that_is_just_being_stored(app: Flask) -> None:
    with app.app_context():
        session = db.session()
        answers.store_unless_withdrawn(session, _to_row(an_id(), ANSWER))
        thread = in_thread(app, "withdraw")
        until(app, "SELECT count(*) FROM withdrawn", [(1,)])
        assert thread.is_alive()
        session.commit()
    thread.join()
    assert count(app, "feedback") == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_answer_that_did_not_see_the_withdrawal_is_looked_for_once_more(app: Flask) -> None:
    for _ in range(ROUNDS):
        threads = [in_thread(app, deed) for deed in ("give", "withdraw")]
        for thread in threads:
            thread.join()
        assert count(app, "feedback") == 0
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("DELETE FROM withdrawn"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_answer_waits_for_a_withdrawal(app: Flask) -> None:
    with app.app_context():
        session = db.session()
        wait_for_rewriting(session)
        answers.delete_by_receipt(session, receipt_hash(RECEIPT))
        answers.remember_withdrawn(session, [receipt_hash(RECEIPT)], WEEK)
        thread = in_thread(app, "give")
        thread.join()
        assert count(app, "feedback") == 1, "stored beside a withdrawal that is not stored yet"
        session.rollback()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_answer_would_wait_for_a_lock_on_the_table(app: Flask) -> None:
    with app.app_context():
        session = db.session()
        session.execute(text("LOCK TABLE feedback IN SHARE ROW EXCLUSIVE MODE"))
        thread = in_thread(app, "give")
        until_somebody_waits(app)
        assert thread.is_alive()
        session.rollback()
        thread.join()


def test_a_deed_inside_another_is_a_mistake_of_ours(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("SELECT 1"))
        with pytest.raises(RuntimeError, match="inside another"):
            withdraw(RECEIPT, NOW)
        db.session.rollback()
