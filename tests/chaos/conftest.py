"""Fixtures of the trials: the service on SQLite, and on a PostgreSQL whose commits are durable."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.service import Service
from tests.conftest import _empty, _migrate

# What must stand in the environment before Kivy is imported for the first time.
from tests.mobile.conftest import memory  # noqa: F401
from tests.support.engines import ENGINES
from tests.support.postgres import PostgresCluster


@pytest.fixture(scope="session")
def durable_postgres() -> Iterator[PostgresCluster]:
    """A cluster that waits for the disk, as in production."""
    with PostgresCluster(durable=True) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def durable_url(durable_postgres: PostgresCluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a migrated database in the durable cluster."""
    url = durable_postgres.create_database("umay_durable")
    _migrate(url, tmp_path_factory.mktemp("durable"))
    return url


@pytest.fixture
def sqlite_service(migrated_file: Path, tmp_path: Path) -> Service:
    """The service on a fresh SQLite file."""
    path = tmp_path / "umay.sqlite3"
    shutil.copy(migrated_file, path)
    return Service(f"sqlite:///{path}", tmp_path / "server")


@pytest.fixture
def postgresql_service(durable_url: str, tmp_path: Path) -> Service:
    """The service on an empty PostgreSQL database."""
    _empty(durable_url)
    return Service(durable_url, tmp_path / "server")


@pytest.fixture(params=ENGINES)
def service(request: pytest.FixtureRequest) -> Service:
    """The service, once on each engine."""
    found = request.getfixturevalue(f"{request.param}_service")
    assert isinstance(found, Service)
    return found
