"""A hostile or broken server: what it publishes never keeps answers from being sent."""

import gc
import sqlite3
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from mobile.store import mirror
from mobile.store.clock import CorrectedClock, read_offset
from mobile.store.outbox import ASIDE, Outbox
from mobile.sync.client import Client
from mobile.sync.engine import MOST_REFRESH_S, Engine
from mobile.sync.http import HttpTransport
from shared.ceilings import CEILINGS, MOST_VALUES
from tests.mobile.cast import ANSWER, NOW, fill, published
from tests.mobile.clocks import WrongClocks
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import Asked, Reply, Server, refused, serving

MOST_MEMORY_BYTES = 200_000_000


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def server(publisher: Publisher) -> Iterator[Server]:
    with serving(publisher) as running:
        yield running


@pytest.fixture
def engine(memory: sqlite3.Connection, server: Server) -> Engine:
    """An engine whose outbox has one answer to send."""
    Outbox(memory).save(ANSWER.to_wire())
    return Engine(memory, Client(HttpTransport(server.url)), lambda: NOW)


def held_version(memory: sqlite3.Connection) -> int:
    """Return the version of the list the phone holds, 0 for none."""
    held = mirror.state(memory)
    return held.version if held else 0


def documents_asked(server: Server) -> list[str]:
    """Return the documents that were asked for, by their kinds."""
    names = [asked.path.rsplit("/", 1)[-1] for asked in server.asked if asked.method == "GET"]
    return [name.split(".")[0] for name in names if name != "manifest.json"]


