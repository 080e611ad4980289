"""The phone's memory: people whom the person trusts, and receipts that they asked to keep."""

import sqlite3
from dataclasses import dataclass

from mobile.store.database import forget_traces, write
from shared.problems import Problem

MOST_CONTACTS = 5


@dataclass(frozen=True)
class Contact:
    """Somebody to tell: a name and a number, which never leave the phone by themselves."""

    seq: int
    name: str
    number: str


def contacts(connection: sqlite3.Connection) -> list[Contact]:
    """Return the people, in the order in which they were added."""
    rows = connection.execute("SELECT seq, name, number FROM contact ORDER BY seq")
    return [Contact(*row) for row in rows]


def add_contact(connection: sqlite3.Connection, name: str, number: str) -> None:
    """Keep somebody; raises Problem not-saved without room."""
    _change(connection, "INSERT INTO contact (name, number) VALUES (?, ?)", name, number)


def remove_contact(connection: sqlite3.Connection, seq: int) -> None:
    """Forget somebody; raises Problem not-saved where the disk is full."""
    _change(connection, "DELETE FROM contact WHERE seq = ?", seq)
    forget_traces(connection)


def receipts(connection: sqlite3.Connection) -> list[str]:
    """Return the codes that were kept, the newest first."""
    return [row[0] for row in connection.execute("SELECT code FROM receipt ORDER BY seq DESC")]


def keep_receipt(connection: sqlite3.Connection, code: str) -> None:
    """Keep the code of a receipt, because the person asked; raises Problem not-saved."""
    _change(connection, "INSERT OR IGNORE INTO receipt (code) VALUES (?)", code)


def remove_receipt(connection: sqlite3.Connection, code: str) -> None:
    """Forget the code of a receipt; raises Problem not-saved where the disk is full."""
    _change(connection, "DELETE FROM receipt WHERE code = ?", code)
    forget_traces(connection)


def _change(connection: sqlite3.Connection, statement: str, *values: str | int) -> None:
    try:
        with write(connection):
            connection.execute(statement, values)
    except sqlite3.Error as error:
        raise Problem("not-saved", str(error)) from error
