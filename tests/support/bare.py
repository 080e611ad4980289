"""An application on a database without a single table, on the engine that a fixture asks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import read_config
from backend.storage.database import db
from tests.conftest import NOW
from tests.support.postgres import PostgresCluster


@contextmanager
def bare_application(request: pytest.FixtureRequest, folder: Path, name: str) -> Iterator[Flask]:
    """Give it, its context open; `request.param` is the engine, `name` the database there."""
    settings = {"UMAY_DATA_DIR": str(folder)}
    if request.param == "postgresql":
        cluster: PostgresCluster = request.getfixturevalue("postgres")
        cluster.drop_database(name)
        settings["UMAY_DATABASE_URL"] = cluster.create_database(name)
    app = create_app(read_config(settings), now=lambda: NOW)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
