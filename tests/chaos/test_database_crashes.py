"""Goal R2: PostgreSQL crashes under fire; no answer that a phone has let go of is lost."""

from contextlib import closing
from pathlib import Path

import pytest

from mobile.store.database import open_store
from mobile.store.outbox import Outbox
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from tests.chaos.answers import Numbered
from tests.chaos.fire import Trial, try_out
from tests.chaos.service import Service
from tests.chaos.sizes import CRASHES
from tests.conftest import NOW, _migrate
from tests.support.postgres import PostgresCluster
from tests.support.serving import Server

pytestmark = pytest.mark.full("crashes")

FORGETFUL = "-c synchronous_commit=off -c wal_writer_delay=10s"
"""The control: a commit is confirmed some seconds before it is on the disk."""

ACKNOWLEDGED = 20


def test_no_acknowledged_answer_is_lost_when_the_database_crashes(
    postgresql_service: Service,
    durable_postgres: PostgresCluster,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def crash() -> None:
        durable_postgres.crash()
        durable_postgres.start()

    trial = Trial(CRASHES, crash_database=crash)
    done = try_out(trial, postgresql_service, tmp_path / "phones")
    with capsys.disabled():
        print(f"\n{done.told()}")  # noqa: T201
    assert done.verdict.is_spotless, done.told()
    assert done.verdict.rows - done.verdict.unsaid == CRASHES.items, done.told()
    assert (done.waiting, done.set_aside) == (0, 0), done.told()
    assert done.crashes == CRASHES.crashes, done.told()


def test_a_database_that_confirms_before_the_disk_is_caught(tmp_path: Path) -> None:
    with PostgresCluster(durable=True, options=FORGETFUL) as cluster:
        assert lost_by_a_crash(cluster, tmp_path) > 0


def test_the_same_crash_loses_nothing_from_ours(tmp_path: Path) -> None:
    with PostgresCluster(durable=True) as cluster:
        assert lost_by_a_crash(cluster, tmp_path) == 0


def lost_by_a_crash(cluster: PostgresCluster, folder: Path) -> int:
    """Crash a database as soon as a phone has let go of its answers; return how many are gone."""
    url = cluster.create_database("umay")
    _migrate(url, folder / "migration")
    service = Service(url, folder / "server")
    service.open()
    with Server(service.settings, workers=1) as server:
        sent = send(f"http://127.0.0.1:{server.port}", folder / "phone")
        cluster.crash()
    cluster.start()
    assert sent == ACKNOWLEDGED
    return sent - len(service.rows())


def send(url: str, folder: Path) -> int:
    """Send some answers from a phone and return how many it let go of."""
    with closing(open_store(folder).connection) as memory:
        outbox = Outbox(memory)
        for number in range(ACKNOWLEDGED):
            outbox.save(Numbered("phone", number).answer("2026-W48").to_wire())
        Engine(memory, Client(HttpTransport(url)), lambda: NOW).round()
        return ACKNOWLEDGED - len(outbox.items())
