"""Rewriting answers nightly: nothing is lost, and no row's place tells when it came (D3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from backend.services.receipts import withdraw
from backend.services.shuffle import shuffle, shuffle_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.shuffling import _REWRITE, groups_since, keys_of, rewrite
from shared.ids import new_receipt, receipt_hash
from tests.backend.cast import a_record, an_answer, an_id, ask_young, load, put, put_record
from tests.backend.rows import rows
from tests.conftest import NOW

ANSWERS = 60
WAITS_FOR_BATCH = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
OF_TEXTS = "{key}::text = ANY(CAST"
"""How a batch would be found if its keys were compared as texts: no index knows those."""

NIGHT = datetime(2026, 11, 28, 3, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sent(app: Flask) -> list[str]:
    """Sixty answers and some records, one after the other; their ids in the order of arrival."""
    load(app)
    ask_young(app, "on")
    client, ids = app.test_client(), [an_id() for _ in range(ANSWERS)]
    for each in ids:
        assert put(client, an_answer(), each).status_code == 201
    for _ in range(5):
        assert put_record(client, a_record()).status_code == 201
    return ids


def everything(app: Flask) -> list[list[tuple[Any, ...]]]:
    """Return all rows of both tables, in the order of ids."""
    return [rows(app, f"SELECT * FROM {name} ORDER BY id") for name in ("feedback", "young_record")]


def neighbours_kept(app: Flask, ids: list[str]) -> int:
    """Return how many answers still lie in the table's file right behind the one before them."""
    with app.app_context(), db.engine.connect() as connection:
        found = connection.execute(text("SELECT id FROM feedback ORDER BY ctid"))
        lie = {str(key): at for at, (key,) in enumerate(found)}
    return sum(lie[other] - lie[one] == 1 for one, other in pairwise(ids))


def test_nothing_is_lost_or_changed_and_the_night_does_it_once(app: Flask, world: World) -> None:
    before = everything(app)
    night = replace(world, now=lambda: NIGHT)
    moved = shuffle_due(night)
    assert everything(app) == before
    assert moved == (0 if "sqlite" in str(db.engine.url) else ANSWERS + 5)
    assert shuffle_due(night) == 0
    assert shuffle_due(replace(world, now=lambda: NIGHT + timedelta(days=1))) == moved


def test_by_day_nothing_is_rewritten(world: World) -> None:
    assert shuffle_due(replace(world, now=lambda: NOW)) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_place_tells_which_answer_came_after_which(
    app: Flask, world: World, sent: list[str]
) -> None:
    # As they came each lies behind the one before, but where the database found a gap: without
    # rewriting this would stay so.
    assert neighbours_kept(app, sent) > 0.9 * ANSWERS
    shuffle(world)
    assert neighbours_kept(app, sent) < 10
    places = rows(app, "SELECT count(DISTINCT xmin::text) FROM feedback")
    assert places == [(1,)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_about_an_older_week_stays_where_it_is(app: Flask, world: World) -> None:
    later = replace(world, now=lambda: NOW + timedelta(days=90))
    assert shuffle(later) == 0


def test_a_repeated_answer_is_still_known_afterwards(
    app: Flask, world: World, sent: list[str]
) -> None:
    shuffle(world)
    assert put(app.test_client(), an_answer(), sent[0]).status_code == 200
    other = an_answer(level="very_safe")
    assert put(app.test_client(), other, sent[0]).status_code == 409


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_answer_waits_for_a_batch_and_a_withdrawal_waits_for_no_more_than_one(
    app: Flask, sent: list[str]
) -> None:
    receipt = new_receipt()
    client = app.test_client()
    assert put(client, an_answer(receipt_hash=receipt_hash(receipt))).status_code == 201
    with app.app_context():
        session = db.session()
        (group,) = [each for each in groups_since(session, NOW.date()) if each.table == "feedback"]
        keys = keys_of(session, group)
        assert rewrite(session, group, keys) == ANSWERS + 1
        giving = Thread(target=lambda: put(app.test_client(), an_answer()))
        giving.start()
        giving.join()
        thread = Thread(target=withdraw_in, args=(app, receipt))
        thread.start()
        while rows(app, WAITS_FOR_BATCH) == [(0,)]:
            pass
        session.commit()
        thread.join()
    assert rows(app, "SELECT count(*) FROM feedback") == [(ANSWERS + 1,)]
    assert sent


def withdraw_in(app: Flask, receipt: str) -> None:
    with app.app_context():
        withdraw(receipt, NOW)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_in_small_batches_nothing_is_lost_and_a_night_goes_on_where_it_stopped(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.shuffle.BATCH", 7)
    monkeypatch.setattr("backend.services.shuffle.MOST_AT_ONCE", 1)
    before = everything(app)
    night = replace(world, now=lambda: NIGHT)
    moved = [shuffle_due(night) for _ in range(4)]
    assert moved == [ANSWERS, 5, 0, 0]
    assert everything(app) == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_answer_withdrawn_between_the_look_and_its_batch_stays_away(
    app: Flask, sent: list[str]
) -> None:
    with app.app_context():
        with read() as session:
            group = groups_since(session, NOW.date())[0]
            keys = keys_of(session, group)
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM feedback WHERE id = :id"), {"id": sent[0]})
        with write() as session:
            assert rewrite(session, group, keys) == ANSWERS - 1
    assert rows(app, f"SELECT count(*) FROM feedback WHERE id = '{sent[0]}'") == [(0,)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("compared", "walks"), [("{key} = ANY(CAST", False), (OF_TEXTS, True)])
def test_a_batch_is_found_by_its_keys_and_reads_no_whole_table(
    app: Flask, compared: str, *, walks: bool
) -> None:
    told = _REWRITE.replace("{key} = ANY(CAST", compared)
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        statement = told.format(table="feedback", key="id", kind="text" if walks else "uuid")
        statement = statement.replace(":keys", f"'{{{an_id()}}}'")
        plan = "\n".join(line for (line,) in connection.execute(text(f"EXPLAIN {statement}")))
    assert ("Seq Scan on feedback" in plan) == walks
