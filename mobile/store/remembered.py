"""The phone's memory: small things it has to know the next time, which nobody chose in settings."""

import sqlite3
from typing import Literal

from mobile.store.database import write

Name = Literal["damaged", "turned_away", "map_offered"]
"""That the memory was damaged and nobody has read so; places that turned somebody away; whether the
map was offered. All of it stays on the phone, and goes with everything that a person deletes."""


def read(connection: sqlite3.Connection, name: Name) -> str:
    """Return what is remembered by a name, "" if nothing is."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def keep(connection: sqlite3.Connection, name: Name, value: str) -> None:
    """Remember a value, or with "" nothing more; raises sqlite3.Error where there is no room."""
    with write(connection):
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        if value:
            connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))
