"""The phone's memory: the outbox, where an answer lies from "saved" until the server has it."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mobile.store.database import forget_traces, write
from shared.problems import Problem

WAITING, ASIDE = "waiting", "aside"


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


class Outbox:
    """The queue of answers in one memory; every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, body: Mapping[str, Any]) -> str:
        """Keep a message and return its new id; when this returns, it is on the disk.

        Raises Problem not-saved when the phone cannot keep it (no room); nothing is then changed.
        """
        # Loaded when first needed: the list does without random ids.
        from shared.ids import new_feedback_id

        item_id = new_feedback_id()
        try:
            with write(self._connection) as connection:
                connection.execute(
                    "INSERT INTO outbox (id, body) VALUES (?, ?)", (item_id, _text(body))
                )
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
            "SELECT * FROM outbox WHERE state = 'waiting' OR retry_at <= ? ORDER BY seq", (minute,)
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
        """Give a refused item another week, once, and return it as it is now."""
        body = {**item.body, "week": week}
        self._change(
            "UPDATE outbox SET body = ?, is_repaired = 1 WHERE id = ?", _text(body), item.id
        )
        return replace(item, body=body, is_repaired=True)

    def set_aside(self, item_id: str, refusal: str, retry_at: int | None = None) -> None:
        """Take an item out of the way of the others, with the code of its refusal.

        With `retry_at` (a UTC minute) it is tried again from then on, without anybody asking.
        """
        self._change(
            "UPDATE outbox SET state = 'aside', refusal = ?, retry_at = ? WHERE id = ?",
            refusal,
            retry_at,
            item_id,
        )

    def remove(self, item_id: str) -> bool:
        """Delete an item and its traces in the file; return whether it was there."""
        removed = self._change("DELETE FROM outbox WHERE id = ?", item_id)
        forget_traces(self._connection)
        return removed

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
    )


def _text(body: Mapping[str, Any]) -> str:
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def _body(text: str) -> Mapping[str, Any]:
    """Return the message of a row; what cannot be read is shown as empty, never dropped."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
