"""Deeds: the one place that commits and rolls back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from backend.storage.database import db
from backend.storage.engines import WRITES
from shared.problems import Problem

log = logging.getLogger("backend")


@contextmanager
def write() -> Iterator[Session]:
    """Give a session whose work is stored whole at the end, or not at all.

    Raises Problem service-unavailable where the database cannot be reached.
    """
    with _transaction(writes=True) as session:
        yield session
        session.commit()


@contextmanager
def read() -> Iterator[Session]:
    """Give a session that sees one state and changes nothing.

    Raises Problem service-unavailable where the database cannot be reached.
    """
    with _transaction(writes=False) as session:
        yield session


@contextmanager
def _transaction(*, writes: bool) -> Iterator[Session]:
    session = db.session()
    if session.in_transaction():
        raise RuntimeError("a deed was started inside another")
    try:
        session.connection(execution_options={WRITES: writes})
        yield session
    except (DBAPIError, PoolTimeoutError) as error:
        if not _is_out_of_reach(error):
            raise
        log.error("The database did not answer: %s", type(error).__name__)
        raise Problem("service-unavailable") from None
    finally:
        # After a commit there is nothing left to roll back.
        session.rollback()


def _is_out_of_reach(error: Exception) -> bool:
    """Return whether the database, and not the statement, is the reason."""
    if isinstance(error, DBAPIError):
        return isinstance(error, OperationalError) or error.connection_invalidated
    return isinstance(error, PoolTimeoutError)
