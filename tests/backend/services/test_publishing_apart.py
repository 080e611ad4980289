"""Publishing holds nothing while it writes, and nobody else publishes meanwhile."""

import sys
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from backend.services.publish import publish
from backend.services.published_folder import alone
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.database import db
from shared.problems import Problem
from shared.wire_documents import DOCUMENTS
from tests.backend.cast import load


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


def test_no_transaction_is_open_while_files_are_written(app: Flask, world: World) -> None:
    """PostgreSQL ends one that waits for a slow disk, and what it holds others wait for."""
    with app.app_context():
        pool: Any = db.engine.pool
    watched: list[bool] = [True]
    held: list[bool] = []

    def watch(what: str, arguments: tuple[object, ...]) -> None:
        changes = what == "os.rename" or (what == "open" and arguments[1] in ("wb", "ab", "w"))
        if watched[0] and changes and str(arguments[0]).startswith(str(world.published_dir)):
            held.append(bool(pool.checkedout()))

    # No hook can be taken away again.
    sys.addaudithook(watch)
    try:
        publish(world)
    finally:
        watched[0] = False
    assert len(held) > 2 * len(DOCUMENTS)
    assert not any(held)


def test_another_publisher_that_never_ends_is_waited_for_a_minute_and_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(world)
    monkeypatch.setattr("backend.services.published_folder.WAIT_FOR_OTHERS_S", 0.0)
    with alone(world.published_dir), pytest.raises(Problem) as refusal:
        publish(world)
    assert "another publisher" in refusal.value.detail
    assert publish(world).version == 2, "nothing is held on to, and no version was spent"


def test_whoever_reads_sees_one_state(app: Flask, world: World) -> None:
    """A list put together from two moments may show hours that no place ever had."""
    named = text("SELECT label FROM zone WHERE id = 'z1'")
    with app.app_context(), read() as session:
        before = session.scalar(named)
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE zone SET label = 'Elsewhere' WHERE id = 'z1'"))
        assert session.scalar(named) == before != "Elsewhere"
    with app.app_context(), read() as session:
        assert session.scalar(named) == "Elsewhere"
