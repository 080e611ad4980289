"""The database's server dies and its standby takes over: nothing acknowledged is lost."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from backend.app import create_app
from backend.config import read_config
from backend.services.prepare import prepare
from backend.services.publish import publish_due
from backend.services.restoring.holding import held
from backend.storage.database import db
from backend.web.world import world
from tests.backend.cast import an_answer, an_id, put
from tests.backend.rows import count
from tests.backend.services.restoring.cast import open_service, shown, suspend_place
from tests.conftest import NOW
from tests.support.mail import free_port
from tests.support.postgres import OWNER, PostgresCluster, as_owner, programs_folder

pytestmark = pytest.mark.full("operations", alone=True)

ACKNOWLEDGED = 50


class Standing(PostgresCluster):
    """A cluster that can be followed."""

    def __init__(self, options: str = "") -> None:
        following = f"-c wal_level=replica -c max_wal_senders=5 {options}"
        super().__init__(durable=True, options=following, port=free_port())


def standby_of(primary: Standing) -> Standing:
    """Copy a running server into one that follows it."""
    standby = Standing("-c hot_standby=on")
    if as_owner("KILL") != []:
        subprocess.run(["chown", f"{OWNER}:", standby.folder], check=True)
    words = ["-h", str(primary.folder), "-p", str(primary.port), "-U", OWNER, "-R", "-c", "fast"]
    copy = [*as_owner("KILL"), str(programs_folder() / "pg_basebackup"), *words]
    subprocess.run([*copy, "-D", str(standby.folder / "data"), "-X", "stream"], check=True)
    standby.take_over(standby.folder / "data")
    standby.start()
    return standby


@pytest.fixture
def pair() -> Iterator[tuple[Standing, Standing]]:
    primary = Standing()
    primary.start()
    primary.create_database("umay")
    standby = standby_of(primary)
    told = "ALTER SYSTEM SET synchronous_standby_names = '*'"
    with psycopg.connect(primary.url(OWNER).replace("+psycopg", ""), autocommit=True) as found:
        found.execute(told)
        found.execute("SELECT pg_reload_conf()")
    yield primary, standby
    for each in (primary, standby):
        each.remove()


def promote(standby: Standing) -> None:
    with psycopg.connect(standby.url(OWNER).replace("+psycopg", ""), autocommit=True) as found:
        found.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
        assert found.execute("SELECT pg_promote()").fetchone() == (True,)


def test_a_standby_takes_over_and_the_service_goes_on(
    pair: tuple[Standing, Standing], tmp_path: Path
) -> None:
    primary, standby = pair
    hosts = f"host={primary.folder},{standby.folder}&port={primary.port},{standby.port}"
    url = f"postgresql://{OWNER}@/umay?{hosts}&target_session_attrs=read-write"
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(tmp_path)}
    app = create_app(read_config(settings), now=lambda: NOW)
    client = app.test_client()
    with app.app_context():
        prepare(world())
        open_service(world())
        suspend_place("p1")
        publish_due(world())
    assert [put(client, an_answer(), an_id()).status_code for _ in range(ACKNOWLEDGED)] == [
        201
    ] * ACKNOWLEDGED
    primary.crash()
    assert put(client, an_answer(), an_id()).status_code == 503
    promote(standby)
    assert put(client, an_answer(), an_id()).status_code == 201
    assert count(app, "feedback") == ACKNOWLEDGED + 1
    with app.app_context():
        # It is on another timeline, and has what was published last: nobody is asked.
        publish_due(world())
        assert held() is None
        assert shown(world()) == ["p0", "p2"]
        db.engine.dispose()
