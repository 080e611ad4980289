"""Records: copies of an SQLite database by its own backup interface, whole while others write."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from backend.storage.disk import flush


def file_of(engine: Engine) -> Path | None:
    """Return the file of an SQLite database, None for another engine."""
    is_file = engine.dialect.name == "sqlite" and engine.url.database is not None
    return Path(str(engine.url.database)) if is_file else None


def copy(source: Path, target: Path) -> None:
    """Copy a database into a file that only its owner can read, replacing it in one step.

    Raises OSError and sqlite3.Error; the target stays as it was then.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.touch(mode=0o600)
        with closing(sqlite3.connect(part)) as to:
            _copy(source, to)
            to.execute("PRAGMA journal_mode = DELETE")
        flush(part)
        part.replace(target)
        flush(target.parent)
    finally:
        part.unlink(missing_ok=True)


def copy_into(source: Path, target: Path) -> None:
    """Put the content of a copy in the place of a database's, as one transaction of its own."""
    with closing(sqlite3.connect(target, timeout=10)) as to:
        _copy(source, to)


def trouble_in(file: Path) -> str:
    """Return what is wrong with a copy, "" where it is a whole database of ours."""
    try:
        with closing(_opened(file)) as found:
            said = found.execute("PRAGMA integrity_check(1)").fetchone()[0]
            found.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if said == "ok" else str(said)


def _copy(source: Path, to: sqlite3.Connection) -> None:
    with closing(_opened(source)) as found:
        found.backup(to)


def _opened(file: Path) -> sqlite3.Connection:
    """Open a file that must be there; SQLite would make one."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
