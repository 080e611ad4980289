"""The people at the server's side of a journey, and the ground they stand on."""

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row

from backend.app import create_app
from backend.config import read_config
from backend.services.load_network import load_network
from backend.services.publish import publish, publish_due
from backend.services.questions import change_parts
from backend.services.replies import Telling, publish_reply, take_back_reply
from backend.storage.database import Row
from backend.web.world import world
from demo.network import example_network
from tests.backend.cast import ask_young
from tests.backend.services.listing.cast import staff
from tests.conftest import NOW, _close
from tests.support.applications import empty_folder
from tests.support.databases import Emptying

PUBLISHED = "published"


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


class Ground:
    """The example network, published once for many journeys and put right between them.

    What a journey added is deleted. Where it changed what was there before, the network is taken in
    and published anew.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._emptying = Emptying(url)
        self._folder = folder
        self._first: dict[str, str] = {}
        self.partnership = Partnership(
            url,
            {
                "UMAY_DATABASE_URL": url,
                "UMAY_DATA_DIR": str(folder),
                "UMAY_CLOCK": NOW.isoformat(),
            },
        )

    def prepare(self) -> Partnership:
        """Return the partnership with the example network as it was first published."""
        self._forget_files()
        if self._first:
            self._emptying.empty(but=self._first)
        if not self._first or self._state() != self._first:
            self._emptying.empty()
            shutil.rmtree(self._folder / PUBLISHED, ignore_errors=True)
            self.partnership.publish(example_network(NOW))
            self._first = self._state()
        return self.partnership

    def close(self) -> None:
        """Let go of the database."""
        self._emptying.close()

    def _state(self) -> dict[str, str]:
        """Return what tells one state of the network from another: rows by table, the manifest."""
        names = [table.name for table in Row.metadata.sorted_tables]
        held = {name: mark for name, mark in self._emptying.marks(names).items() if mark}
        manifest = self._folder / PUBLISHED / "manifest.json"
        return {**held, "manifest": manifest.read_text() if manifest.exists() else ""}

    def _forget_files(self) -> None:
        """Delete mails, sessions and whatever else lies beside what is published."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name == "sessions":
                empty_folder(path)
            elif path.is_dir() and path.name != PUBLISHED:
                shutil.rmtree(path)
