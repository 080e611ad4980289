"""Fixtures of the server for all tests: real databases, really migrated, and a fixed clock."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.lock_order import watching
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from backend.config import Config
    from backend.services.world import World

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past eleven on a Friday night in ISO week 2026-W48; the wall clock agrees with UTC."""

ENGINES = ("sqlite", "postgresql")

LONG = (
    *("tests/journeys/", "tests/bench/", "tests/chaos/", "tests/mobile/screens/test_gallery"),
    *("tests/backend/test_", "tests/mobile/screens/", "tests/tools/", "tests/backend/pages/"),
)
"""Where the tests are that take longest: two processes end together if these come first."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, whatever order chance gave all files."""
    items.sort(key=_length)


def _length(item: pytest.Item) -> int:
    return next((at for at, where in enumerate(LONG) if item.nodeid.startswith(where)), len(LONG))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """One cluster for all tests of this process."""
    with PostgresCluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One Redis for all tests of this process."""
    with RedisServer() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The address of an empty Redis."""
    redis_server.empty()
    return redis_server.url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that went through every migration, to be copied."""
    path = tmp_path_factory.mktemp("template") / "umay.sqlite3"
    _migrate(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresCluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a PostgreSQL database that went through every migration."""
    url = postgres.create_database("umay_migrated")
    _migrate(url, tmp_path_factory.mktemp("template"))
    return url


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty migrated database, once on each engine: a copied file, or all tables emptied."""
    if request.param == "sqlite":
        path = tmp_path / "umay.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("migrated_database")
    _empty(url)
    return url


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> "Config":
    """Settings for a process of this test."""
    return _config(database_url, tmp_path)


@pytest.fixture
def app(config: "Config") -> "Iterator[Flask]":
    """The application on a migrated database, with the clock standing at NOW; nothing published.

    Whatever a test does with it, no deed may take its locks in the wrong order.
    """
    from backend.app import create_app
    from backend.storage.database import db

    app = create_app(config, now=lambda: NOW)
    with app.app_context():
        engine = db.engine
    with watching(engine) as wrong:
        yield app
    _close(app)
    assert wrong == []


@pytest.fixture
def world(app: "Flask") -> "Iterator[World]":
    """The world of the application, with its context open, so that deeds can be called."""
    from backend.web.world import world

    with app.app_context():
        yield world()


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    """A client without a network."""
    return app.test_client()


def _config(database_url: str, folder: Path) -> "Config":
    from backend.config import read_config

    return read_config({"UMAY_DATABASE_URL": database_url, "UMAY_DATA_DIR": str(folder / "data")})


def _migrate(database_url: str, folder: Path) -> None:
    from backend.app import create_app
    from backend.storage.schema import upgrade_to_newest

    app = create_app(_config(database_url, folder))
    with app.app_context():
        upgrade_to_newest()
    _close(app)


def _empty(postgresql_url: str) -> None:
    """Delete every row; ten times as fast as a database of its own for each test."""
    import psycopg

    from backend.storage.database import Row

    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        # The audit chain's triggers refuse to forget anything; replication passes them by.
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(f"TRUNCATE {tables} CASCADE")


def _close(app: "Flask") -> None:
    from backend.storage.database import db

    with app.app_context():
        db.engine.dispose()
