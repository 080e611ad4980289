"""What is said after the memory of this phone was damaged, until somebody has read it."""

import sqlite3
from contextlib import suppress

from kivy.properties import StringProperty

from mobile.store import remembered
from mobile.ui.words import count
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel


class Damage(ViewModel):
    """What may be gone, and how many answers were saved."""

    words = StringProperty("")

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection
        self.refresh()

    def refresh(self) -> None:
        """Say it in the language of now, if it is still to be said."""
        rescued = remembered.read(self._connection, "damaged")
        if not rescued:
            self.words = ""
            return
        saved = count(
            "{n} unsent answer was saved from it.",
            "{n} unsent answers were saved from it.",
            int(rescued),
        )
        lost = _(
            "The memory of this phone was damaged. Your settings, the people you trust, receipts "
            "and unsent answers may be gone: look them through."
        )
        self.words = f"{lost} {saved}"

    def has_read(self) -> None:
        """Say it no more."""
        self.words = ""
        # On a full phone it is said once more next time.
        with suppress(sqlite3.Error):
            remembered.keep(self._connection, "damaged", "")


def note(connection: sqlite3.Connection, rescued: int) -> None:
    """Note that it is to be said, also if the app ends before anybody has read it."""
    with suppress(sqlite3.Error):
        remembered.keep(connection, "damaged", str(rescued))
