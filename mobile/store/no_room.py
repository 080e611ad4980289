"""The phone's memory: what can still be shown where the disk has no room to open it."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_for_want_of_room(error: OSError | sqlite3.OperationalError) -> bool:
    """Return whether a memory could not be opened because the disk is full."""
    if isinstance(error, OSError):
        return error.errno in _ERRNOS
    # SQLite also meets a full disk while it makes its index of the write-ahead log.
    name = getattr(error, "sqlite_errorname", "")
    return name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR")


def copy_of(path: Path) -> sqlite3.Connection:
    """Return what a memory's file holds as a connection to the working memory, or an empty one.

    Exclusive locking keeps SQLite's index of the write-ahead log in the working memory, so that
    reading the file takes no room (SQLite, Write-Ahead Logging, section 8).
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    if path.exists():
        with closing(sqlite3.connect(path, timeout=1)) as held:
            held.execute("PRAGMA locking_mode=EXCLUSIVE")
            # A file that somebody else holds is refused here; `backup` would wait for ever.
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
            held.backup(copy)
    return copy


def end_writing(connection: sqlite3.Connection) -> None:
    """Refuse whatever would be kept from now on: it would be gone with the app."""
    connection.execute("PRAGMA query_only=ON")
