"""Fixtures of the server for all tests: real databases, really migrated, and a fixed clock."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from shared.saying import LANGUAGES
from tests.support import profiling
from tests.support.catalogues import compile_what_is_stale
from tests.support.engines import engines_of
from tests.support.lock_order import watching
from tests.support.memory_disk import use_memory
from tests.support.night import NOW as NOW
from tests.support.night import TODAY as TODAY
from tests.support.parts import QUICK, asked_for, runs_in, what_is_wrong
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from backend.config import Config
    from backend.services.world import World
    from tests.support.applications import Kept
    from tests.support.databases import Emptying

ROOT = Path(__file__).resolve().parents[1]
LONG = (
    *("tests/journeys/test_pages_are", "tests/mobile/screens/test_gallery", "tests/journeys/"),
    *("tests/chaos/", "tests/adversary/", "tests/bench/", "tests/mobile/screens/"),
    *("tests/backend/pages/", "tests/backend/services/", "tests/backend/test_"),
    *("tests/backend/console/", "tests/tools/"),
)
"""Where the tests are that take longest: all processes end together if these come first."""


use_memory(os.environ)
settings.register_profile("umay", deadline=None, print_blob=True)
settings.load_profile("umay")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run be measured, or be short."""
    profiling.add_options(parser)
    parser.getgroup("umay").addoption(
        "--quick", action="store_true", help="rules, contract, order of the house, phone: a minute"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out of a quick run what is not quick."""
    if not config.getoption("quick"):
        return None
    here = collection_path.relative_to(ROOT).as_posix()
    wanted = any(f"{here}/".startswith(f"{each}/") for each in QUICK)
    leads_there = any(each.startswith(f"{here}/") for each in QUICK)
    return None if wanted or leads_there else True


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a part that there is not; make what a run needs and set-up may have left out."""
    wrong = what_is_wrong(asked_for())
    if wrong:
        raise pytest.UsageError(wrong)
    if not hasattr(config, "workerinput"):
        compile_what_is_stale([code for code in LANGUAGES if code != "en"])
    profiling.configure(config)


def pytest_collection_finish() -> None:
    """Look less often for garbage: what was loaded stays for the whole run.

    Python goes through hundreds of thousands of objects for it, a tenth of the suite's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with a database on the engines that it is for, unless it names one itself."""
    named = (mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "database_url" in metafunc.fixturenames and "database_url" not in named:
        engines = engines_of(metafunc.definition.nodeid)
        metafunc.parametrize("database_url", engines, indirect=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long files first, whatever order chance gave all files; keep a part's tests alone."""
    items.sort(key=_length)
    kept = [item for item in items if runs_in(asked_for(), item.iter_markers("full"))]
    chosen = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = kept


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
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests of this process; each test opens a context of its own."""
    from demo.browser import browsing

    with browsing() as found:
        yield found


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that went through every migration, to be copied."""
    path = tmp_path_factory.mktemp("template") / "umay.sqlite3"
    _migrate(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def migrated_template(postgres: PostgresCluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database that went through every migration, to be copied and never used."""
    url = postgres.create_database("umay_template")
    _migrate(url, tmp_path_factory.mktemp("template"))
    return url


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresCluster, migrated_template: str) -> str:
    """The address of a migrated PostgreSQL database, which one test after another uses."""
    return postgres.create_database("umay_tests", make_url(migrated_template).database)


@pytest.fixture(scope="session")
def emptying(migrated_database: str) -> "Iterator[Emptying]":
    """What empties the migrated PostgreSQL database before a test."""
    from tests.support.databases import Emptying

    found = Emptying(migrated_database)
    yield found
    found.close()


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the applications that this process lends to its tests."""
    return tmp_path_factory.mktemp("workplace")


@pytest.fixture(scope="session")
def applications() -> "Iterator[dict[str, Kept]]":
    """The applications that this process lends, by their engine."""
    found: dict[str, Kept] = {}
    yield found
    for kept in found.values():
        _close(kept.app)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, workplace: Path, applications: "dict[str, Kept]"
) -> str:
    """An empty migrated database on the engine that the test runs on: a copied file, or emptied."""
    if request.param in applications:
        _close(applications[request.param].app)
    if request.param == "sqlite":
        from tests.support.databases import copy_file

        path = workplace / "umay.sqlite3"
        copy_file(request.getfixturevalue("migrated_file"), path)
        return f"sqlite:///{path}"
    request.getfixturevalue("emptying").empty()
    url: str = request.getfixturevalue("migrated_database")
    return url


@pytest.fixture
def config(database_url: str, workplace: Path) -> "Config":
    """Settings for a process of this test; its data folder is empty."""
    from tests.support.applications import data_of

    data_of(workplace)
    return _config(database_url, workplace)


@pytest.fixture
def app(
    request: pytest.FixtureRequest, config: "Config", applications: "dict[str, Kept]"
) -> "Iterator[Flask]":
    """The application on a migrated database, with the clock standing at NOW; nothing published.

    One is lent to every test on an engine; a test that is marked `own_app`, since it changes what
    cannot be put back, has its own. Whatever a test does with it, no deed may take its locks in the
    wrong order.
    """
    from backend.app import create_app
    from backend.storage.database import db
    from tests.support.applications import kept, lend

    if request.node.get_closest_marker("own_app"):
        app = create_app(config, now=lambda: NOW)
    else:
        engine_name = "sqlite" if config.database_url.startswith("sqlite") else "postgresql"
        if engine_name not in applications:
            applications[engine_name] = kept(config, lambda: NOW)
        app = lend(applications[engine_name])
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
    from tests.support.databases import migrate

    migrate(database_url, folder)


def _empty(postgresql_url: str) -> None:
    from tests.support.databases import Emptying

    emptying = Emptying(postgresql_url)
    emptying.empty()
    emptying.close()


def _close(app: "Flask") -> None:
    from tests.support.applications import let_go

    let_go(app)
