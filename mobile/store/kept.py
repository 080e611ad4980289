"""The phone's memory: people whom the person trusts, and receipts that they asked to keep."""

import sqlite3
from dataclasses import dataclass

from mobile.store.database import forget_traces, write
from shared.ids import normalise_receipt
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
    """Keep somebody; raises Problem body-invalid for an empty value, not-saved without room."""
    if not (name.strip() and number.strip()):
        raise Problem("body-invalid")
    _change(connection, "INSERT INTO contact (name, number) VALUES (?, ?)", name, number)


def remove_contact(connection: sqlite3.Connection, seq: int) -> None:
    """Forget somebody; raises Problem not-saved where the disk is full."""
    _change(connection, "DELETE FROM contact WHERE seq = ?", seq)
    forget_traces(connection)


def receipts(connection: sqlite3.Connection) -> list[str]:
    """Return the codes that were kept, the newest first."""
    # Versions before 0.3 could keep an empty one.
    found = connection.execute("SELECT code FROM receipt WHERE code <> '' ORDER BY seq DESC")
    return [row[0] for row in found]


def keep_receipt(connection: sqlite3.Connection, code: str) -> None:
    """Keep the code of a receipt, because the person asked.

    Raises Problem receipt-invalid for what is none, and not-saved without room.
    """
    normalise_receipt(code)
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
