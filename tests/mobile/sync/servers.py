"""Servers of the outside world on loopback: one that answers as told, and twelve kinds of liar."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SERVER_TIME = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""What these servers say in `Date`, unless told otherwise."""

JSON, PROBLEM, HTML = "application/json", "application/problem+json", "text/html"


@dataclass(frozen=True)
class Reply:
    """What is answered; `cut` sends only that many bytes of the body, `silent` nothing at all."""

    status: int = 200
    body: bytes = b""
    media_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    silent: bool = False


@dataclass(frozen=True)
class Asked:
    """What was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def item_id(self) -> str:
        """The id at the end of the path."""
        return self.path.rsplit("/", 1)[-1]


Answering = Callable[[Asked], Reply]


def stored(asked: Asked) -> Reply:
    """Answer as our server does when it has stored an item."""
    return Reply(201, json.dumps({"id": asked.item_id, "state": "stored"}).encode())


def refused(code: str, status: int = 422) -> Reply:
    """Answer as our server does when it refuses."""
    body = {"type": f"urn:umay:problem:{code}", "title": "No.", "status": status}
    return Reply(status, json.dumps(body).encode(), PROBLEM)


def _echo(asked: Asked, **changed: object) -> bytes:
    return json.dumps({"id": asked.item_id, "state": "stored", **changed}).encode()


_BOMB = Reply(
    200,
    gzip.compress(b'{"state": "stored", "x": "' + bytes(20_000_000) + b'"}'),
    headers={"Content-Encoding": "gzip"},
)


LIARS: dict[str, Answering] = {
    "a portal page with 200": lambda _: Reply(200, b"<html>Sign in</html>", HTML),
    "a redirect to a portal": lambda _: Reply(302, headers={"Location": "/portal"}),
    "204 without a word": lambda _: Reply(204),
    "201 without the echo": lambda _: Reply(201, b"{}"),
    "the echo cut off": lambda asked: Reply(200, _echo(asked), cut=30),
    "another id": lambda asked: Reply(200, _echo(asked, id="3f2b8c1e-6f0a-4f44-9a57-0d7f0c4d9b11")),
    "a gzip bomb": lambda _: _BOMB,
    "the echo as a page": lambda asked: Reply(200, _echo(asked), HTML),
    "a list": lambda asked: Reply(200, b"[" + _echo(asked) + b"]"),
    "a portal's 403": lambda _: Reply(403, b"<html>Blocked</html>", HTML),
    "network authentication required": lambda _: Reply(511, b"{}"),
    "no answer at all": lambda _: Reply(silent=True),
}


class Server:
    """One running server; `asked` lists every request in order, `says` is what `Date` says."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.asked: list[Asked] = []
        self.says: datetime | str = SERVER_TIME
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Else the body waits 40 ms for word that the head has come.
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                outer.handle(self)

            do_PUT = do_POST = do_GET  # noqa: N815 - the names http.server calls

            def date_time_string(self, timestamp: float | None = None) -> str:
                """Say the server's time, which stands still."""
                if isinstance(outer.says, str):
                    return outer.says
                return super().date_time_string(timestamp or outer.says.timestamp())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        length = int(handler.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.command, handler.path, headers, handler.rfile.read(length))
        self.asked.append(asked)
        reply = self.answering(asked)
        if reply.silent:
            handler.close_connection = True
            return
        handler.send_response(reply.status)
        if reply.status != 204:
            handler.send_header("Content-Type", reply.media_type)
            handler.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body[: reply.cut] if reply.cut else reply.body)
        handler.close_connection = handler.close_connection or reply.cut is not None

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def serving(answering: Answering) -> Iterator[Server]:
    """Run a server for as long as the block."""
    server = Server(answering)
    try:
        yield server
    finally:
        server.close()
