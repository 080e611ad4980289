"""What the phone learns from `Date`: only from our server, only when it tells enough."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from mobile.store.clock import CorrectedClock, read_offset
from mobile.store.outbox import Outbox
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.timekeeping import Heard, hear, learn
from mobile.sync.transport import Answer, Request
from tests.mobile.cast import ANSWER, NOW
from tests.mobile.clocks import WrongClocks
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import LIARS, Asked, Reply, Server, refused, serving

HOUR = timedelta(hours=1)
SLOW = -2 * HOUR
FRIDAY = "Fri, 27 Nov 2026 23:30:00 GMT"


class CredulousClient(Client):
    """The control: takes the time from whoever answers."""

    def _send(self, request: Request) -> Answer:
        answer = super()._send(request)
        self._note_time(answer)
        return answer


def engine_of(
    memory: sqlite3.Connection,
    server: Server,
    phone: WrongClocks,
    client: Callable[..., Client] = Client,
) -> Engine:
    """Return the engine of a phone with these clocks."""
    return Engine(memory, client(HttpTransport(server.url), phone.uptime_s), phone.now)


def corrected(memory: sqlite3.Connection, phone: WrongClocks) -> datetime:
    """Return what time it is for this phone."""
    clock = CorrectedClock(phone.clocks())
    clock.offset = read_offset(memory)
    return clock.now()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"date": FRIDAY}, 0),
        ({"date": FRIDAY, "age": "90"}, 90),
        ({"date": "Fri, 27 Nov 2026 23:30:00 -0000"}, 0),
        ({"date": "Sat, 28 Nov 2026 00:30:00 +0100"}, 0),
    ],
)
def test_an_answer_tells_the_time_of_the_middle_of_the_asking(
    headers: dict[str, str], seconds: int
) -> None:
    heard = hear(Answer(200, headers, b""), 100.0, 104.0)
    assert heard == Heard(NOW + timedelta(seconds=seconds), 102.0)


@pytest.mark.parametrize(
    ("headers", "took_s"),
    [
        ({}, 1),
        ({"date": "yesterday"}, 1),
        ({"date": "Fri, 31 Dec 9999 23:59:59 -2300"}, 1),
        ({"date": "Fri, 31 Dec 2100 23:59:59 GMT"}, 1),
        ({"date": "Wed, 01 Jan 2020 00:00:00 +0100"}, 1),
        ({"date": FRIDAY, "age": "old"}, 1),
        ({"date": FRIDAY, "age": "-5"}, 1),
        ({"date": FRIDAY, "age": "9" * 40}, 1),
        ({"date": FRIDAY}, 10.5),
        ({"date": FRIDAY}, -1),
    ],
)
def test_an_answer_that_says_too_little_changes_nothing(
    headers: dict[str, str], took_s: float
) -> None:
    assert hear(Answer(200, headers, b""), 100.0, 100.0 + took_s) is None


@pytest.mark.parametrize("kind", LIARS)
def test_the_date_of_a_lying_network_is_not_believed(memory: sqlite3.Connection, kind: str) -> None:
    phone = WrongClocks(NOW)
    Outbox(memory).save(ANSWER.to_wire())
    with serving(LIARS[kind]) as server:
        server.says = NOW + 50 * HOUR
        engine_of(memory, server, phone).round()
    assert read_offset(memory) is None
    assert corrected(memory, phone) == NOW


def test_a_client_that_believes_any_date_would_be_noticed(memory: sqlite3.Connection) -> None:
    phone = WrongClocks(NOW)
    with serving(LIARS["a portal page with 200"]) as server:
        server.says = NOW + 50 * HOUR
        engine_of(memory, server, phone, CredulousClient).round()
    assert corrected(memory, phone) == NOW + 50 * HOUR


@pytest.mark.parametrize("is_ours", [True, False])
def test_unchanged_is_believed_only_for_our_own_entity_tag(
    memory: sqlite3.Connection, is_ours: bool
) -> None:
    phone = WrongClocks(NOW, SLOW)
    with serving(Publisher()) as server:
        server.says = "unreadable"
        engine_of(memory, server, phone).round()
        assert read_offset(memory) is None
        server.says = NOW
        server.answering = lambda _: Reply(304, headers={"ETag": 'W/"1"'} if is_ours else {})
        engine_of(memory, server, phone).round()
    assert corrected(memory, phone) == (NOW if is_ours else phone.now())


@pytest.mark.parametrize("put", [refused("zone-unknown"), refused("service-unavailable", 503)])
def test_a_refusal_of_ours_tells_the_time_too(memory: sqlite3.Connection, put: Reply) -> None:
    Outbox(memory).save(ANSWER.to_wire())
    phone = WrongClocks(NOW, SLOW)

    def only_answers(asked: Asked) -> Reply:
        return put if asked.method == "PUT" else Reply(404, b"<html>", "text/html")

    with serving(only_answers) as server:
        assert engine_of(memory, server, phone).round().is_clock_new
    assert corrected(memory, phone) == NOW


def test_an_answer_out_of_a_cache_is_told_by_its_age(memory: sqlite3.Connection) -> None:
    phone = WrongClocks(NOW, SLOW)
    publisher = Publisher()

    def cached(asked: Asked) -> Reply:
        reply = publisher(asked)
        return Reply(reply.status, reply.body, headers={**reply.headers, "Age": "3600"})

    with serving(cached) as server:
        server.says = NOW - HOUR
        publisher.publish({}, published_at="2026-11-27T20:00:00Z")
        engine_of(memory, server, phone).round()
    assert corrected(memory, phone) == NOW


def test_an_answer_older_than_the_held_list_is_not_believed(memory: sqlite3.Connection) -> None:
    phone = WrongClocks(NOW)
    with serving(Publisher()) as server:
        engine_of(memory, server, phone).round()
        server.says = NOW - HOUR
        for _ in range(3):
            engine_of(memory, server, phone).round()
    assert corrected(memory, phone) == NOW


def jumping(memory: sqlite3.Connection, *, forgets: bool = False) -> set[timedelta]:
    """Return how wrong the phone was told to be by a server whose clock jumps an hour each time."""
    phone = WrongClocks(NOW + 12 * HOUR, SLOW)
    wrong: set[timedelta] = set()
    with serving(Publisher()) as server:
        for jump in (0, 1, 0, -1, 0, 1, -1):
            server.says = phone.true + jump * HOUR
            engine_of(memory, server, phone).round()
            wrong.add(corrected(memory, phone) - phone.true)
            phone.wait(timedelta(minutes=5))
            if forgets:
                memory.execute("DELETE FROM setting WHERE name = 'clock'")
    return wrong


def test_a_server_whose_clock_jumps_is_believed_when_it_says_so_twice(
    memory: sqlite3.Connection,
) -> None:
    assert jumping(memory) == {timedelta()}
    memory.execute("DELETE FROM setting")
    phone = WrongClocks(NOW, SLOW)
    with serving(Publisher()) as server:
        news = []
        for says in (phone.true, phone.true + HOUR, phone.true + HOUR):
            server.says = says
            news.append(engine_of(memory, server, phone).round().is_clock_new)
    assert news == [True, False, True]
    assert corrected(memory, phone) == phone.true + HOUR


def test_a_phone_that_follows_every_jump_would_be_noticed(memory: sqlite3.Connection) -> None:
    assert jumping(memory, forgets=True) == {timedelta(), HOUR, -HOUR}


def test_a_clock_that_was_mended_is_learned_anew_by_one_answer(memory: sqlite3.Connection) -> None:
    phone = WrongClocks(NOW, SLOW)
    clocks = phone.clocks()
    assert learn(memory, Heard(phone.true, phone.uptime_s()), clocks)
    phone.mend()
    assert not learn(memory, Heard(phone.true, phone.uptime_s()), clocks)
    known = read_offset(memory)
    assert known is not None
    assert known.seconds == 0
    assert corrected(memory, phone) == phone.true


def test_the_clock_of_the_phone_may_be_set_while_an_answer_is_on_its_way(
    memory: sqlite3.Connection,
) -> None:
    phone = WrongClocks(NOW, timedelta(days=-3000))
    asked_at_s = phone.uptime_s()
    phone.wait(timedelta(seconds=4))
    phone.mend()
    heard = hear(Answer(200, {"date": FRIDAY}, b""), asked_at_s, phone.uptime_s())
    assert heard is not None
    learn(memory, heard, phone.clocks())
    assert abs(corrected(memory, phone) - phone.true) < timedelta(seconds=5)


def test_nothing_is_written_where_nothing_is_new(memory: sqlite3.Connection) -> None:
    phone = WrongClocks(NOW)
    for _ in range(5):
        learn(memory, Heard(phone.true + timedelta(seconds=3), phone.uptime_s()), phone.clocks())
        phone.wait(timedelta(minutes=5))
    changes = memory.total_changes
    learn(memory, Heard(phone.true, phone.uptime_s()), phone.clocks())
    assert memory.total_changes == changes
