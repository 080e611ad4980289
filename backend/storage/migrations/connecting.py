"""Migrations: the connection that they run on, one process at a time, beside a service at work."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

LOCK = 7_243_117
"""The advisory lock that makes a second `init` on PostgreSQL wait for the first."""

SHORT_WAIT = "SET lock_timeout = '5s'"
"""How long a migration waits for a lock: whoever comes behind it waits too, and a request waits
ten seconds at most."""

ANY_WAIT = "SET lock_timeout = 0"
"""For what waits without holding anybody up."""

_NO_END = "SET statement_timeout = 0", "SET idle_in_transaction_session_timeout = 0"


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """Give a connection that has the migrations for itself, with time-outs of its own.

    A request's statement has twenty seconds; an index over millions of answers takes minutes.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Rebuilding a parent table would delete the rows that refer to it.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
            yield connection.execution_options(umay_writes=True)
            connection.connection.execute("PRAGMA foreign_keys=ON")
            return
        try:
            with connection.begin():
                # Of the session, not of a transaction: each migration is a transaction by itself.
                for words in (*_NO_END, ANY_WAIT, f"SELECT pg_advisory_lock({LOCK})", SHORT_WAIT):
                    connection.exec_driver_sql(words)
            yield connection
        finally:
            # The lock and the time-outs go with it.
            connection.invalidate()
