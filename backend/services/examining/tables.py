"""Deeds, looking: whether there are records, and whether their tables serve this program."""

from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from backend.services.examining.findings import OK, WRONG, Finding, SetUp
from backend.services.prepare import TABLES
from backend.services.transaction import read
from backend.storage.database import db
from backend.storage.revisions import newest, standing
from backend.storage.sqlite_copy import file_of
from shared.problems import Problem


def has_records(set_up: SetUp) -> bool:
    """Return whether there is a database to be asked; SQLite would make one by being asked."""
    with set_up.inside():
        file = file_of(db.engine)
    return file is None or file.is_file()


def tables(set_up: SetUp) -> Iterator[Finding]:
    """Say whether the tables serve this program."""
    if not has_records(set_up):
        yield Finding(WRONG, "there are none.", "Run `init`.")
        return
    try:
        with read() as session:
            trouble = TABLES[standing(session)]
    except Problem:
        to_do = "See UMAY_DATABASE_URL; what was logged says why."
        yield Finding(WRONG, "the database cannot be reached, or has none.", to_do)
    except DBAPIError:
        yield Finding(WRONG, "the database has none.", "Run `init`.")
    else:
        what, _, to_do = trouble.partition(". ")
        told = f"{what[0].lower()}{what[1:]}." if what else f"they serve this program ({newest()})."
        yield Finding(WRONG if trouble else OK, told, to_do)
