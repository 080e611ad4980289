"""Databases at any version's revision, on either engine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask

from backend.storage.database import db
from backend.storage.revisions import SERVES_FROM
from backend.storage.schema import MIGRATIONS
from tests.support.bare import bare_application
from tests.support.engines import ENGINES
from tests.upgrades.recorded import Rows, put, rows_of, tables_of


@dataclass(frozen=True)
class House:
    """An application whose tables can be brought to any revision."""

    app: Flask

    def to(self, revision: str, way: Callable[[Config, str], None] = command.upgrade) -> None:
        """Bring the tables up, or down, to a revision."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        way(config, revision)

    def down_to(self, revision: str) -> None:
        """Bring the tables back to a revision."""
        self.to(revision, command.downgrade)

    def put(self, rows: Rows) -> None:
        """Put rows into the tables as they are now."""
        with db.engine.begin() as connection:
            put(connection, rows)

    def rows(self) -> Rows:
        """Return every row of every table, without what the tables say of themselves."""
        with db.engine.connect() as connection:
            found = rows_of(connection)
        told = [row for row in found.get("setting", ()) if row["name"] != SERVES_FROM]
        return {**found, "setting": told} if "setting" in found else found

    def columns(self) -> list[tuple[str, str]]:
        """Return every column of every table, with its table's name."""
        with db.engine.connect() as connection:
            return [
                (each.name, column.name)
                for each in tables_of(connection)
                for column in each.columns
            ]


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """An application on a database without a single table, its context open."""
    with bare_application(request, tmp_path, "upgraded") as app:
        yield House(app)
