"""Applications on databases that no migration has seen yet, and migrations that do not exist."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import read_config
from backend.storage.database import db
from tests.conftest import NOW
from tests.support.engines import ENGINES
from tests.support.postgres import PostgresCluster


@pytest.fixture(params=ENGINES)
def bare_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without a single table."""
    settings = {"UMAY_DATA_DIR": str(tmp_path)}
    if request.param == "postgresql":
        cluster: PostgresCluster = request.getfixturevalue("postgres")
        cluster.drop_database("bare")
        settings["UMAY_DATABASE_URL"] = cluster.create_database("bare")
    app = create_app(read_config(settings), now=lambda: NOW)
    with app.app_context():
        yield app
        db.engine.dispose()
