"""The console's pages: a site of a module, with somebody of each office signed in once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import read_config
from backend.storage.database import db
from tests.backend.services.offers.cast import settle
from tests.conftest import NOW
from tests.support.house import House, a_house
from tests.support.staff import Browser, join


@dataclass(frozen=True)
class Site:
    """An application with a borough, and the browsers of an officer, analyst, administrator."""

    app: Flask
    officer: Browser
    analyst: Browser
    administrator: Browser

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Let deeds be called."""
        with self.app.app_context():
            yield


@pytest.fixture(scope="module")
def site(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on a database of its module; what the pages show is tested on both engines."""
    folder = tmp_path_factory.mktemp("console")
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    url = f"sqlite:///{folder / 'umay.sqlite3'}"
    settings = {"UMAY_DATABASE_URL": url, "UMAY_DATA_DIR": str(folder / "data")}
    app = create_app(read_config(settings), now=lambda: NOW)
    people = [
        join(app, role, f"{role}@council.example", f"{role.title()} One")
        for role in ("officer", "analyst", "administrator")
    ]
    with app.app_context():
        settle()
    yield Site(app, *people)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def house(migrated_file: Path, tmp_path: Path) -> Iterator[House]:
    """An application of one test alone: who is in office and what was refused differ."""
    with a_house(migrated_file, tmp_path) as house:
        yield house


@pytest.fixture
def amir(house: House) -> Browser:
    """The browser of the administrator, whose account is the first."""
    return house.joins("administrator", "amir@council.example")
