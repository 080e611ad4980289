"""Deeds: the one place that commits and rolls back."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from backend.services.out_of_reach import why
from backend.storage.database import db
from backend.storage.engines import ONE_STATEMENT, WRITES
from shared.problems import Problem

log = logging.getLogger("backend")


@contextmanager
def write(then: Callable[[], None] | None = None) -> Iterator[Session]:
    """Give a session whose work is stored whole at the end, or not at all.

    `then` is called once it is stored, such as World.wake. Raises Problem service-unavailable
    where the database cannot be reached.
    """
    with _transaction(writes=True) as session:
        yield session
        session.commit()
    if then is not None:
        then()


@contextmanager
def write_at_once() -> Iterator[Connection]:
    """Give a bare connection for a deed that writes with one statement, stored whole or not at all.

    A session's bookkeeping costs a resident's answer a seventh of the server's time. Raises Problem
    service-unavailable where the database cannot be reached.
    """
    _refuse_inside_another()
    with (
        _refusing_out_of_reach(),
        db.engine.connect().execution_options(
            **ONE_STATEMENT[db.engine.dialect.name]
        ) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def read() -> Iterator[Session]:
    """Give a session that sees one state and changes nothing.

    Raises Problem service-unavailable where the database cannot be reached.
    """
    with _transaction(writes=False) as session:
        yield session


def let_go() -> None:
    """End a transaction that is not one of our deeds, unless it holds what is not stored yet.

    The sign-in library leaves one open after each look; whoever waits must not hold it.
    """
    session = db.session()
    if not (session.new or session.dirty or session.deleted):
        session.rollback()


def drop() -> None:
    """End whatever transaction is open at the end of a request: what is not stored never will be.

    Raises nothing: a connection that broke is given up.
    """
    with suppress(DBAPIError):
        db.session().rollback()


@contextmanager
def _transaction(*, writes: bool) -> Iterator[Session]:
    _refuse_inside_another()
    session = db.session()
    with _refusing_out_of_reach():
        try:
            session.connection(execution_options=_options(session, writes=writes))
            yield session
        finally:
            # After a commit there is nothing left to roll back.
            session.rollback()


def _options(session: Session, *, writes: bool) -> dict[str, object]:
    """Return how one is begun: SQLite's sees one state anyway, PostgreSQL's where it is told to."""
    if writes or session.get_bind().dialect.name != "postgresql":
        return {WRITES: writes}
    return {WRITES: writes, "isolation_level": "REPEATABLE READ"}


def _refuse_inside_another() -> None:
    if db.session.registry.has() and db.session().in_transaction():
        raise RuntimeError("a deed was started inside another")


@contextmanager
def _refusing_out_of_reach() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        if not _is_out_of_reach(error):
            raise
        log.error("The database %s", why(error))
        raise Problem("service-unavailable") from None


def _is_out_of_reach(error: Exception) -> bool:
    """Return whether the database, and not the statement, is the reason."""
    if isinstance(error, DBAPIError):
        # A standby refuses by an internal error.
        is_read_only = getattr(error.orig, "sqlstate", "") == "25006"
        return isinstance(error, OperationalError) or error.connection_invalidated or is_read_only
    return isinstance(error, PoolTimeoutError)
