"""The service under fire: real settings, a small network, published; and a look into its rows."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from backend.app import create_app
from backend.config import read_config
from backend.services.load_network import load_network
from backend.services.publish import publish
from backend.web.world import world
from shared.clock import format_moment, week_of
from tests.backend.cast import a_network
from tests.conftest import NOW, _close

COLUMNS = "id, receipt_hash, zone_id, level, week, daypart, factors"


@dataclass(frozen=True)
class StoredAnswer:
    """One row of the server's table of answers; `mark` tells whose answer it is."""

    id: str
    mark: str
    zone: str
    level: str
    week: str
    daypart: str
    factors: tuple[str, ...]


class Service:
    """What processes of the server share: settings, a migrated database, published documents."""

    def __init__(self, database_url: str, folder: Path, now: datetime = NOW) -> None:
        self._url = database_url
        self.now = now
        self.settings = {
            "UMAY_DATABASE_URL": database_url,
            "UMAY_DATA_DIR": str(folder),
            "UMAY_CLOCK": format_moment(now),
        }
        self.published = folder / "published"

    def at(self, now: datetime) -> "Service":
        """Return the same service at another moment."""
        return Service(self._url, self.published.parent, now)

    @property
    def engine(self) -> str:
        """Which database it is: sqlite or postgresql."""
        return self._url.partition(":")[0].partition("+")[0]

    @property
    def week(self) -> str:
        """The week it is for the server."""
        return week_of(self.now)

    def open(self, **changes: Any) -> None:
        """Take in the small network, with these lists in place of its own, and publish it."""
        app = create_app(read_config(self.settings), now=lambda: self.now)
        with app.app_context():
            load_network(a_network(**changes), self.now)
            publish(world())
        _close(app)

    def rows(self) -> list[StoredAnswer]:
        """Return every answer that is stored."""
        return [_stored(row) for row in self._select(f"SELECT {COLUMNS} FROM feedback")]

    def _select(self, query: str) -> list[Any]:
        if self._url.startswith("sqlite"):
            with closing(sqlite3.connect(self._url.removeprefix("sqlite:///"))) as connection:
                return connection.execute(query).fetchall()
        with psycopg.connect(self._url.replace("+psycopg", "")) as connection:
            return connection.execute(query.encode()).fetchall()


def _stored(row: Any) -> StoredAnswer:
    item_id, mark, zone, level, week, daypart, factors = row
    listed = json.loads(factors) if isinstance(factors, str) else factors
    return StoredAnswer(str(UUID(str(item_id))), mark, zone, level, week, daypart, tuple(listed))
