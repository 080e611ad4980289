"""The phone's memory: a secret of the week, by which one voice counts once and nothing is linked.

From one week to the next the secret is replaced by its own hash and forgotten, so that nobody, not
even with the phone in hand, can work out the codes of weeks gone by.
"""

import sqlite3
from contextlib import suppress

from mobile.store.database import VOICE, forget_traces, new_secret, write
from shared.clock import monday_of
from shared.problems import Problem

FARTHEST_WEEKS = 60
"""A clock that jumps further than this makes a new secret; a phone that lay for a year keeps it."""

_NEXT = b"next"


class Voice:
    """The secret in one memory; it is there from the first start, so that it tells nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep_up(self, now_week: str) -> None:
        """Lead the secret to this week and forget what it was; without room it stays as it is."""
        held = self._held()
        apart = _weeks_apart(held[0], now_week) if held and held[0] else 0
        if held is None or abs(apart) > FARTHEST_WEEKS:
            self._keep(now_week, new_secret())
        elif not held[0] or apart > 0:
            self._keep(now_week, _ahead(held[1], apart))

    def code(self, where: str, week: str, now_week: str) -> str | None:
        """Return the code of a week and of a zone or place such as "zone:z-1".

        None for a week whose secret is forgotten already, and for one that has not begun.
        """
        held = self._held()
        if held is None or not held[0] or abs(_weeks_apart(held[0], now_week)) > FARTHEST_WEEKS:
            self.keep_up(now_week)
            held = self._held()
        if held is None:
            return None
        ahead = _weeks_apart(held[0], week)
        code = None
        if ahead >= 0 and _weeks_apart(week, now_week) >= 0:
            code = _hash(_ahead(held[1], ahead), f"{where}|{week}".encode()).hex()
        self.keep_up(now_week)
        return code

    def _held(self) -> tuple[str, bytes] | None:
        """Return the week ("" where it was never used) and its secret, or None where it is lost."""
        query = "SELECT value FROM setting WHERE name = ?"
        row = self._connection.execute(query, (VOICE,)).fetchone()
        try:
            week, _, secret = row[0].partition(":") if row else ("", "", "")
            if week:
                monday_of(week)
            return (week, bytes.fromhex(secret)) if secret else None
        except (ValueError, Problem):
            return None

    def _keep(self, week: str, secret: bytes) -> None:
        with suppress(sqlite3.Error):
            with write(self._connection):
                self._connection.execute(
                    "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
                    (VOICE, f"{week}:{secret.hex()}"),
                )
            forget_traces(self._connection)


def where_named(zone: object, place: object) -> str:
    """Return how a code names where an answer is about."""
    return f"zone:{zone}" if zone is not None else f"place:{place}"


def _weeks_apart(earlier: str, later: str) -> int:
    return (monday_of(later) - monday_of(earlier)).days // 7


def _ahead(secret: bytes, weeks: int) -> bytes:
    for _ in range(weeks):
        secret = _hash(secret, _NEXT)
    return secret


def _hash(secret: bytes, what: bytes) -> bytes:
    # Loaded when first needed: the list does without.
    import hashlib
    import hmac

    return hmac.new(secret, what, hashlib.sha256).digest()
