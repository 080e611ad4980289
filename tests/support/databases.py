"""Databases of a test process: migrated once for each engine, then emptied or copied."""

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

import psycopg

from backend.app import create_app
from backend.config import read_config
from backend.storage.database import Row, db
from backend.storage.schema import upgrade_to_newest
from tests.support.quickened import quicken

quicken()

MANY_PAGES = 500
"""A table of more pages of 8 kB is emptied by TRUNCATE: to delete its rows would take longer."""


def migrate(database_url: str, folder: Path) -> None:
    """Bring a database through every migration."""
    settings = {"UMAY_DATABASE_URL": database_url, "UMAY_DATA_DIR": str(folder / "data")}
    app = create_app(read_config(settings))
    with app.app_context():
        upgrade_to_newest()
        db.engine.dispose()


def copy_file(template: Path, path: Path) -> None:
    """Put a copy of an SQLite file in place of another, and of what was left of its log."""
    for ending in ("-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    shutil.copy(template, path)


class Emptying:
    """Empties one PostgreSQL database again and again, by one connection.

    It asks which tables hold anything and deletes their rows: 2 ms where little was stored. To
    truncate all 45 tables takes a hundred times as long.
    """

    def __init__(self, url: str) -> None:
        self._url = url.replace("+psycopg", "")
        self._tables = [table.name for table in Row.metadata.sorted_tables]
        held = ", ".join(f"EXISTS (SELECT FROM {name})" for name in self._tables)
        self._question = f"SELECT {held}"
        self._connection: psycopg.Connection | None = None

    def empty(self, but: Collection[str] = ()) -> None:
        """Delete every row of every table but these."""
        connection = self._connected()
        answer = connection.execute(self._question.encode()).fetchone()
        assert answer is not None
        held = [name for name, is_held in zip(self._tables, answer, strict=True) if is_held]
        wanted = [name for name in held if name not in but]
        if wanted:
            self._delete(connection, wanted)

    def marks(self, names: Sequence[str]) -> dict[str, str]:
        """Return what tells one content of each table from another; "" of an empty one."""
        parts = [
            f"(SELECT count(*) || ':' || sum(hashtextextended(t::text, 0)) FROM {name} t)"
            for name in names
        ]
        found = self._connected().execute(f"SELECT {', '.join(parts)}".encode()).fetchone()
        return dict(zip(names, (mark or "" for mark in found or ()), strict=True))

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url, autocommit=True)
        return self._connection

    def _delete(self, connection: psycopg.Connection, names: Sequence[str]) -> None:
        sizes = "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relpages > %s"
        many = {row[0] for row in connection.execute(sizes, (list(names), MANY_PAGES))}
        words = [f"DELETE FROM {name}" for name in names if name not in many]
        words += [f"TRUNCATE {', '.join(sorted(many))} CASCADE"] if many else []
        # The audit chain's triggers refuse to forget anything; replication passes them by.
        begin = "SET LOCAL session_replication_role = replica"
        with connection.transaction():
            connection.execute("; ".join([begin, *words]).encode())

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
