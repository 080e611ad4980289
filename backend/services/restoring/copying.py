"""Deeds: a backup of an embedded service's records, and putting one back (SQLite).

PostgreSQL is backed up by pgBackRest, which keeps its log too: docs/operations.md.
"""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import OperationalError

from backend.domain.restoring import RESTORED, Held
from backend.services.actors import COMMAND_LINE
from backend.services.restoring.holding import hold
from backend.services.world import World
from backend.storage import sqlite_copy
from backend.storage.database import db
from backend.storage.schema import upgrade_to_newest
from shared.problems import Problem


def back_up(file: Path) -> int:
    """Copy the records into a file, whole while others write; return its bytes.

    Raises not-on-sqlite, and copy-invalid where the file cannot be written.
    """
    try:
        sqlite_copy.copy(_database(), file)
    except (OSError, sqlite3.Error) as error:
        raise Problem("copy-invalid", f"{file}: {error}.") from None
    return file.stat().st_size


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
