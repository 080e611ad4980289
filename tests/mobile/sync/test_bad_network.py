"""A first list on a network that loses much: what has come need not come again."""

import sqlite3
from itertools import cycle

from mobile.store import projection
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from tests.mobile.cast import NOW, published
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import Asked, Reply, serving

LOST = Reply(502, b"lost")


class Losing(Publisher):
    """A publisher of whose documents every third request is lost."""

    def __init__(self) -> None:
        super().__init__()
        self._fates = cycle((False, False, True))

    def __call__(self, asked: Asked) -> Reply:
        is_document = asked.path.startswith("/published/") and "manifest" not in asked.path
        return LOST if is_document and next(self._fates) else super().__call__(asked)


def documents_asked(asked: list[Asked]) -> list[str]:
    return [one.path for one in asked if "manifest" not in one.path]


def test_each_document_comes_once_however_many_rounds_it_takes(
    memory: sqlite3.Connection,
) -> None:
    with serving(Losing()) as server:
        engine = Engine(memory, Client(HttpTransport(server.url)), lambda: NOW)
        rounds = 0
        while not engine.round().is_list_new:
            rounds += 1
            assert rounds < 10
    count = len(published())
    assert len(documents_asked(server.asked)) == count + rounds
    assert projection.place_list(memory) is not None


def test_what_came_for_an_older_list_is_not_taken_for_the_new_one(
    memory: sqlite3.Connection,
) -> None:
    publisher = Losing()
    with serving(publisher) as server:
        engine = Engine(memory, Client(HttpTransport(server.url)), lambda: NOW)
        assert not engine.round().is_list_new
        documents = published()
        documents["places"]["places"] = documents["places"]["places"][:5]
        publisher.publish(documents, version=2)
        for _ in range(9):
            if engine.round().is_list_new:
                break
    assert len(projection.place_list(memory).places) == 5  # type: ignore[union-attr]
