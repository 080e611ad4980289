"""Goal P2 in short: what residents send besides an answer is found nowhere on the server."""

import contextlib
import http.client
import json
import socket
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from redis import Redis

from backend.config import Config
from shared.clock import format_moment
from tests.backend.cast import an_answer, an_id, load_and_publish
from tests.backend.rows import count
from tests.conftest import NOW
from tests.support.serving import Server, ask
from tests.support.staff import Browser

CANARY = "canary4711"
ANSWERS = 50
HEADERS = {
    "Content-Type": "application/json",
    "User-Agent": f"agent-{CANARY}",
    "X-Forwarded-For": f"203.0.113.77, {CANARY}",
    "X-Device": f"device-{CANARY}",
    "Cookie": f"session={CANARY}",
}
PAGES = (
    ("/find", {"where": f"WN1 1AA {CANARY}"}),
    ("/find", {"at": f"53.5448012,-2.63|{CANARY}"}),
    ("/feedback", {"where": CANARY, "place": CANARY, "level": CANARY}),
    ("/receipt", {"code": CANARY}),
    ("/helped", {"place": CANARY, "id": CANARY, "helped": CANARY}),
)
"""What is typed into residents' pages where no script runs."""
TRACES = (CANARY.encode(), b"203.0.113.77", b"53.5448012", b"127.0.0.1", b"/api/v1")


def send(connection: http.client.HTTPConnection, path: str, body: object) -> int:
    connection.request("PUT", path, json.dumps(body), HEADERS)
    response = connection.getresponse()
    response.read()
    return response.status


def post(connection: http.client.HTTPConnection, path: str, form: dict[str, str]) -> int:
    """Send a form of a residents' page, and return the status of the answer."""
    headers = {**HEADERS, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(form), headers)
    response = connection.getresponse()
    response.read()
    return response.status


def say(server: Server, request: bytes) -> bytes:
    """Return the protocol and status that raw bytes are answered with; none if hung up on."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(request)
        try:
            return connection.recv(12)
        except ConnectionError:
            return b""


def traces_in(content: bytes) -> list[bytes]:
    return [trace for trace in TRACES if trace in content]


def test_a_trace_would_be_found() -> None:
    assert traces_in(b"203.0.113.77 - - PUT /api/v1/feedback") == [b"203.0.113.77", b"/api/v1"]


def counted_by_sender(app: Flask, store: Redis) -> dict[str, int]:
    """Return how much lies wherever senders are counted or known: limits, refusals, sessions."""
    tables = {name: count(app, name) for name in ("tries", "security_event", "staff_session")}
    return {**tables, "redis": sum(1 for _ in store.scan_iter())}


def test_whoever_signs_in_is_counted(app: Flask, config: Config, redis_url: str) -> None:
    """The control: so much is found of somebody who is no resident."""
    store = Redis.from_url(redis_url)
    store.flushdb()
    browser = Browser(app.test_client())
    browser.send("/account/sign-in", email="nobody@council.example", password="wrong, and long")
    assert counted_by_sender(app, store)["tries"] > 0


def test_nothing_but_the_answers_is_left_behind(
    app: Flask, config: Config, tmp_path: Path, redis_url: str
) -> None:
    load_and_publish(app)
    store = Redis.from_url(redis_url)
    store.flushdb()
    settings = {
        "UMAY_DATABASE_URL": config.database_url,
        "UMAY_DATA_DIR": str(config.data_dir),
        "UMAY_REDIS_URL": redis_url,
        "UMAY_CLOCK": format_moment(NOW),
    }
    with Server(settings) as server:
        connection = server.connect()
        answer = an_answer(lat=53.5448012, device=CANARY)
        stored = [send(connection, f"/api/v1/feedback/{an_id()}", answer) for _ in range(ANSWERS)]
        refused = send(connection, f"/api/v1/feedback/{CANARY}", {"level": CANARY})
        pages = [post(connection, path, form) for path, form in PAGES]
        garbage = say(server, f"GET /{CANARY} nonsense HTTP/1.1\r\n\r\n".encode())
        connection.close()
    assert stored == [201] * ANSWERS
    assert (refused, garbage) == (422, b"HTTP/1.1 400")
    assert all(status < 500 for status in pages)
    assert count(app, "feedback") == ANSWERS
    assert set(counted_by_sender(app, store).values()) == {0}
    said = "".join(server.lines[1:]).encode()
    assert said == b""
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert traces_in(path.read_bytes()) == [], path.name


def chunked(pieces: int) -> bytes:
    """Return a request whose body of 8 KiB pieces does not announce its length."""
    head = (
        f"PUT /api/v1/feedback/{an_id()} HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"2000\r\n" + b" " * 8192 + b"\r\n"
    return head.encode() + piece * pieces + b"0\r\n\r\n"


def announced(size: int) -> bytes:
    """Return a request with a body of spaces that announces its length."""
    head = (
        f"PUT /api/v1/feedback/{an_id()} HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/json\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + b" " * size


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_body_that_is_too_large_is_refused_whether_announced_or_not(
    app: Flask, config: Config
) -> None:
    load_and_publish(app)
    settings = {"UMAY_DATABASE_URL": config.database_url, "UMAY_DATA_DIR": str(config.data_dir)}
    with Server(settings, workers=1) as server:
        assert say(server, chunked(1)) == b"HTTP/1.1 400"
        assert say(server, chunked(3)) == b"HTTP/1.1 413"
        assert say(server, announced(20_000)) == b"HTTP/1.1 413"
        # So much is not even read to its end: the answer may be lost with the connection.
        assert say(server, chunked(1300)) in (b"HTTP/1.1 413", b"")
        assert say(server, announced(10_000_000)) in (b"HTTP/1.1 413", b"")
        connection = server.connect()
        assert ask(connection, "GET", "/healthz")[0] == 200
        connection.close()