def with_places(places: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the documents of the example network with these places."""
    return {**published(), "places": {"format": 1, "places": places}}


def test_a_list_that_cannot_be_kept_stops_no_answer_and_leaves_the_old_one(
    memory: sqlite3.Connection, publisher: Publisher, engine: Engine
) -> None:
    fill(memory)
    twice = [published()["places"]["places"][0]] * 2
    publisher.publish(with_places(twice), version=2)
    report = engine.round()
    assert (report.sent, report.trouble) == (1, "document-damaged")
    assert held_version(memory) == 1


def test_a_memory_that_takes_no_documents_stops_no_answer(
    memory: sqlite3.Connection, engine: Engine
) -> None:
    memory.execute("DROP TABLE document")
    report = engine.round()
    assert (report.sent, report.trouble) == (1, "OperationalError")


def test_a_clock_that_cannot_be_learned_stops_no_answer(
    memory: sqlite3.Connection, engine: Engine
) -> None:
    # A list of before there was a rule for its moment.
    fill(memory, published_at="0001-01-01T00:00:00Z", version=9)
    report = engine.round()
    assert (report.sent, report.trouble) == (1, "stale")


def test_answers_that_cannot_be_noted_hide_no_new_list(
    memory: sqlite3.Connection, engine: Engine
) -> None:
    memory.execute("DROP TABLE outbox")
    report = engine.round()
    assert (report.is_list_new, report.trouble) == (True, "OperationalError")


def test_an_answer_over_which_the_phone_falls_lets_the_others_pass(
    memory: sqlite3.Connection, engine: Engine
) -> None:
    (first,) = Outbox(memory).items()
    Outbox(memory).save(ANSWER.to_wire())
    memory.execute(
        "CREATE TRIGGER fall BEFORE UPDATE OF attempts ON outbox"
        f" WHEN OLD.id = '{first.id}' BEGIN SELECT RAISE(ABORT, 'fell over'); END"
    )
    assert [engine.round().sent for _ in range(3)] == [1, 0, 0]
    (left,) = Outbox(memory).items()
    assert (left.id, left.state) == (first.id, ASIDE)


def test_a_refusal_whose_code_cannot_be_kept_is_nobodys(
    memory: sqlite3.Connection, publisher: Publisher, engine: Engine
) -> None:
    publisher.put = lambda _: refused("\ud800")
    assert engine.round().trouble == "no-answer"
    assert Outbox(memory).counts() == (1, 0)


@pytest.mark.parametrize("over", ["places", "replies"])
def test_a_document_over_its_ceiling_is_not_even_asked_for(
    memory: sqlite3.Connection, publisher: Publisher, server: Server, engine: Engine, over: str
) -> None:
    for entry in publisher.manifest["documents"]:
        if entry["document"] == over:
            entry["size"] = CEILINGS[over].bytes + 1
    report = engine.round()
    assert (report.sent, report.trouble) == (1, "document-damaged")
    assert documents_asked(server) == []
    assert held_version(memory) == 0


def test_a_part_of_the_worst_document_takes_its_part_of_the_memory(
    publisher: Publisher, engine: Engine
) -> None:
    # What the libraries keep from their first round on is not this document's.
    assert engine.round().sent == 1
    # Of what was tried, numbers where something else belongs weigh most: words about each.
    bad = with_places([{"exceptions": [0.5] * (MOST_VALUES // 20)}])
    publisher.publish(bad, version=2)
    # A phone looks for garbage as often as Python does untold; the tests do not.
    seldom = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    tracemalloc.start()
    try:
        report = engine.round()
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*seldom)
    assert report.trouble == "document-damaged"
    assert peak_bytes < MOST_MEMORY_BYTES / 20


def test_a_document_that_was_refused_is_not_fetched_again_and_again(
    publisher: Publisher, server: Server, engine: Engine
) -> None:
    publisher.publish(with_places([{}]))
    for _ in range(3):
        assert engine.round().trouble == "document-damaged"
    assert documents_asked(server).count("places") == 1
    publisher.publish(published(), version=2)
    assert engine.round().is_list_new


def test_a_document_that_was_damaged_on_its_way_is_fetched_again(
    publisher: Publisher, server: Server, engine: Engine
) -> None:
    whole = dict(publisher.files)
    publisher.files = {name: content.replace(b"1", b"2") for name, content in whole.items()}
    assert engine.round().trouble == "document-damaged"
    publisher.files = whole
    assert engine.round().is_list_new
    assert documents_asked(server).count("places") == 2


class TakingLong(Publisher):
    """A publisher on whose documents the phone's clock goes on, as if each had taken so long."""

    def __init__(self, phone: WrongClocks, took_s: float) -> None:
        super().__init__()
        self._phone, self._took_s = phone, took_s

    def __call__(self, asked: Asked) -> Reply:
        if asked.method == "GET" and "manifest" not in asked.path:
            self._phone.ran(self._took_s)
        return super().__call__(asked)


def test_documents_that_take_long_do_not_keep_answers_waiting(memory: sqlite3.Connection) -> None:
    phone = WrongClocks(NOW)
    Outbox(memory).save(ANSWER.to_wire())
    with serving(TakingLong(phone, 0.6 * MOST_REFRESH_S)) as server:
        engine = Engine(memory, Client(HttpTransport(server.url), phone.uptime_s), phone.now)
        report = engine.round()
        assert (report.sent, report.trouble) == (1, "no-answer")
        assert len(documents_asked(server)) == 2
        # What has come is not fetched again, so the list is there in the end.
        assert [engine.round().is_list_new for _ in range(3)] == [False, False, True]
    assert len(documents_asked(server)) == len(published())


@pytest.mark.parametrize("etag", ['"' + "x" * 20_000 + '"', '"a"\r\n "b"', "no quotes", '"\xe9"'])
def test_an_entity_tag_that_could_not_be_sent_back_is_not_kept(
    memory: sqlite3.Connection, publisher: Publisher, server: Server, engine: Engine, etag: str
) -> None:
    def answer(asked: Asked) -> Reply:
        reply = publisher(asked)
        return Reply(reply.status, reply.body, headers={"ETag": etag})

    server.answering = answer
    assert [engine.round().trouble for _ in range(2)] == ["", ""]
    assert not any("if-none-match" in asked.headers for asked in server.asked)


def test_an_entity_tag_held_from_before_does_not_stop_the_next_list(
    memory: sqlite3.Connection, engine: Engine
) -> None:
    held = Publisher().manifest
    mirror.swap_in(memory, held, published(), etag='"a"\r\n "b"')
    assert engine.round().trouble == ""


def test_the_end_of_the_calendar_is_no_time_of_our_server(
    memory: sqlite3.Connection, server: Server
) -> None:
    phone = WrongClocks(NOW)
    server.says = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    engine = Engine(memory, Client(HttpTransport(server.url), phone.uptime_s), phone.now)
    assert engine.round().is_list_new
    assert read_offset(memory) is None
    phone.ran(60)
    clock = CorrectedClock(phone.clocks())
    clock.offset = read_offset(memory)
    assert clock.now() == phone.now()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_list_of_no_possible_moment_is_refused(
    memory: sqlite3.Connection, publisher: Publisher, engine: Engine, moment: str
) -> None:
    publisher.manifest["published_at"] = moment
    report = engine.round()
    assert (report.sent, report.trouble) == (1, "document-damaged")
    assert held_version(memory) == 0


def test_the_highest_version_keeps_later_lists_out_until_a_new_epoch(
    memory: sqlite3.Connection, publisher: Publisher, engine: Engine
) -> None:
    publisher.publish(published(), version=2**31 - 1)
    engine.round()
    Outbox(memory).save(ANSWER.to_wire())
    publisher.publish(published(), version=8)
    report = engine.round()
    # The list stays as it was for as long as it takes; answers are sent all the same.
    assert (report.trouble, report.sent, held_version(memory)) == ("stale", 1, 2**31 - 1)
    publisher.publish(published(), version=1, epoch="a-new-epoch")
    assert engine.round().is_list_new
    assert held_version(memory) == 1
