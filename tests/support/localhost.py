"""A server under the name localhost, which browsers trust with passkeys as they trust https."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.serving import Server


@dataclass(frozen=True)
class Local:
    """A running server, its address, its settings, and what it said."""

    url: str
    settings: dict[str, str]
    lines: list[str]


@contextmanager
def serving_localhost(settings: dict[str, str], workers: int = 2) -> Iterator[Local]:
    """Run a server that knows its own address before it starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    settings = {**settings, "UMAY_BASE_URL": url}
    server = Server(settings, workers=workers)
    server.port = port
    with server:
        yield Local(url, settings, server.lines)
