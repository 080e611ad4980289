"""Goal R4: 1,000 answers in front of lying networks, none is removed."""

import json
import sqlite3
from collections.abc import Mapping
from itertools import cycle
from typing import Any

import pytest

from mobile.store.outbox import Outbox
from mobile.sync.client import Client, Fate, Outcome
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.transport import NoAnswerError, Request, Transport
from tests.mobile.cast import ANSWER, NOW
from tests.mobile.sync.servers import LIARS, Asked, Reply, serving

ITEMS = 1000


class TrustingClient(Client):
    """The control: takes any 2xx for an answer of ours."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self._network = transport

    def put(self, kind: str, item_id: str, body: Mapping[str, Any]) -> Outcome:
        """Trust the status alone."""
        request = Request("PUT", f"/api/v1/feedback/{item_id}", {}, json.dumps(body).encode())
        try:
            answer = self._network.send(request)
        except NoAnswerError:
            return Outcome(Fate.UNKNOWN)
        return Outcome(Fate.STORED if answer.status // 100 == 2 else Fate.UNKNOWN)


def removed_by(client_class: type[Client], memory: sqlite3.Connection, items: int) -> int:
    """Return how many of these items are gone after each met a liar, all kinds in turn."""
    outbox = Outbox(memory)
    for _ in range(items):
        outbox.save(ANSWER.to_wire())
    kinds = cycle(LIARS.values())

    def lie(asked: Asked) -> Reply:
        return next(kinds)(asked)

    with serving(lie) as server:
        engine = Engine(memory, client_class(HttpTransport(server.url)), lambda: NOW)
        for item in outbox.due(0):
            engine.send(item)
        for _ in range(2 * len(LIARS)):
            assert engine.round().sent == 0 or client_class is TrustingClient
        assert len(server.asked) >= items
    left = outbox.items()
    assert all(item.state == "waiting" for item in left)
    return items - len(left)


def test_no_answer_is_removed_by_a_lying_network(memory: sqlite3.Connection) -> None:
    assert removed_by(Client, memory, ITEMS) == 0


def test_a_client_that_trusts_the_status_loses_answers(memory: sqlite3.Connection) -> None:
    assert removed_by(TrustingClient, memory, 10 * len(LIARS)) > 0


@pytest.mark.parametrize("kind", LIARS)
def test_a_liar_says_nothing_about_the_item(memory: sqlite3.Connection, kind: str) -> None:
    outbox = Outbox(memory)
    outbox.save(ANSWER.to_wire())
    with serving(LIARS[kind]) as server:
        engine = Engine(memory, Client(HttpTransport(server.url)), lambda: NOW)
        outcome = engine.send(outbox.due(0)[0])
        assert outcome.fate is Fate.UNKNOWN
        # A portal that is asked for the list must not disturb it either.
        assert engine.round().trouble
    assert outbox.counts() == (1, 0)
