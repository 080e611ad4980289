"""Deeds: a backup of an embedded service's records, and putting one back (SQLite).

PostgreSQL is backed up by pgBackRest, which keeps its log too: docs/operations.md.
"""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import OperationalError

from backend.domain.restoring import RESTORED, Held
from backend.services.actors import COMMAND_LINE
from backend.services.restoring.holding import hold
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage import sqlite_copy
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from backend.storage.settings import BACKED_UP, set_setting, setting
from shared.clock import format_moment, parse_moment
from shared.problems import Problem

LATE = timedelta(hours=26)
"""A backup older than this was missed by the night: one is made each day."""


def back_up(world: World, file: Path) -> int:
    """Copy the records into a file, whole while others write; return its bytes.

    That it was made is noted in the records, not in the copy.

    Raises not-on-sqlite, and copy-invalid where the file cannot be written.
    """
    try:
        sqlite_copy.copy(_database(), file)
    except (OSError, sqlite3.Error) as error:
        raise Problem("copy-invalid", f"{file}: {error}.") from None
    with write() as session:
        set_setting(session, BACKED_UP, {"at": format_moment(world.now()), "kind": "file"})
    return file.stat().st_size


def backed_up_at() -> datetime | None:
    """Return when the last whole backup was made, None where none is known."""
    with read() as session:
        noted = setting(session, BACKED_UP)
    return None if noted is None else parse_moment(noted["at"])


def restore(world: World, file: Path) -> Held:
    """Put a copy in the place of the records, bring it up to date, and hold the service.

    Raises not-on-sqlite, and copy-invalid for a file that is no whole copy: nothing is changed.
    """
    database = _database()
    if trouble := sqlite_copy.trouble_in(file):
        raise Problem("copy-invalid", f"{file}: {trouble}.")
    db.engine.dispose()
    try:
        sqlite_copy.copy_into(file, database)
        upgrade_to_newest()
    except (OSError, sqlite3.Error, OperationalError) as error:
        raise Problem("copy-invalid", f"{file}: {error}.") from None
    return hold(world, COMMAND_LINE, RESTORED)


def _database() -> Path:
    database = sqlite_copy.file_of(db.engine)
    if database is None:
        raise Problem("not-on-sqlite")
    return database
