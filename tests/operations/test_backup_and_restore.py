"""The drill of a lost database: put back from the archived log, held, and nothing opened by it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.config import read_config
from backend.services.actors import COMMAND_LINE
from backend.services.prepare import prepare
from backend.services.publish import publish_due
from backend.services.receipts import ARRIVED, WITHDRAWN, read_receipt, withdraw
from backend.services.restoring.holding import held
from backend.services.restoring.releasing import restored
from backend.services.restoring.replaying import replay
from backend.storage.database import db
from backend.web.world import world
from bench.answers import fill, settle
from tests.backend.rows import count, rows
from tests.backend.services.restoring.cast import answer, open_service, shown, suspend_place
from tests.conftest import NOW
from tests.support.backups import ArchivedCluster

ALONE = pytest.mark.full("operations", alone=True)

pytestmark = [
    pytest.mark.full("operations"),
    pytest.mark.skipif(not shutil.which("pgbackrest"), reason="pgBackRest is not installed"),
]

_WAITING = text("SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'")
_IS_LATER = text(
    "SELECT clock_timestamp() > CAST(value->>'at' AS timestamptz) + interval '2 s' "
    "FROM setting WHERE name = 'backed_up'"
)
MANY = 1_000_000
CODE_AFTER = "AAAA-BBBB-CCCC-7777"
CODES = [f"AAAA-BBBB-CCCC-{number:04}" for number in range(1111, 1116)]


@pytest.fixture
def cluster() -> Iterator[ArchivedCluster]:
    with ArchivedCluster() as cluster:
        yield cluster


@pytest.fixture
def app(cluster: ArchivedCluster, tmp_path: Path) -> Iterator[Flask]:
    """A service with three places and two answers, backed up, and what came after that."""
    url = cluster.create_database("umay")
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(tmp_path / "service")}
    app = create_app(read_config(settings), now=lambda: NOW)
    with app.app_context():
        prepare(world())
        open_service(world())
        for code in CODES[:2]:
            answer(code)
        cluster.script("backup.sh", "once", database="umay")
        withdraw(CODES[0], NOW)
        suspend_place("p1")
        publish_due(world())
        for code in CODES[2:]:
            answer(code)
        yield app
        db.engine.dispose()


def switch(cluster: ArchivedCluster) -> str:
    """Let the minute of the archive's time-out pass: what was stored is handed over; return when.

    The moment is the database's own, as a point in time to go back to.
    """
    with db.engine.connect() as found:
        # pgBackRest counts in seconds: a moment to go back to lies two after the backup.
        while not found.execute(_IS_LATER).scalar():
            found.rollback()
        moment = str(found.exec_driver_sql("SELECT now()").scalar())
        found.exec_driver_sql("SELECT pg_switch_wal()")
        found.rollback()
        while found.execute(_WAITING).scalar():
            found.rollback()
    return moment


def lose(cluster: ArchivedCluster) -> None:
    """Lose the disk of the database."""
    db.engine.dispose()
    cluster.crash()
    cluster.empty_data()


@ALONE
def test_a_backup_is_noted_where_staff_see_it(app: Flask) -> None:
    (value,) = rows(app, "SELECT value FROM setting WHERE name = 'backed_up'")[0]
    assert value["kind"] in ("full", "diff")


def test_a_lost_database_comes_back_whole_and_held(app: Flask, cluster: ArchivedCluster) -> None:
    switch(cluster)
    lose(cluster)
    cluster.script("restore.sh", str(cluster.data))
    cluster.start_recovery()
    done = prepare(world())
    assert done.is_held
    found = held()
    assert found is not None
    assert found.why == "restored"
    assert publish_due(world()) is None
    # Nothing that was acknowledged before the last archived minute is lost, nothing is back.
    assert count(app, "feedback") == 4
    assert read_receipt(CODES[0], NOW).state == WITHDRAWN
    assert read_receipt(CODES[4], NOW).state == ARRIVED
    assert rows(app, "SELECT state FROM place WHERE id = 'p1'") == [("suspended",)]
    assert [each.id for each in restored().places] == ["p0", "p2"]
    assert shown(world()) is None


@ALONE
def test_going_back_on_purpose_undoes_no_withdrawal(app: Flask, cluster: ArchivedCluster) -> None:
    moment = switch(cluster)
    withdraw(CODES[1], NOW)
    suspend_place("p2")
    answer(CODE_AFTER)
    publish_due(world())
    switch(cluster)
    lose(cluster)
    cluster.script("restore.sh", "--to", moment, str(cluster.data))
    cluster.start_recovery()
    assert prepare(world()).is_held
    # What going back brings back, and what it loses.
    assert read_receipt(CODES[1], NOW).state == ARRIVED
    assert read_receipt(CODE_AFTER, NOW).restored_on == "2026-11-27"
    with cluster.second() as later:
        done = replay(world(), COMMAND_LINE, later.url("umay"))
    assert (done.added, done.taken_back, done.hidden, done.is_whole) == (1, 1, 1, True)
    assert read_receipt(CODES[1], NOW).state == WITHDRAWN
    assert read_receipt(CODE_AFTER, NOW).state == ARRIVED
    assert restored().places == ()


@ALONE
def test_a_backup_put_back_past_our_script_is_noticed_by_the_folder(
    app: Flask, cluster: ArchivedCluster
) -> None:
    moment = switch(cluster)
    suspend_place("p2")
    publish_due(world())
    switch(cluster)
    lose(cluster)
    cluster.run(
        "pgbackrest",
        "--stanza=umay",
        "--type=time",
        f"--target={moment}",
        "--target-action=promote",
        "restore",
    )
    cluster.start_recovery()
    assert prepare(world()).is_held
    found = held()
    assert found is not None
    assert found.why == "behind"
    assert shown(world()) == ["p0"], "the list is ahead of the records, and young"


@ALONE
def test_a_running_server_is_not_restored(app: Flask, cluster: ArchivedCluster) -> None:
    with pytest.raises(RuntimeError, match="PostgreSQL still runs"):
        cluster.script("restore.sh", str(cluster.data))
    assert count(app, "feedback") == 4


@ALONE
def test_a_million_answers_come_back(
    cluster: ArchivedCluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Goals: at most 5 minutes lost, back within 30 minutes; printed, since machines differ."""
    url = cluster.create_database("umay")
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(tmp_path / "service")}
    app = create_app(read_config(settings), now=lambda: NOW)
    with app.app_context():
        prepare(world())
        settle()
        fill(url, MANY)
        db.session.connection().exec_driver_sql("ALTER TABLE feedback SET LOGGED")
        db.session.commit()
        backed_up_s = timed(lambda: cluster.script("backup.sh", "once", database="umay"))
        before = checksum(app)
        switch(cluster)
        lose(cluster)
        put_back_s = timed(lambda: cluster.script("restore.sh", str(cluster.data)))
        recovered_s = timed(cluster.start_recovery)
        assert prepare(world()).is_held
        assert checksum(app) == before
        db.engine.dispose()
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{MANY:,} answers: backed up in {backed_up_s:.0f} s, put back in {put_back_s:.0f} s,"
            f" ready after {recovered_s:.0f} s more"
        )


def timed(deed: Callable[[], object]) -> float:
    began = perf_counter()
    deed()
    return perf_counter() - began


def checksum(app: Flask) -> object:
    """Return how many answers there are, and a sum over the hashes of what they hold."""
    told = "SELECT count(*), sum(hashtextextended(f::text, 0)) FROM feedback AS f"
    return rows(app, told)
