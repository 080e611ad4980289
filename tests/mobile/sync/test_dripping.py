"""A server that drips: every answer has an end, and a map one as long as it gets on."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mobile.sync.client import DOCUMENT_S, Client, Fate
from mobile.sync.http import HttpTransport
from mobile.sync.map_download import PROGRESS_S, MapDownload
from mobile.sync.transport import ANSWER_S, NoAnswerError, Request
from tests.mobile.cast import ANSWER, as_bytes, manifest_of, published
from tests.mobile.sync.dripping import LookedAtClock, dripping, raw
from tests.mobile.sync.map_server import offer_of
from tests.support.map_packs import write_map

STEP_S = 2.0
KIB = 1024
ID = "3f2b8c1e-6f0a-4f44-9a57-0d7f0c4d9b11"
DOCUMENTS = published()
MANIFEST = manifest_of(DOCUMENTS)
ENTRY = MANIFEST["documents"][0]

Ask = Callable[[Client], Any]
ASKED: dict[str, tuple[Ask, dict[str, Any], float]] = {
    "the manifest": (lambda client: client.fetch_manifest(""), MANIFEST, ANSWER_S),
    "a document": (
        lambda client: client.fetch_document(ENTRY),
        DOCUMENTS[ENTRY["document"]],
        DOCUMENT_S,
    ),
    "an answer": (
        lambda client: client.put("feedback", ID, ANSWER.to_wire()),
        {"id": ID, "state": "stored"},
        ANSWER_S,
    ),
    "a receipt": (
        lambda client: client.ask_receipt("read", "7K3M-Q0ZD-1XWA-9BTE"),
        {"state": "not_arrived"},
        ANSWER_S,
    ),
}


def asked_of(url: str, clock: Callable[[], float], ask: Ask) -> Any:
    """Return what a client says, or "no answer"; its transport goes by this clock."""
    client = Client(HttpTransport(url, clock), lambda: 0.0)
    try:
        return ask(client)
    except NoAnswerError:
        return "no answer"
    finally:
        client.close()


@pytest.mark.parametrize("begins", ["with its first line", "in its body"])
@pytest.mark.parametrize("what", ASKED)
def test_an_answer_that_drips_is_given_up_when_its_time_is_over(what: str, begins: str) -> None:
    ask, body, within_s = ASKED[what]
    # Spaces before the object are JSON: each answer lasts longer than its time.
    answer = raw(as_bytes(body) if what == "a document" else b" " * 99 + json.dumps(body).encode())
    at_once = answer.index(b"\r\n\r\n") + 4 if begins == "in its body" else 0
    clock = LookedAtClock(STEP_S)
    with dripping(answer, clock, at_once) as server:
        said = asked_of(server.url, clock, ask)
        assert clock.now_s <= within_s + 2 * STEP_S
        assert server.sent < server.count
    assert said == "no answer" or said.fate is Fate.UNKNOWN


@pytest.mark.parametrize("what", ["the manifest", "an answer", "a receipt"])
def test_the_same_answer_is_believed_where_it_comes_in_time(what: str) -> None:
    ask, body, within_s = ASKED[what]
    answer = raw(json.dumps(body).encode())
    clock = LookedAtClock(within_s / (len(answer) + 9))
    with dripping(answer, clock) as server:
        said = asked_of(server.url, clock, ask)
    assert said != "no answer"
    assert getattr(said, "fate", Fate.STORED) is Fate.STORED


def test_without_a_time_for_the_whole_it_would_be_waited_for() -> None:
    """The control: each byte comes within the time for a byte."""
    clock = LookedAtClock(STEP_S)
    request = replace(Request("GET", "/"), within_s=math.inf)
    with dripping(raw(b"{}" + b" " * 99), clock) as server:
        answer = HttpTransport(server.url, clock).send(request)
    assert len(answer.body) == 101
    assert clock.now_s > 3 * ANSWER_S


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return write_map(tmp_path / "source", filler=300 * KIB).read_bytes()


def came_of(tmp_path: Path, content: bytes, clock: LookedAtClock, piece: int) -> int:
    """Return how many bytes of a map come from a server that sends so many for each look."""
    folder = tmp_path / "phone"
    folder.mkdir()
    told = [0]
    with dripping(raw(content), clock, piece=piece) as server:
        transport = HttpTransport(server.url, clock)
        download = MapDownload(folder, transport, told.append, reserve_bytes=0)
        try:
            download.fetch(offer_of(content))
        except NoAnswerError:
            pass
        finally:
            transport.close()
    return told[-1]


def test_a_map_may_take_long_as_long_as_it_gets_on(tmp_path: Path, content: bytes) -> None:
    clock = LookedAtClock(STEP_S)
    assert came_of(tmp_path, content, clock, 4 * KIB) == len(content)
    assert clock.now_s > 2 * PROGRESS_S


def test_a_map_that_drips_is_given_up(tmp_path: Path, content: bytes) -> None:
    clock = LookedAtClock(STEP_S)
    assert came_of(tmp_path, content, clock, 64) < 4 * KIB
    assert clock.now_s <= PROGRESS_S + 2 * STEP_S
