"""The phone's memory: the outbox, where an answer lies from "saved" until the server has it."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from typing import Any

from mobile.store.clock import Saved
from mobile.store.database import forget_traces, write
from shared.problems import Problem

WAITING, ASIDE = "waiting", "aside"

FEEDBACK, YOUNG, HELPED = KINDS = ("feedback", "young", "helped")
"""Kinds of message: an answer; the young people's record, which names nothing of an answer; and
whether a place helped, which names that place alone."""

LONGEST_REST_MIN = 2 * 24 * 60
"""A retry set further ahead than this was set by a clock that has been put right since."""

_INSERT = """
INSERT INTO outbox (id, body, kind, said_when, saved_minute, booted_minute, stamped_minute)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True)
class Item:
    """One answer in the outbox: id and message, how often it was tried, what became of that."""

    id: str
    body: Mapping[str, Any]
    state: str
    attempts: int
    own_failures: int
    refusal: str | None
    is_repaired: bool
    saved: Saved | None = None
    kind: str = FEEDBACK


class Outbox:
    """The queue of answers in one memory; every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(
        self, body: Mapping[str, Any], saved: Saved | None = None, kind: str = FEEDBACK
    ) -> str:
        """Keep a message and return its new id; when this returns, it is on the disk.

        With `saved` it can be stamped anew while it was never sent. Raises Problem not-saved when
        the phone cannot keep it (no room); nothing is then changed.
        """
        # Loaded when first needed: the list does without random ids.
        from shared.ids import new_feedback_id

        item_id = new_feedback_id()
        values = (item_id, _text(body), kind, *(astuple(saved) if saved else (None,) * 4))
        try:
            with write(self._connection) as connection:
                connection.execute(_INSERT, values)
        except sqlite3.Error as error:
            raise Problem("not-saved", str(error)) from error
        return item_id

    def items(self) -> list[Item]:
        """Return everything in the outbox, oldest first."""
        return [_item(row) for row in self._connection.execute("SELECT * FROM outbox ORDER BY seq")]

    def has(self, item_id: str) -> bool:
        """Return whether an item is still here."""
        found = self._connection.execute("SELECT 1 FROM outbox WHERE id = ?", (item_id,))
        return found.fetchone() is not None

    def due(self, minute: int) -> list[Item]:
        """Return what is to be sent now, oldest first: what waits, and what is tried once a day."""
        rows = self._connection.execute(
            "SELECT * FROM outbox WHERE state = 'waiting' OR retry_at <= ? OR retry_at > ?"
            " ORDER BY seq",
            (minute, minute + LONGEST_REST_MIN),
        )
        return [_item(row) for row in rows]

    def counts(self) -> tuple[int, int]:
        """Return how many items wait and how many were set aside."""
        rows = dict(
            self._connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
        )
        return rows.get(WAITING, 0), rows.get(ASIDE, 0)

    def note_attempt(self, item_id: str) -> None:
        """Remember, before it is sent, that an item may from now on have reached the server."""
        self._change("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", item_id)

    def take_back_attempt(self, item_id: str) -> None:
        """Forget an attempt that provably reached nobody."""
        self._change("UPDATE outbox SET attempts = attempts - 1 WHERE id = ?", item_id)

    def note_own_failure(self, item_id: str) -> None:
        """Remember that the server failed on this item while it took others."""
        self._change("UPDATE outbox SET own_failures = own_failures + 1 WHERE id = ?", item_id)

    def repair_week(self, item: Item, week: str) -> Item:
        """Give a refused item another week, once, and return it as it is now.

        Its voice code was made for the week that was wrong, so it goes without.
        """
        body = {**item.body, "week": week, "voice": None}
        self._change(
            "UPDATE outbox SET body = ?, is_repaired = 1 WHERE id = ?", _text(body), item.id
        )
        return replace(item, body=body, is_repaired=True)

    def restamp(self, item: Item, changed: Mapping[str, str | None], minute: int) -> bool:
        """Give an item that was never sent another week, daypart and voice code, if it still can.

        One that is being sent meanwhile stays as it is: the server may have it already.
        """
        return self._change(
            "UPDATE outbox SET body = ?, stamped_minute = ? WHERE id = ? AND attempts = 0",
            _text({**item.body, **changed}),
            minute,
            item.id,
        )

    def set_aside(self, item_id: str, refusal: str, retry_at: int | None = None) -> None:
        """Take an item out of the way of the others, with the code of its refusal.

        It is not stamped anew any more, so when it was saved is forgotten. With `retry_at` (a UTC
        minute) it is tried again from then on, without anybody asking.
        """
        self._change(
            "UPDATE outbox SET state = 'aside', refusal = ?, retry_at = ?, said_when = NULL,"
            " saved_minute = NULL, booted_minute = NULL, stamped_minute = NULL WHERE id = ?",
            refusal,
            retry_at,
            item_id,
        )

    def remove(self, item_id: str) -> bool:
        """Delete an item and its traces in the file; return whether it was there."""
        removed = self._change("DELETE FROM outbox WHERE id = ?", item_id)
        # It is deleted; where the disk is too full to overwrite it, the next removal does so.
        with suppress(sqlite3.OperationalError):
            forget_traces(self._connection)
        return removed

    def take_back(self, item_id: str) -> bool:
        """Delete an item of which nothing can have left; return whether it was so."""
        never_tried = "DELETE FROM outbox WHERE id = ? AND attempts = 0"
        if not self._change(never_tried, item_id):
            return False
        with suppress(sqlite3.OperationalError):
            forget_traces(self._connection)
        return True

    def _change(self, statement: str, *values: str | int | None) -> bool:
        with write(self._connection) as connection:
            return connection.execute(statement, values).rowcount > 0


def _item(row: sqlite3.Row) -> Item:
    return Item(
        id=row["id"],
        body=_body(row["body"]),
        state=row["state"],
        attempts=row["attempts"],
        own_failures=row["own_failures"],
        refusal=row["refusal"],
        is_repaired=bool(row["is_repaired"]),
        saved=_saved(row),
        kind=row["kind"],
    )


def _saved(row: sqlite3.Row) -> Saved | None:
    if row["said_when"] is None:
        return None
    return Saved(row["said_when"], row["saved_minute"], row["booted_minute"], row["stamped_minute"])


def _text(body: Mapping[str, Any]) -> str:
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def _body(text: str) -> Mapping[str, Any]:
    """Return the message of a row; what cannot be read is shown as empty, never dropped."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
