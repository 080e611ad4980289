"""Records: migrations beside a service at work: short waits for locks, tried again, and told."""

from collections.abc import Callable
from threading import Event

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

TRIES = 6
PAUSE_S = 2.0
"""Between two tries, so that those who wait behind a migration come to their turn."""

_NOT_GOT = "55P03"
"""PostgreSQL's code of a lock that was not had in time."""

_HOLDERS = text(
    "SELECT a.pid, coalesce(a.usename, ''), coalesce(nullif(a.application_name, ''), 'no name'), "
    "string_agg(DISTINCT c.relname, ', ' ORDER BY c.relname) "
    "FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_class c ON c.oid = l.relation "
    "WHERE l.granted AND a.datname = current_database() AND a.pid <> pg_backend_pid() "
    "AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
    "GROUP BY 1, 2, 3 ORDER BY 1 LIMIT 5"
)


class TablesInUse(Exception):
    """A table could not be had for a migration; the words say who holds what."""


def patiently(
    migrate: Callable[[], None], engine: Engine, tell: Callable[[str], None], pause_s: float
) -> None:
    """Migrate; where a lock is not had in time, say who holds what, and try again.

    What was migrated before stays so. Raises TablesInUse after the last try.
    """
    for number in range(1, TRIES + 1):
        try:
            migrate()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != _NOT_GOT:
                raise
            held = f"A table is in use. {_held_by(engine)}"
            if number == TRIES:
                raise TablesInUse(held) from None
            tell(f"{held} Try {number} of {TRIES} is over; the next follows.")
            Event().wait(pause_s)
        else:
            return


def _held_by(engine: Engine) -> str:
    with engine.connect() as connection:
        found = connection.execute(_HOLDERS).all()
    if not found:
        return "By now nobody holds one."
    return " ".join(
        f"Process {pid} of the database ({user}, {program}) holds: {tables}."
        for pid, user, program, tables in found
    )
