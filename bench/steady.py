"""Measurements: a client process that asks at a steady pace until it is told to stop.

Reads one JSON object from a line of standard input (port, clients, gap_s, request), writes "begun",
and at the end of its input the seconds that each answer took with the moment when it was asked,
and what went wrong. Each request has a connection of its own, as nginx asks.
"""

import json
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from threading import Event, Thread
from time import perf_counter, time
from types import TracebackType
from typing import Self

BLOCK = 65536


@dataclass(frozen=True)
class Pace:
    """Who asks what, and how long each waits between two requests."""

    port: int
    request: str
    clients: int = 4
    gap_s: float = 0.02


@dataclass
class Found:
    """What was seen: when each request began, how long its answer took, and what failed."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def between(self, first: float, last: float) -> list[float]:
        """Return the seconds of the requests that began between two moments."""
        return [took for at, took in self.answers if first <= at < last]


class Asking:
    """A process of its own that asks while the block runs; `found` is there afterwards."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self.found = Found()

    def __enter__(self) -> Self:
        """Begin to ask."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.steady"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(self._pace)) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "begun\n"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, and take in what was seen."""
        said, _ = self._process.communicate()
        self.found = Found(**json.loads(said))


def ask_until(pace: Pace, is_over: Event) -> Found:
    """Ask by all clients until it is over."""
    found = Found()
    clients = [Thread(target=_ask_on, args=(pace, is_over, found)) for _ in range(pace.clients)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return found


def _ask_on(pace: Pace, is_over: Event, found: Found) -> None:
    while not is_over.wait(pace.gap_s):
        at, began = time(), perf_counter()
        trouble = _trouble(pace)
        took = perf_counter() - began
        if trouble:
            found.failed.append(trouble)
        else:
            found.answers.append((at, took))


def _trouble(pace: Pace) -> str:
    """Ask once; return what went wrong, "" where the answer came whole."""
    try:
        with socket.create_connection(("127.0.0.1", pace.port), timeout=30) as connection:
            connection.sendall(pace.request.encode())
            received = b""
            while block := connection.recv(BLOCK):
                received += block
    except OSError as error:
        return type(error).__name__
    return "" if received.startswith((b"HTTP/1.1 20", b"HTTP/1.1 30")) else repr(received[:80])


def _main() -> None:
    pace, is_over, seen = Pace(**json.loads(sys.stdin.readline())), Event(), Found()

    def work() -> None:
        nonlocal seen
        seen = ask_until(pace, is_over)

    worker = Thread(target=work)
    worker.start()
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    sys.stdin.read()
    is_over.set()
    worker.join()
    sys.stdout.write(json.dumps(asdict(seen)))


if __name__ == "__main__":
    _main()
