"""A server that floods: nothing around an answer is read for ever, nothing unpacks without end."""

import gzip
import json
import tracemalloc
from collections.abc import Callable

import pytest

from mobile.sync.client import Client, Fate
from mobile.sync.http import HttpTransport
from mobile.sync.transport import NoAnswerError, Request
from mobile.sync.watch import HEAD_BYTES
from tests.mobile.cast import ANSWER, manifest_of, published
from tests.mobile.sync.dripping import LookedAtClock, dripping, raw
from tests.mobile.sync.servers import LIARS, Reply, serving

BODY = json.dumps(manifest_of(published())).encode()
MOST_MEMORY_BYTES = 3_000_000
BOMB = gzip.compress(bytes(30_000_000))


def _chunked(extension: bytes) -> bytes:
    chunks = b"".join(b"1;" + extension + b"\r\n" + bytes([byte]) + b"\r\n" for byte in BODY)
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return head + chunks + b"0\r\n\r\n"


FLOODS: dict[str, Callable[[int], bytes]] = {
    "headers": lambda count: raw(BODY, more=(b"X: " + b"x" * 9000 + b"\r\n") * (count // 200)),
    "interim answers": lambda count: b"HTTP/1.1 100 Continue\r\n\r\n" * (2 * count) + raw(BODY),
    "extensions of chunks": lambda count: _chunked(b"x" * (count // 20)),
}


def manifest_from(answer: bytes) -> object:
    """Return the manifest that a client takes out of these bytes, or None."""
    clock = LookedAtClock(0)
    with dripping(answer, clock, at_once=len(answer)) as server:
        client = Client(HttpTransport(server.url, clock), lambda: 0.0)
        try:
            return client.fetch_manifest("")
        except NoAnswerError:
            return None
        finally:
            client.close()


@pytest.mark.parametrize("kind", FLOODS)
def test_what_floods_around_a_sound_answer_is_not_read_to_its_end(kind: str) -> None:
    flood = FLOODS[kind](4000)
    assert len(flood) > 2 * (HEAD_BYTES + len(BODY))
    assert manifest_from(flood) is None


@pytest.mark.parametrize("kind", FLOODS)
def test_a_little_of_the_same_is_no_flood(kind: str) -> None:
    assert manifest_from(FLOODS[kind](200)) is not None


def peak_bytes(deed: Callable[[], object]) -> int:
    """Return how much memory a deed takes at its most."""
    tracemalloc.start()
    try:
        deed()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(302, bytes(8_000_000), headers={"Location": "/elsewhere"}),
        Reply(302, BOMB, headers={"Location": "/elsewhere", "Content-Encoding": "gzip"}),
        Reply(200, gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}),
        Reply(200, BOMB, headers={"Content-Encoding": "gzip"}),
        Reply(200, bytes(8_000_000)),
    ],
    ids=["a redirect", "a zipped redirect", "zipped twice", "zipped", "as it is"],
)
def test_a_large_answer_takes_no_memory(reply: Reply) -> None:
    def ask() -> None:
        transport = HttpTransport(server.url)
        try:
            transport.send(Request("GET", "/"))
        except NoAnswerError:
            pass
        finally:
            transport.close()

    with serving(LIARS["204 without a word"]) as server:
        # What the libraries keep from their first answer on is not the bomb's.
        ask()
        server.answering = lambda _: reply
        assert peak_bytes(ask) < MOST_MEMORY_BYTES


@pytest.mark.parametrize("where", ["http://[", "/\xff\xfe", "http://127.0.0.1:1/"])
def test_where_an_answer_would_send_the_phone_is_not_looked_at(where: str) -> None:
    with serving(lambda _: Reply(302, headers={"Location": where})) as server:
        client = Client(HttpTransport(server.url))
        assert client.put("feedback", "an-id", ANSWER.to_wire()).fate is Fate.UNKNOWN
        assert len(server.asked) == 1
        client.close()


def test_a_gzip_that_is_cut_off_is_no_answer() -> None:
    cut = Reply(200, gzip.compress(BODY)[:-9], headers={"Content-Encoding": "gzip"})
    with serving(lambda _: cut) as server, pytest.raises(NoAnswerError):
        HttpTransport(server.url).send(Request("GET", "/"))
