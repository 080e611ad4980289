"""Is the process alive, is it ready, and what still works while the database is away."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import read_config
from backend.services.prepare import prepare
from backend.storage.database import db
from backend.web.world import world
from tests.backend.cast import RECEIPT, an_answer, load_and_publish, problem_of, put
from tests.backend.rows import count, rows
from tests.conftest import NOW
from tests.support.postgres import PostgresCluster


@pytest.fixture
def own_cluster() -> Iterator[PostgresCluster]:
    """A cluster that a test may stop."""
    with PostgresCluster() as cluster:
        yield cluster


def missing(client: FlaskClient) -> set[str]:
    response = client.get("/readyz")
    assert problem_of(response) == "service-unavailable"
    assert response.headers["Retry-After"] == "30"
    return {fault["where"] for fault in response.get_json(force=True)["errors"]}


def test_a_process_without_tables_or_list_is_alive_and_not_ready(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    app = create_app(read_config({"UMAY_DATA_DIR": str(tmp_path / "data")}), now=lambda: NOW)
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"state": "alive"}
    assert missing(client) == {"database", "published"}
    with app.app_context():
        db.engine.dispose()


def test_a_process_whose_tables_are_old_says_so(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    number = rows(app, "SELECT version_num FROM alembic_version")[0][0]
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    found = missing(client)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
    assert found == {"database"}


def test_a_process_with_tables_and_list_is_ready(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    response = client.get("/readyz")
    assert (response.status_code, response.get_json()) == (200, {"state": "ready"})


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
