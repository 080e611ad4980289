"""Measurements: a client process that keeps some connections busy and says how long it took.

Reads one JSON object from standard input (port, connections, status, requests) and writes the
seconds. Each connection stays open and sends its next request when the last one is answered.
"""

import json
import re
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HEAD_END = b"\r\n\r\n"
BLOCK = 65536


@dataclass(frozen=True)
class Load:
    """What is sent: raw HTTP/1.1 requests, over how many connections, and the status expected."""

    port: int
    connections: int
    status: int
    requests: list[str]


@dataclass
class _Line:
    """One open connection and what has come back so far."""

    socket: socket.socket
    received: bytes = field(default=b"")


def seconds(load: Load) -> float:
    """Run a load in a process of its own; raises RuntimeError when an answer is not as expected."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(asdict(load)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return float(done.stdout)


def drive(load: Load) -> float:
    """Send every request and return the seconds until the last answer."""
    waiting = iter([request.encode() for request in load.requests])
    with selectors.DefaultSelector() as selector:
        lines = [_Line(_connect(load.port)) for _ in range(load.connections)]
        begun = time.perf_counter()
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
            _send_next(line, waiting, selector)
        while selector.get_map():
            for key, _ in selector.select():
                if _receive(key.data, load.status):
                    _send_next(key.data, waiting, selector)
        elapsed = time.perf_counter() - begun
    for line in lines:
        line.socket.close()
    return elapsed


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _send_next(line: _Line, waiting: Iterator[bytes], selector: selectors.BaseSelector) -> None:
    request = next(waiting, None)
    if request is None:
        selector.unregister(line.socket)
    else:
        line.socket.sendall(request)


def _receive(line: _Line, status: int) -> bool:
    """Take what has come; return whether the answer is whole, and raise where it is another."""
    block = line.socket.recv(BLOCK)
    line.received += block
    head, end, body = line.received.partition(HEAD_END)
    if not end and block:
        return False
    if not block or not head.startswith(b"HTTP/1.1 %d " % status):
        raise RuntimeError(f"not the answer expected: {line.received[:400]!r}")
    found = LENGTH.search(head)
    if len(body) < (int(found[1]) if found else 0):
        return False
    line.received = b""
    return True


if __name__ == "__main__":
    print(drive(Load(**json.load(sys.stdin))))
