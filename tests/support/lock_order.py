"""The order of locks: whoever writes the audit chain and marks the publication, in that order.

Two deeds that hold one of the two rows each and want the other would wait for each other for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

_HELD = "locks_held"


@contextmanager
def watching(engine: Engine) -> Iterator[list[str]]:
    """Give a list that gets each statement that asks for the chain with the publication held."""
    wrong: list[str] = []

    def begin(connection: Connection) -> None:
        connection.info[_HELD] = []

    def note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        held = connection.info.setdefault(_HELD, [])
        # Holding the chain's head begins with this; reading it alone does not.
        if statement.startswith("INSERT INTO audit_head"):
            if held == ["publication"]:
                wrong.append(statement)
            held.append("audit")
        elif statement.startswith("UPDATE publication"):
            held.append("publication")

    listeners = (("begin", begin), ("before_cursor_execute", note))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield wrong
    for name, listener in listeners:
        event.remove(engine, name, listener)
