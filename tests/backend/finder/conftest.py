"""Fixtures of the finder's tests: the small network published, the scripts in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.backend.cast import load_and_publish
from tests.support.finder_page import Finder, finder_served


@pytest.fixture(scope="session")
def finder(
    browser: Browser, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Finder]:
    """The running service with the example network, and a browser at one of its pages."""
    with finder_served(browser, migrated_file, tmp_path_factory.mktemp("finder")) as found:
        yield found


@pytest.fixture
def published(app: Flask) -> Flask:
    """An application with the small network published."""
    load_and_publish(app)
    return app
