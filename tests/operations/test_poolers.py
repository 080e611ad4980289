"""PgBouncer in both modes saves every answer; told a wrong mode, or none, it does not."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.config import read_config
from backend.services.transaction import read
from backend.storage.database import db
from backend.storage.engines import TIMEOUTS
from tests.backend.cast import an_answer, an_id, load, put
from tests.backend.rows import count
from tests.conftest import NOW
from tests.support.pgbouncer import PgBouncer
from tests.support.postgres import PostgresCluster

pytestmark = [
    pytest.mark.full("operations"),
    pytest.mark.skipif(not shutil.which("pgbouncer"), reason="PgBouncer is not installed"),
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]

THREADS, EACH = 8, 25
_SET = "; ".join(f"SET {name} = {value}" for name, value in TIMEOUTS.items())
BY_ROLE = f"connect_query='{_SET}'"
"""What stands in pgbouncer.ini in transaction mode, where a connection of ours sets nothing."""


@contextmanager
def behind(bouncer: PgBouncer, url: str, folder: Path, pooler: str) -> Iterator[Flask]:
    settings = {
        "UMAY_DATABASE_URL": bouncer.url(url),
        "UMAY_DATA_DIR": str(folder),
        "UMAY_POOLER": pooler,
    }
    app = create_app(read_config(settings), now=lambda: NOW)
    yield app
    with app.app_context():
        db.engine.dispose()


def codes_of(app: Flask) -> Counter[int]:
    """Put answers from several threads at once; return how many were answered how."""
    found: Counter[int] = Counter()

    def work() -> None:
        client = app.test_client()
        for _ in range(EACH):
            found[put(client, an_answer(), an_id()).status_code] += 1

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.parametrize(("mode", "lines"), [("session", ""), ("transaction", BY_ROLE)])
def test_every_answer_is_saved_in_the_mode_that_was_told(
    app: Flask, database_url: str, postgres: PostgresCluster, tmp_path: Path, mode: str, lines: str
) -> None:
    load(app)
    with (
        PgBouncer(postgres.folder, mode, lines) as bouncer,
        behind(bouncer, database_url, tmp_path, mode) as pooled,
    ):
        assert codes_of(pooled) == {201: THREADS * EACH}
        with pooled.app_context(), read() as session:
            shown = {name: session.scalar(text(f"SHOW {name}")) for name in TIMEOUTS}
        assert shown == {
            "timezone": "UTC",
            "idle_in_transaction_session_timeout": "10s",
            "lock_timeout": "10s",
            "statement_timeout": "20s",
        }
    assert count(app, "feedback") == THREADS * EACH


@pytest.mark.full("operations", alone=True)
def test_in_transaction_mode_untold_answers_fail(
    app: Flask, database_url: str, postgres: PostgresCluster, tmp_path: Path
) -> None:
    """The control: what the documentation said before, and what it cost."""
    load(app)
    with (
        PgBouncer(postgres.folder, "transaction\nignore_startup_parameters = options") as bouncer,
        behind(bouncer, database_url, tmp_path, "") as pooled,
    ):
        assert codes_of(pooled)[500] > 0
