"""The phone's memory: what the person chose; it stays on the phone until it is deleted."""

import sqlite3
from dataclasses import dataclass

from mobile.store.database import write

ASK, YES, NO = "ask", "yes", "no"
"""Whether the app may ask the phone for its position: not decided yet, or as decided."""

AUTO, DARK, LIGHT, CONTRAST = "auto", "dark", "light", "contrast"
"""Looks that can be chosen; the first is the phone's own, and dark at night."""


@dataclass(frozen=True)
class Choices:
    """Everything that can be chosen, as it is chosen now; "" and 0 are "as this phone is set"."""

    language: str = ""
    text_size: float = 0.0
    look: str = AUTO
    location: str = ASK
    is_welcomed: bool = False
    is_young: bool = False
    text_language: str = "en"
    """The language of the text to somebody trusted, who may not read that of the app."""


_COLUMNS = ("language", "text_size", "look", "location", "welcomed", "young", "text_language")


def read(connection: sqlite3.Connection) -> Choices:
    """Return what was chosen; what cannot be read is as if it had not been chosen."""
    marks = ",".join("?" * len(_COLUMNS))
    query = f"SELECT name, value FROM setting WHERE name IN ({marks})"  # noqa: S608 - marks only
    found = dict(connection.execute(query, _COLUMNS).fetchall())
    plain = Choices()
    return Choices(
        language=found.get("language", plain.language),
        text_size=_number(found.get("text_size"), plain.text_size),
        look=found.get("look", plain.look),
        location=found.get("location", plain.location),
        is_welcomed=found.get("welcomed") == YES,
        is_young=found.get("young") == YES,
        text_language=found.get("text_language", plain.text_language),
    )


def keep(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep one choice; raises sqlite3.Error where the phone has no room."""
    if name not in _COLUMNS:
        raise KeyError(name)
    with write(connection):
        connection.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value)
        )


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise
