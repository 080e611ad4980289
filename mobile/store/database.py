"""The phone's memory: opening the one file, making its tables, setting a damaged one aside."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mobile.store.no_room import copy_of, is_for_want_of_room
from shared.problems import Problem

FILE_NAME = "umay.db"
SCHEMA_VERSION = 3

_TABLES = """
CREATE TABLE document (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE place (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'aside')),
    attempts INTEGER NOT NULL DEFAULT 0,
    own_failures INTEGER NOT NULL DEFAULT 0,
    is_repaired INTEGER NOT NULL DEFAULT 0,
    refusal TEXT,
    retry_at INTEGER
);
"""

# What version 2 brought: what stamping an unsent answer anew needs. It never travels, and is
# deleted with its row.
_STAMPING = """
ALTER TABLE outbox ADD COLUMN said_when TEXT;
ALTER TABLE outbox ADD COLUMN saved_minute INTEGER;
ALTER TABLE outbox ADD COLUMN booted_minute INTEGER;
ALTER TABLE outbox ADD COLUMN stamped_minute INTEGER;
"""

# What version 3 brought: people the person trusts, receipts that somebody asked to keep, and what
# kind of message an item of the outbox is. All of it stays until the person deletes it.
_KEPT = """
CREATE TABLE contact (seq INTEGER PRIMARY KEY, name TEXT NOT NULL, number TEXT NOT NULL);
CREATE TABLE receipt (seq INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'feedback';
"""

_STEPS = (_TABLES, _STAMPING, _KEPT)
"""What leads from each version of the memory to the next; a step is never changed."""


_NOT_THE_PERSONS = "'mirror', 'clock', 'map_offer'"
"""Settings that say nothing of a person: the list that is held, and how far the clock is off."""

VOICE = "voice"
"""The setting that holds the secret of the week (mobile/store/voice.py)."""

_RESCUED = "INSERT INTO outbox (id, body, state, attempts, kind) VALUES (?, ?, ?, ?, ?)"

_NOT_OURS = ("no such", "duplicate column", "already exists")
"""What SQLite says where the tables are not those of the version that the file names."""


@dataclass(frozen=True)
class OpenedStore:
    """The open memory, and what happened if a damaged file had to be set aside.

    Without room on the disk it is a copy in the working memory, which nothing should be kept in.
    """

    connection: sqlite3.Connection
    rescued: int = 0
    kept_aside: Path | None = None
    has_room: bool = True


def connect(folder: Path) -> sqlite3.Connection:
    """Return a connection for the calling thread to a memory that `open_store` has made.

    Every commit is on the disk before it returns (synchronous=FULL), and deleted content is
    overwritten (secure_delete), so that a sent answer leaves no trace in the file.
    """
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None, timeout=5)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        # It would keep its locks as long as the error is remembered.
        connection.close()
        raise
    return connection


def open_store(folder: Path) -> OpenedStore:
    """Open or make the memory in a folder; a damaged file is set aside and its answers rescued.

    On a full disk a copy is opened, so that the list can be shown.

    Raises Problem folder-not-writable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return OpenedStore(_open_sound(folder))
    except (OSError, sqlite3.OperationalError) as error:
        if is_for_want_of_room(error):
            return OpenedStore(_sound(copy_of(folder / FILE_NAME)), has_room=False)
        raise Problem("folder-not-writable", f"{folder}: {error}") from error
    except sqlite3.DatabaseError:
        aside = _set_aside(folder)
        connection = _open_sound(folder)
        return OpenedStore(connection, _rescue(aside, connection), aside)


@contextmanager
def write(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run one writing transaction: all of it is kept, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def forget_traces(connection: sqlite3.Connection) -> None:
    """Empty the write-ahead log, so that deleted content is not left in it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def delete_all(connection: sqlite3.Connection) -> None:
    """Delete everything that the person left here; what the service publishes stays.

    The file is written anew, so that no page of it holds what was there. Raises sqlite3.Error.
    """
    with write(connection):
        for table in ("outbox", "contact", "receipt"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names written here
        connection.execute(f"DELETE FROM setting WHERE name NOT IN ({_NOT_THE_PERSONS})")  # noqa: S608
        # A phone that was used and one that was not hold the same: a secret not used yet.
        renewed = (VOICE, f":{new_secret().hex()}")
        connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", renewed)
    connection.execute("VACUUM")
    forget_traces(connection)


def new_secret() -> bytes:
    """Return 32 fresh random bytes."""
    return os.urandom(32)


def _open_sound(folder: Path) -> sqlite3.Connection:
    return _sound(connect(folder))


def _sound(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection to a whole memory of this version; raises sqlite3.DatabaseError."""
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check found damage")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise sqlite3.DatabaseError(f"schema {version} is newer than this app")
        if version < SCHEMA_VERSION:
            _bring_up(connection, version)
        connection.execute(
            "SELECT id, body, state, attempts, stamped_minute, kind FROM outbox LIMIT 1"
        )
    except sqlite3.Error as error:
        connection.close()
        if any(words in str(error) for words in _NOT_OURS):
            raise sqlite3.DatabaseError(str(error)) from error
        raise
    return connection


def _bring_up(connection: sqlite3.Connection, version: int) -> None:
    """Lead a memory of an older version, or an empty one, to this version, whole or not at all."""
    with write(connection):
        for step in _STEPS[version:]:
            for statement in step.split(";"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def _kind_of(body: str) -> str:
    """Return the kind of a message whose row may be of an older version: only answers rate."""
    return "feedback" if '"level"' in body else "young"


def _set_aside(folder: Path) -> Path:
    """Rename the damaged file and its companions; it is never deleted here."""
    number = 1
    while (aside := folder / f"umay-damaged-{number}.db").exists():
        number += 1
    for suffix in ("-wal", "-shm", ""):
        source = folder / (FILE_NAME + suffix)
        if source.exists():
            source.rename(f"{aside}{suffix}")
    return aside


def _rescue(aside: Path, connection: sqlite3.Connection) -> int:
    """Copy every answer that can still be read into the new memory; return how many."""
    _rescue_what_was_kept(aside, connection)
    rescued = 0
    try:
        with closing(sqlite3.connect(aside)) as damaged, write(connection):
            for row in damaged.execute("SELECT id, body, state, attempts FROM outbox ORDER BY seq"):
                connection.execute(_RESCUED, (*row, _kind_of(row[1])))
                rescued += 1
    except sqlite3.DatabaseError:
        return connection.execute("SELECT count(*) FROM outbox").fetchone()[0] or 0
    return rescued


def _rescue_what_was_kept(aside: Path, connection: sqlite3.Connection) -> None:
    """Copy choices, people and receipts, as far as they can still be read."""
    for columns, table, condition in (
        ("name, value", "setting", f"name NOT IN ({_NOT_THE_PERSONS})"),
        ("name, number", "contact", "1"),
        ("code", "receipt", "1"),
    ):
        marks = ", ".join("?" * len(columns.split(",")))
        into = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        query = f"SELECT {columns} FROM {table} WHERE {condition}"  # noqa: S608
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(aside)) as damaged:
            rows = damaged.execute(query).fetchall()
            with write(connection):
                connection.executemany(into, rows)
