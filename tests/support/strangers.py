"""Who a process talks to: every connection and every name it looks up, strangers refused."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest


class Talk:
    """What was tried: `friends` got through, `strangers` were refused."""

    def __init__(self, friend_url: str) -> None:
        parts = urlsplit(friend_url)
        self._friend = (parts.hostname, parts.port)
        self.friends = 0
        self.strangers: list[tuple[Any, Any]] = []

    def note(self, host: Any, port: Any) -> None:
        """Let our own server pass; raises OSError for anybody else."""
        if (host, port) == self._friend:
            self.friends += 1
            return
        self.strangers.append((host, port))
        raise OSError("strangers are not spoken to here")


@contextmanager
def listening(friend_url: str) -> Iterator[Talk]:
    """Watch all of this process's sockets, on every thread, for as long as the block."""
    talk = Talk(friend_url)
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connected(own: socket.socket, address: Any) -> Any:
        if own.family != socket.AF_UNIX:
            talk.note(address[0], address[1])
        return connect(own, address)

    def looked_up(host: Any, port: Any, *args: Any, **named: Any) -> Any:
        talk.note(host, port)
        return look_up(host, port, *args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connected)
        patch.setattr(socket, "getaddrinfo", looked_up)
        yield talk
