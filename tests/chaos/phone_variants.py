"""The exchange of a trial's phone: the real one, and broken ones on which the trial must fail."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from mobile.store.outbox import Item
from mobile.sync.client import Client, Fate, Outcome
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.report import Report
from shared.ids import new_feedback_id

HONEST, FORGETFUL, RENAMING = "honest", "forgetful", "renaming"
UNREPAIRING = "unrepairing"


class ForgetfulEngine(Engine):
    """A control: removes an answer when it sends it, not when it has arrived."""

    def send(self, item: Item) -> Outcome:
        """Send one item, having forgotten it."""
        self._outbox.remove(item.id)
        return super().send(item)


class UnrepairingEngine(Engine):
    """A control: believes that its own clock is right, whatever the server says of the time."""

    def _learn(self) -> bool:
        return False

    def send(self, item: Item) -> Outcome:
        """Send one item; a refused week stays as it is."""
        return super().send(replace(item, is_repaired=True))


class ByClientTimeEngine(Engine):
    """A control: sends in the order of the clock by which answers were given."""

    def _deliver(self, *, has_answered: bool) -> Report:
        sent = 0
        for item in sorted(self._outbox.due(self._minute()), key=_client_minute):
            sent += self.send(item).fate is Fate.STORED
        return Report(sent=sent)


def _client_minute(item: Item) -> int:
    assert item.saved is not None
    return item.saved.saved_minute


class HeadOfLineEngine(Engine):
    """A control: will not send the next answer before the one in front has gone."""

    def _deliver(self, *, has_answered: bool) -> Report:
        sent = 0
        for item in self._outbox.due(self._minute()):
            if self.send(item).fate is not Fate.STORED:
                return Report(sent=sent, trouble="server-trouble")
            sent += 1
        return Report(sent=sent)


class MergingEngine(Engine):
    """A control: adds to its places what is new, and drops only what it is told has left."""

    tombstones: frozenset[str] = frozenset()
    """The places that the feed says have left."""

    def _refresh(self) -> bool:
        before = self._connection.execute("SELECT id, body FROM place").fetchall()
        refreshed = super()._refresh()
        kept = [tuple(row) for row in before if row["id"] not in self.tombstones]
        self._connection.executemany("INSERT OR IGNORE INTO place (id, body) VALUES (?, ?)", kept)
        return refreshed


class RenamingClient(Client):
    """A control: gives an answer a new id at each try, so that a server cannot know it again."""

    def put(self, kind: str, item_id: str, body: Mapping[str, Any]) -> Outcome:
        """Send one answer under another id."""
        return super().put(kind, new_feedback_id(), body)


class Sender(Protocol):
    """What a phone's exchange needs to know of the phone."""

    @property
    def server_url(self) -> str:
        """Where the server is."""
        ...

    @property
    def variant(self) -> str:
        """Which of the exchanges it is."""
        ...

    def now(self) -> datetime:
        """Return what the phone takes for the time."""
        ...


ENGINES = {FORGETFUL: ForgetfulEngine, UNREPAIRING: UnrepairingEngine}


def engine_of(sender: Sender, memory: sqlite3.Connection, may_go_on: Callable[[], bool]) -> Engine:
    """Return the exchange of a phone over its memory."""
    client_class = RenamingClient if sender.variant == RENAMING else Client
    engine_class = ENGINES.get(sender.variant, Engine)
    client = client_class(HttpTransport(sender.server_url))
    return engine_class(memory, client, sender.now, may_go_on)
