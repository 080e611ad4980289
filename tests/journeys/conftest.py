"""Fixtures of the journeys: Gunicorn on PostgreSQL with the example network, and a bad network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg.rows import dict_row

from backend.app import create_app
from backend.config import read_config
from backend.services.load_network import load_network
from backend.services.publish import publish, publish_due
from backend.services.questions import change_parts
from backend.services.replies import Telling, publish_reply, take_back_reply
from backend.web.world import world
from demo.browser import browsing
from demo.network import example_network
from tests.backend.cast import ask_young
from tests.backend.services.listing.cast import staff
from tests.conftest import NOW, _close, _empty

# The screens' environment must stand before Kivy is imported for the first time.
from tests.mobile.conftest import memory  # noqa: F401
from tests.support.relay import Relay, relaying
from tests.support.serving import Server


class Partnership:
    """The people at the server's side: they change the network and look into the database."""

    def __init__(self, url: str, settings: dict[str, str]) -> None:
        self._url = url.replace("+psycopg", "")
        self.settings = settings

    def publish(self, network: dict[str, Any]) -> None:
        """Take in a network file and publish it."""
        app = create_app(read_config(self.settings), now=lambda: NOW)
        with app.app_context():
            load_network(network, NOW)
            publish(world())
        _close(app)

    def ask_young(self, state: str) -> None:
        """Switch what 13 to 17 year-olds are asked, and publish it."""
        app = create_app(read_config(self.settings), now=lambda: NOW)
        ask_young(app, state)
        _close(app)

    def tell(self, telling: Telling) -> int:
        """Let an officer reply to residents, and publish it; return the reply's number."""
        app = create_app(read_config(self.settings), now=lambda: NOW)
        with app.app_context():
            key = publish_reply(world(), staff(f"{uuid4()}@council.example"), telling)
            publish_due(world())
        _close(app)
        return key

    def ask_parts(self, seen: int, *parts: str) -> None:
        """Let an administrator publish a version that asks these parts."""
        app = create_app(read_config(self.settings), now=lambda: NOW)
        with app.app_context():
            administrator = staff(f"{uuid4()}@council.example", "administrator")
            change_parts(world(), administrator, seen, parts)
            publish_due(world())
        _close(app)

    def take_back(self, key: int) -> None:
        """Let an officer take a reply back, and publish that."""
        app = create_app(read_config(self.settings), now=lambda: NOW)
        with app.app_context():
            take_back_reply(world(), staff(f"{uuid4()}@council.example"), key)
            publish_due(world())
        _close(app)

    def whole_rows(self, table: str) -> list[dict[str, Any]]:
        """Return every row of a table by the names of its columns."""
        with psycopg.connect(self._url, row_factory=dict_row) as connection:
            return connection.execute(f"SELECT * FROM {table}".encode()).fetchall()

    def rows(self, column: str = "id") -> list[Any]:
        """Return a column of every answer that is stored."""
        with psycopg.connect(self._url) as connection:
            query = f"SELECT {column} FROM feedback ORDER BY id"
            return [row[0] for row in connection.execute(query.encode()).fetchall()]


@pytest.fixture
def partnership(migrated_database: str, tmp_path: Path) -> Partnership:
    """The example network, published at NOW."""
    _empty(migrated_database)
    settings = {
        "UMAY_DATABASE_URL": migrated_database,
        "UMAY_DATA_DIR": str(tmp_path / "server"),
        "UMAY_CLOCK": NOW.isoformat(),
    }
    partnership = Partnership(migrated_database, settings)
    partnership.publish(example_network(NOW))
    return partnership


@pytest.fixture
def network(partnership: Partnership) -> Iterator[Relay]:
    """The running server behind a network that can fail."""
    with Server(partnership.settings) as server, relaying(server.port) as relay:
        yield relay


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all walks."""
    with browsing() as found:
        yield found


@pytest.fixture
def server(partnership: Partnership) -> Iterator[Server]:
    """The running service with the example network."""
    with Server(partnership.settings, workers=2) as server:
        yield server
