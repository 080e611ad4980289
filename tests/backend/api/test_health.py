"""Is the process alive, is it ready, and what still works while the database is away."""

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import read_config
from backend.services.prepare import prepare
from backend.services.restoring.holding import hold_by_hand
from backend.storage.database import db
from backend.storage.revisions import newest
from backend.web.world import world
from shared.version import VERSION
from tests.backend.cast import RECEIPT, an_answer, load_and_publish, problem_of, put
from tests.backend.rows import count, rows
from tests.conftest import NOW, _close
from tests.support.later import LATER, to, write_later
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer

READY = {"state": "ready", "sessions": "kept"}


@pytest.fixture
def own_cluster() -> Iterator[PostgresCluster]:
    """A cluster that a test may stop."""
    with PostgresCluster() as cluster:
        yield cluster


@contextmanager
def watching_files() -> Iterator[list[str]]:
    """List what is opened or looked through meanwhile."""
    found: list[str] = []
    is_on = True

    def hear(event: str, args: tuple[Any, ...]) -> None:
        if is_on and event in {"open", "os.listdir", "os.scandir"}:
            found.append(str(args[0]))

    sys.addaudithook(hear)
    yield found
    is_on = False


def missing(client: FlaskClient) -> set[str]:
    response = client.get("/readyz")
    assert problem_of(response) == "service-unavailable"
    assert response.headers["Retry-After"] == "30"
    return {fault["where"] for fault in response.get_json(force=True)["errors"]}


def test_a_process_without_tables_or_list_is_alive_and_not_ready(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    app = create_app(read_config({"UMAY_DATA_DIR": str(tmp_path / "data")}), now=lambda: NOW)
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"state": "alive", "version": VERSION}
    assert missing(client) == {"database", "published"}
    with app.app_context():
        db.engine.dispose()


def test_a_process_whose_tables_are_old_says_so(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    number = rows(app, "SELECT version_num FROM alembic_version")[0][0]
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    found, words = missing(client), words_of(client)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
    assert found == {"database"}
    assert words == "Its tables are not up to date. Run init."


LATER_COLUMN = 'op.add_column("feedback", sa.Column("later", sa.Integer()))'


@contextmanager
def newer_tables(app: Flask, folder: Path, compatible_from: str) -> Iterator[None]:
    """Tables that a later version has migrated."""
    undo = 'op.drop_column("feedback", "later")'
    write_later(folder, LATER_COLUMN, undo, compatible_from)
    with app.app_context():
        to(folder, LATER)
    yield
    with app.app_context():
        to(folder, newest())


def words_of(client: FlaskClient) -> str:
    return str(client.get("/readyz").get_json(force=True)["errors"][0]["what"])


SERVES = "SELECT value FROM setting WHERE name = 'serves_from'"


def test_an_older_process_is_ready_where_newer_tables_serve_it(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    load_and_publish(app)
    told = "SELECT value FROM setting WHERE name = 'serves_from'"
    with newer_tables(app, tmp_path, compatible_from=newest()):
        assert client.get("/readyz").status_code == 200
        assert put(client, an_answer()).status_code == 201
        assert rows(app, told) == [(newest(),)]
    assert client.get("/readyz").status_code == 200
    assert newest() not in str(rows(app, SERVES)), "what the later one noted is gone"


def test_an_older_process_is_not_ready_where_newer_tables_do_not_serve_it(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    load_and_publish(app)
    with newer_tables(app, tmp_path, compatible_from=LATER):
        assert missing(client) == {"database"}
        assert words_of(client) == (
            "Its tables are too new for this program. Put the newer program here."
        )
    assert client.get("/readyz").status_code == 200


def test_to_ask_whether_it_is_ready_loads_no_migration(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    loaded = set(sys.modules)
    assert client.get("/readyz").status_code == 200
    with watching_files() as opened:
        assert client.get("/readyz").status_code == 200
    assert [name for name in set(sys.modules) - loaded if name.startswith("alembic")] == []
    assert [path for path in opened if "migrations" in path] == []


def test_a_process_with_tables_and_list_is_ready(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    response = client.get("/readyz")
    assert (response.status_code, response.get_json()) == (200, READY)


def behind_redis(folder: Path, migrated: Path, url: str) -> Flask:
    """Return an application that keeps sessions in a Redis; its list is published."""
    copyfile(migrated, folder / "umay.sqlite3")
    told = {"UMAY_DATA_DIR": str(folder), "UMAY_REDIS_URL": url}
    app = create_app(read_config(told), now=lambda: NOW)
    load_and_publish(app)
    return app


def test_without_redis_residents_are_served_and_it_is_said_that_sessions_are_away(
    migrated_file: Path, tmp_path: Path
) -> None:
    server = RedisServer()
    with server:
        app = behind_redis(tmp_path, migrated_file, server.url)
        client = app.test_client()
        assert client.get("/readyz").get_json() == READY
        server.stop()
        away = client.get("/readyz")
        assert (away.status_code, away.get_json()) == (200, {**READY, "sessions": "away"})
        assert client.get("/published/manifest.json").status_code == 200
        assert put(client, an_answer()).status_code == 201
        server.start()
        assert client.get("/readyz").get_json() == READY
    _close(app)


def test_a_redis_that_says_nothing_is_waited_for_half_a_second(
    migrated_file: Path, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        app = behind_redis(tmp_path, migrated_file, url)
        begun = monotonic()
        assert app.test_client().get("/readyz").get_json()["sessions"] == "away"
        assert monotonic() - begun < 2
    _close(app)


def test_held_it_is_ready_without_a_list_so_that_people_can_release_it(
    app: Flask, client: FlaskClient
) -> None:
    load_and_publish(app)
    with app.app_context():
        hold_by_hand(world(), None, is_restored=True)
    assert client.get("/published/manifest.json").status_code != 200
    assert client.get("/readyz").status_code == 200


def test_while_the_database_is_away_the_list_is_served_and_answers_are_asked_to_wait(
    own_cluster: PostgresCluster, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = {
        "UMAY_DATABASE_URL": own_cluster.create_database("umay"),
        "UMAY_DATA_DIR": str(tmp_path),
    }
    app = create_app(read_config(settings), now=lambda: NOW)
    client = app.test_client()
    with app.app_context():
        prepare(world())
    load_and_publish(app)
    assert put(client, an_answer()).status_code == 201
    own_cluster.stop()
    with caplog.at_level(logging.ERROR):
        for answer in (
            put(client, an_answer()),
            put(client, an_answer()),
            client.post("/api/v1/receipts/read", json={"code": RECEIPT}),
            client.post("/api/v1/receipts/withdraw", json={"code": RECEIPT}),
        ):
            assert (problem_of(answer), answer.status_code) == ("service-unavailable", 503)
            assert answer.headers["Retry-After"] == "30"
    assert "The database did not answer" in caplog.text
    assert "z1" not in caplog.text
    assert client.get("/published/manifest.json").status_code == 200
    assert client.get("/healthz").status_code == 200
    assert missing(client) == {"database"}
    own_cluster.start()
    assert put(client, an_answer()).status_code == 201
    assert count(app, "feedback") == 2
    with app.app_context():
        db.engine.dispose()
