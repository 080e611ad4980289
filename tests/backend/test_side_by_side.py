"""A process of the version before and one of the next, over one database, while answers come in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count as numbers
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from backend.app import create_app
from backend.config import read_config
from backend.services.load_network import load_network
from backend.services.prepare import prepare
from backend.storage.database import db
from backend.storage.revisions import newest
from backend.web.world import world
from shared.clock import week_of
from tests.backend.cast import a_network, an_answer, an_id
from tests.support.copied import a_copy
from tests.support.later import LATER, write_later
from tests.support.postgres import PostgresCluster
from tests.support.serving import OwnServer, ask

pytestmark = pytest.mark.full("upgrades", alone=True)
EACH = 60
A_COLUMN = 'op.add_column("feedback", sa.Column("later", sa.Integer()))'


@dataclass
class Givers:
    """People who answer without a pause, each at one server."""

    stored: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    is_over: Event = field(default_factory=Event)
    threads: list[Thread] = field(default_factory=list)

    def begin(self, *servers: OwnServer) -> None:
        """Let two people answer at each of these."""
        self.threads += [
            Thread(target=self._give, args=(server,)) for server in servers for _ in range(2)
        ]
        for thread in self.threads:
            if thread.ident is None:
                thread.start()

    def end(self) -> None:
        """Let everybody come to an end."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def _give(self, server: OwnServer) -> None:
        week = week_of(datetime.now(UTC))
        for number in numbers():
            if self.is_over.is_set() and number >= EACH:
                return
            key, body = an_id(), an_answer(week=week)
            with closing(server.connect()) as connection:
                status, _, _ = ask(connection, "PUT", f"/api/v1/feedback/{key}", body)
            (self.stored if status == 201 else self.refused).append(key)


@pytest.fixture
def settings(postgres: PostgresCluster, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A service that is set up."""
    postgres.drop_database("side")
    url = postgres.create_database("side")
    found = {"UMAY_DATA_DIR": str(tmp_path / "data"), "UMAY_DATABASE_URL": url}
    app = create_app(read_config(found))
    with app.app_context():
        prepare(world())
        load_network(a_network(), datetime.now(UTC))
        db.engine.dispose()
    yield found
    postgres.drop_database("side")


def test_old_and_new_processes_store_every_answer_while_the_tables_change(
    settings: dict[str, str], tmp_path: Path
) -> None:
    newer = a_copy(tmp_path)
    write_later(newer / "backend/storage/migrations/versions", A_COLUMN, compatible_from=newest())
    givers = Givers()
    with OwnServer(settings, workers=1) as old:
        givers.begin(old)
        words = [sys.executable, "-m", "flask", "--app", "backend", "init"]
        subprocess.run(words, cwd=newer, env=settings, check=True, capture_output=True)
        with OwnServer(settings, newer, workers=1) as new:
            givers.begin(new)
            assert {ready(old), ready(new)} == {200}
            givers.end()
    assert givers.refused == []
    assert len(givers.stored) >= 4 * EACH
    assert stored(settings) == (LATER, len(set(givers.stored)))


def ready(server: OwnServer) -> int:
    with closing(server.connect()) as connection:
        return ask(connection, "GET", "/readyz")[0]


def stored(settings: dict[str, str]) -> tuple[str, int]:
    """Return the tables' revision and how many answers there are."""
    question = b"SELECT (SELECT version_num FROM alembic_version), count(*) FROM feedback"
    with psycopg.connect(settings["UMAY_DATABASE_URL"].replace("+psycopg", "")) as connection:
        found = connection.execute(question).fetchone()
    assert found is not None
    return str(found[0]), int(found[1])
