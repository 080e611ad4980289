"""One round of the exchange: documents down, answers up, nothing blocked, nothing lost."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mobile.store import mirror, projection
from mobile.store.outbox import ASIDE, Outbox
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from shared.clock import week_of
from tests.mobile.cast import ANSWER, NOW, published
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import SERVER_TIME, Asked, Reply, Server, refused, serving, stored


def engine_for(memory: sqlite3.Connection, server: Server, hours_later: float = 0) -> Engine:
    """Return an engine for a server, at NOW or later."""
    now = NOW + timedelta(hours=hours_later)
    return Engine(memory, Client(HttpTransport(server.url)), lambda: now)


PUT_WEEK = week_of(SERVER_TIME)


def held_version(memory: sqlite3.Connection) -> int:
    """Return the version of the list the phone holds, 0 for none."""
    held = mirror.state(memory)
    return held.version if held else 0


def save(memory: sqlite3.Connection, count: int) -> list[str]:
    """Save some answers and return their ids."""
    return [Outbox(memory).save(ANSWER.to_wire()) for _ in range(count)]


def test_a_document_whose_hash_does_not_match_leaves_the_old_list(
    memory: sqlite3.Connection,
) -> None:
    publisher = Publisher()
    with serving(publisher) as server:
        engine = engine_for(memory, server)
        assert engine.round().is_list_new
        documents = published()
        documents["places"]["places"] = []
        publisher.publish(documents, version=2)
        name = next(name for name in publisher.files if name.startswith("places"))
        publisher.files[name] = publisher.files[name].replace(b"[]", b"{}")
        report = engine.round()
    assert report.trouble == "document-damaged"
    assert held_version(memory) == 1
    assert len(projection.place_list(memory).places) == 41  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({"format": 2}, "document-newer"),
        ({"epoch": None}, "document-damaged"),
        ({"version": 0}, "document-damaged"),
        ({"published_at": "yesterday"}, "document-damaged"),
        ({"documents": [{"document": "places", "name": "../places.json"}]}, "document-damaged"),
    ],
)
def test_a_manifest_that_is_newer_or_broken_leaves_the_old_list(
    memory: sqlite3.Connection, changed: dict[str, Any], trouble: str
) -> None:
    publisher = Publisher()
    with serving(publisher) as server:
        engine = engine_for(memory, server)
        engine.round()
        publisher.manifest = {**publisher.manifest, "version": 2, **changed}
        report = engine.round()
    assert report.trouble == trouble
    assert not report.is_list_new
    assert held_version(memory) == 1


def test_a_newer_document_in_an_old_manifest_is_refused(memory: sqlite3.Connection) -> None:
    documents = published()
    documents["zones"]["format"] = 2
    publisher = Publisher()
    publisher.publish(documents)
    with serving(publisher) as server:
        assert engine_for(memory, server).round().trouble == "document-newer"
    assert held_version(memory) == 0


def test_a_document_that_does_not_keep_the_contract_is_refused(memory: sqlite3.Connection) -> None:
    documents = published()
    documents["places"]["places"][0]["weekly"] = [[["09:00", "12:00"], ["11:00", "13:00"]]] * 7
    publisher = Publisher()
    publisher.publish(documents)
    with serving(publisher) as server:
        assert engine_for(memory, server).round().trouble == "document-damaged"
    assert held_version(memory) == 0


def test_an_older_version_from_a_stale_cache_is_not_taken(memory: sqlite3.Connection) -> None:
    publisher = Publisher(version=5)
    with serving(publisher) as server:
        engine = engine_for(memory, server)
        engine.round()
        publisher.publish(published(), version=4)
        assert engine.round().trouble == "stale"
    assert held_version(memory) == 5


def test_a_new_epoch_brings_everything_anew_whatever_its_version(
    memory: sqlite3.Connection,
) -> None:
    publisher = Publisher(version=5)
    with serving(publisher) as server:
        engine = engine_for(memory, server)
        engine.round()
        publisher.publish(published(), version=1, epoch="another-epoch")
        server.asked.clear()
        assert engine.round().is_list_new
        assert len(server.asked) == 1 + len(published())
    assert held_version(memory) == 1


def test_only_what_changed_is_fetched(memory: sqlite3.Connection) -> None:
    publisher = Publisher()
    with serving(publisher) as server:
        engine = engine_for(memory, server)
        engine.round()
        server.asked.clear()
        assert not engine.round().is_list_new
        assert len(server.asked) == 1
        documents = published()
        documents["places"]["places"] = documents["places"]["places"][:40]
        publisher.publish(documents, version=2)
        assert engine.round().is_list_new
        fetched = [asked.path.split("/")[-1].split(".")[0] for asked in server.asked[1:]]
    assert fetched == ["manifest", "places"]
    assert len(projection.place_list(memory).places) == 40  # type: ignore[union-attr]


def test_a_document_of_a_later_server_is_ignored(memory: sqlite3.Connection) -> None:
    publisher = Publisher()
    publisher.publish({**published(), "weather": {"format": 1}})
    with serving(publisher) as server:
        assert engine_for(memory, server).round().is_list_new
        assert not any("weather" in asked.path for asked in server.asked)


def test_a_refused_answer_is_set_aside_and_blocks_nothing(memory: sqlite3.Connection) -> None:
    ids = save(memory, 5)

    def put(asked: Asked) -> Reply:
        return refused("zone-unknown") if asked.item_id == ids[1] else stored(asked)

    with serving(Publisher(put)) as server:
        report = engine_for(memory, server).round()
    assert (report.sent, report.set_aside) == (4, 1)
    (left,) = Outbox(memory).items()
    assert (left.id, left.state, left.refusal) == (ids[1], ASIDE, "zone-unknown")


def test_answers_are_sent_oldest_first_and_under_their_ids(memory: sqlite3.Connection) -> None:
    ids = save(memory, 4)
    with serving(Publisher()) as server:
        assert engine_for(memory, server).round().sent == 4
        sent = [asked.item_id for asked in server.asked if asked.method == "PUT"]
    assert sent == ids
    assert Outbox(memory).items() == []


def test_a_poisoned_answer_lets_the_others_pass_and_is_set_aside_after_three_tries(
    memory: sqlite3.Connection,
) -> None:
    ids = save(memory, 100)

    def put(asked: Asked) -> Reply:
        return refused("unexpected", 500) if asked.item_id == ids[0] else stored(asked)

    with serving(Publisher(put)) as server:
        engine = engine_for(memory, server)
        assert engine.round().sent == 99
        assert engine.round().set_aside == 0
        assert engine.round().set_aside == 1
        assert engine.round().trouble == ""
        tries = [asked for asked in server.asked if asked.item_id == ids[0]]
        assert len(tries) == 3
        # Mended on the server, it arrives a day later without anybody asking.
        server.answering = Publisher()
        for hours_later, sent in ((23, 0), (25, 1)):
            server.says = SERVER_TIME + timedelta(hours=hours_later)
            assert engine_for(memory, server, hours_later).round().sent == sent


def test_a_server_in_trouble_is_left_alone_and_nothing_is_set_aside(
    memory: sqlite3.Connection,
) -> None:
    save(memory, 20)
    with serving(Publisher(lambda _: refused("service-unavailable", 503))) as server:
        engine = engine_for(memory, server)
        for _ in range(10):
            assert engine.round().trouble == "server-trouble"
        puts = [asked for asked in server.asked if asked.method == "PUT"]
    assert len(puts) == 30
    assert Outbox(memory).counts() == (20, 0)


def test_too_many_requests_are_answered_by_waiting(memory: sqlite3.Connection) -> None:
    save(memory, 1)
    with serving(Publisher(lambda _: refused("unexpected", 429))) as server:
        assert engine_for(memory, server).round().trouble == "server-trouble"
    assert Outbox(memory).counts() == (1, 0)


def test_a_server_that_asks_for_a_pause_gets_it(memory: sqlite3.Connection) -> None:
    save(memory, 1)
    busy = replace(refused("service-unavailable", 503), headers={"Retry-After": "30"})
    with serving(Publisher(lambda _: busy)) as server:
        assert engine_for(memory, server).round().wait_at_least_s == 30
    strange = replace(busy, headers={"Retry-After": "Fri, 27 Nov 2026 23:30:00 GMT"})
    with serving(Publisher(lambda _: strange)) as server:
        assert engine_for(memory, server).round().wait_at_least_s == 0


def test_an_impossible_week_is_repaired_once_by_the_clock_of_the_server(
    memory: sqlite3.Connection,
) -> None:
    Outbox(memory).save({**ANSWER.to_wire(), "week": "2031-W02"})
    weeks: list[str] = []

    def put(asked: Asked) -> Reply:
        weeks.append(json.loads(asked.body)["week"])
        return stored(asked) if weeks[-1] == PUT_WEEK else refused("week-impossible")

    with serving(Publisher(put)) as server:
        assert engine_for(memory, server).round().sent == 1
    assert weeks == ["2031-W02", PUT_WEEK]


def test_a_week_that_stays_impossible_is_set_aside(memory: sqlite3.Connection) -> None:
    save(memory, 1)
    with serving(Publisher(lambda _: refused("week-impossible"))) as server:
        report = engine_for(memory, server).round()
        puts = [asked for asked in server.asked if asked.method == "PUT"]
    assert (report.sent, report.set_aside, len(puts)) == (0, 1, 2)
    assert Outbox(memory).items()[0].refusal == "week-impossible"


def test_no_network_is_no_harm(memory: sqlite3.Connection) -> None:
    save(memory, 3)
    with serving(Publisher()) as server:
        pass
    report = engine_for(memory, server).round()
    assert (report.sent, report.trouble) == (0, "no-answer")
    assert Outbox(memory).counts() == (3, 0)


def test_a_round_stops_between_two_answers_when_the_app_is_closed(
    memory: sqlite3.Connection,
) -> None:
    save(memory, 5)
    with serving(Publisher()) as server:
        client = Client(HttpTransport(server.url))
        engine = Engine(memory, client, lambda: NOW, lambda: len(Outbox(memory).items()) > 3)
        assert engine.round().sent == 2
    assert Outbox(memory).counts() == (3, 0)


def test_every_phone_sends_the_same_headers(memory: sqlite3.Connection) -> None:
    save(memory, 1)
    with serving(Publisher()) as server:
        engine_for(memory, server).round()
        names = {name for asked in server.asked for name in asked.headers}
        agents = {asked.headers["user-agent"] for asked in server.asked}
    assert agents == {"UMay"}
    assert (
        names
        == {
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "content-type",
            "content-length",
        }
        | {"if-none-match"} & names
    )
