"""Face: hashing passwords a few at a time, with no transaction open meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, g

from backend.services import sign_in
from backend.services.transaction import let_go
from backend.web.queueing import Queue

QUEUE = "umay_hashing"
AT_ONCE = 1
"""In each process. Argon2 keeps a processor busy for some 50 ms; more at once take as long in all,
and leave less of the processors to residents meanwhile."""

MAY_WAIT = 5
"""Fewer than a process has threads: some are always left for residents."""


class Hashing:
    """The library's passwords context: every hash and every comparison passes here."""

    def __init__(self, context: Any) -> None:
        """Wrap the context that the library made for itself."""
        self._context = context

    def __getattr__(self, name: str) -> Any:
        """Return whatever else the library asks of its context."""
        return getattr(self._context, name)

    def hash(self, *args: Any, **kwargs: Any) -> str:
        """Return the hash of a password."""
        with _turn():
            hashed: str = self._context.hash(*args, **kwargs)
        return hashed

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        """Return whether a password is the one of a hash."""
        with _turn():
            is_right: bool = self._context.verify(*args, **kwargs)
        return is_right


def queue_of() -> Queue:
    """Return a queue for an application's hashes."""
    return Queue(AT_ONCE, MAY_WAIT)


@contextmanager
def _turn() -> Iterator[None]:
    """Hold a turn; what the library read before is let go of, and read again when needed.

    Otherwise whoever waits for a hash would hold a connection, and on SQLite everybody's turn to
    write.
    """
    let_go()
    with current_app.extensions[QUEUE].turn():
        yield
    if g.get("library_writes"):
        sign_in.open_for_writing()
