"""Applications on databases that no migration has seen yet, and migrations that do not exist."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.bare import bare_application
from tests.support.engines import ENGINES


@pytest.fixture(params=ENGINES)
def bare_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without a single table."""
    with bare_application(request, tmp_path, "bare") as app:
        yield app
