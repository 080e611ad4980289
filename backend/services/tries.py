"""Deeds: counting tries, exactly over all processes and restarts, and refusing too many."""

import hashlib
from datetime import datetime

from sqlalchemy import case, update

from backend.domain.staff import Limit
from backend.services.transaction import write_at_once
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import table_of
from backend.storage.staff import TriesRow
from shared.problems import Problem


def count_try(what: str, whose: str, limit: Limit, now: datetime) -> None:
    """Count one try; raises Problem too-many-tries beyond the limit.

    `whose`, such as a mail address, is stored as a hash only. A window begins with the first try.
    """
    key = _key(what, whose)
    table = table_of(TriesRow)
    begins_anew = table.c.since_at <= now - limit.within
    with write_at_once() as connection:
        first = insert_into(table, dialect_of(connection)).values(key=key, since_at=now, count=1)
        counted = first.on_conflict_do_update(
            index_elements=[table.c.key],
            set_={
                "count": case((begins_anew, 1), else_=table.c.count + 1),
                "since_at": case((begins_anew, first.excluded.since_at), else_=table.c.since_at),
            },
        ).returning(table.c.count)
        count = connection.execute(counted).scalar_one()
    if count > limit.most:
        raise Problem("too-many-tries")


def give_back(what: str, whose: str) -> None:
    """Take back one count of a try that turned out to be right."""
    table = table_of(TriesRow)
    held = update(table).where(table.c.key == _key(what, whose), table.c.count > 0)
    with write_at_once() as connection:
        connection.execute(held.values(count=table.c.count - 1))


def _key(what: str, whose: str) -> str:
    return f"{what}:{hashlib.sha256(whose.strip().lower().encode()).hexdigest()}"
