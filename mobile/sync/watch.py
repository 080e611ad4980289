"""The phone's exchange: how long an answer may take and how much of it may come, byte by byte.

A limit between two bytes ends nothing: 45 bytes, each just in time, took a minute. Here the time
of the whole answer is looked at before each wait, and each byte off the wire is counted: of lines,
headers, chunk lengths and what is skipped too, which no limit of the body sees.
"""

import io
import socket
from collections.abc import Callable
from http.client import HTTPResponse
from typing import Any

from urllib3 import HTTPConnectionPool

from mobile.sync.transport import TIMEOUT_S, Request

HEAD_BYTES = 64 * 1024
"""What may come besides the body: status, headers, and interim answers before them."""


class TooMuchError(OSError):
    """More came than any answer of ours has."""


class Watch:
    """What one answer may still take and bring; `uptime_s` is a clock that nobody can set."""

    def __init__(self, uptime_s: Callable[[], float]) -> None:
        self._uptime_s = uptime_s
        self._until_s = 0.0
        self._left_bytes = 0
        self._since_renewed = 0
        self._request = Request("GET", "/")

    def begin(self, request: Request) -> None:
        """Start the time of an answer; what it may bring begins anew too."""
        self._request = request
        # An eighth more: the lengths of chunks, and what gzip adds where it saves nothing.
        self._left_bytes = HEAD_BYTES + request.limit_bytes + request.limit_bytes // 8
        self._renew()

    def wait_s(self) -> float:
        """Return how many seconds to wait for the next byte; raises TimeoutError after the end."""
        left_s = self._until_s - self._uptime_s()
        if left_s <= 0:
            raise TimeoutError("the time for the whole answer is over")
        return min(left_s, float(TIMEOUT_S[1]))

    def came(self, count: int) -> None:
        """Count bytes that came; raises TooMuchError."""
        self._left_bytes -= count
        if self._left_bytes < 0:
            raise TooMuchError("more bytes than any answer of ours")
        self._since_renewed += count
        if 0 < self._request.renewed_by_bytes <= self._since_renewed:
            self._renew()

    def _renew(self) -> None:
        self._since_renewed = 0
        self._until_s = self._uptime_s() + self._request.within_s


class _Wire(io.RawIOBase):
    """What comes out of a socket, under watch."""

    def __init__(self, sock: socket.socket, watch: Watch) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._watch = watch

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        """Wait for bytes no longer than the watch allows; raises OSError."""
        usual_s = self._sock.gettimeout()
        self._sock.settimeout(self._watch.wait_s())
        try:
            count = self._raw.readinto(buffer)
        finally:
            self._sock.settimeout(usual_s)
        self._watch.came(count or 0)
        return count

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()


class _Watched:
    """A socket as an answer sees it: something to make a file of."""

    def __init__(self, sock: socket.socket, watch: Watch) -> None:
        self._sock, self._watch = sock, watch

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return the file that the answer is read from."""
        return io.BufferedReader(_Wire(self._sock, self._watch))


def watched(pool: type[HTTPConnectionPool], watch: Watch) -> type[HTTPConnectionPool]:
    """Return a kind of pool whose answers, from their first line on, are read under watch."""

    def response(_connection: object, sock: socket.socket, **options: Any) -> HTTPResponse:
        return HTTPResponse(_Watched(sock, watch), **options)  # type: ignore[arg-type]

    # The place that the standard library has for this: HTTPConnection.response_class.
    connection = type("WatchedConnection", (pool.ConnectionCls,), {"response_class": response})
    return type("WatchedPool", (pool,), {"ConnectionCls": connection})
