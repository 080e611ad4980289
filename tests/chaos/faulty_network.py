"""A network on loopback that loses, doubles, delays and reorders what passes, by a seed."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from tests.chaos.http_bytes import alone, exchange, path_of, read_request

REQUEST_LOST = "request lost"
ANSWER_LOST = "answer lost"
LATE_DUPLICATE = "late duplicate"
OVERTAKEN = "overtaken"
DELAYED = "delayed"
PASSED = "passed"

THIRTY_PERCENT = {
    REQUEST_LOST: 0.07,
    ANSWER_LOST: 0.07,
    LATE_DUPLICATE: 0.06,
    OVERTAKEN: 0.05,
    DELAYED: 0.05,
}
"""Which share of the requests meets which fault."""

ANSWERS = "/api/v1/feedback/"
NO_FAULTS: dict[str, float] = {}
LATEST_S, LONGEST_DELAY_S = 3.0, 0.3
"""How late a copy or an overtaken request arrives, and how long a delayed one is held."""


class FaultyNetwork:
    """A network before one port.

    `met` counts the faults, `asked` how often each path was sent, `answers` the different answers.
    """

    def __init__(self, upstream_port: int, seed: int, shares: dict[str, float]) -> None:
        self.met: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.answers = 0
        self._upstream_port = upstream_port
        self._chance = Random(seed)
        self._faults = [*shares, PASSED]
        self._weights = [*shares.values(), 1 - sum(shares.values())]
        self._changed = threading.Condition()
        self._under_way = 0
        self._is_closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def faults(self) -> int:
        """How many requests met a fault."""
        return sum(count for fault, count in self.met.items() if fault != PASSED)

    def wait_for_answers(self, least: int, within_s: float) -> bool:
        """Wait until so many different answers were sent; return whether they were."""
        with self._changed:
            return self._changed.wait_for(lambda: self.answers >= least, within_s)

    def settle(self, within_s: float = 60) -> None:
        """Wait until all that is late has been delivered."""
        with self._changed:
            is_quiet = self._changed.wait_for(lambda: self._under_way == 0, within_s)
        assert is_quiet, "requests hang"

    def close(self) -> None:
        """Stop listening and wait until nothing is under way."""
        self._is_closing.set()
        # Closing alone does not wake a thread that waits in accept.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        self.settle()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            self._begin(threading.Thread(target=self._carry, args=(phone,), daemon=True))

    def _begin(self, thread: threading.Thread) -> None:
        with self._changed:
            self._under_way += 1
        thread.start()

    def _end(self) -> None:
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()

    def _carry(self, phone: socket.socket) -> None:
        try:
            with phone:
                phone.settimeout(30)
                request = read_request(phone)
                if request is not None:
                    self._meet(self._draw(request), alone(request), phone)
        finally:
            self._end()

    def _draw(self, request: bytes) -> str:
        with self._changed:
            (fault,) = self._chance.choices(self._faults, self._weights)
            self.met[fault] += 1
            path = path_of(request)
            self.asked[path] += 1
            self.answers += path.startswith(ANSWERS) and self.asked[path] == 1
            return fault

    def _meet(self, fault: str, request: bytes, phone: socket.socket) -> None:
        if fault == REQUEST_LOST:
            return
        if fault == OVERTAKEN:
            self._deliver_later(request)
            return
        if fault == DELAYED:
            self._is_closing.wait(self._moments(LONGEST_DELAY_S))
        answer = exchange(self._upstream_port, request)
        if fault == LATE_DUPLICATE:
            self._deliver_later(request)
        if fault != ANSWER_LOST:
            _hand_over(answer, phone)

    def _deliver_later(self, request: bytes) -> None:
        def deliver() -> None:
            exchange(self._upstream_port, request)
            self._end()

        self._begin(threading.Timer(self._moments(LATEST_S), deliver))

    def _moments(self, longest_s: float) -> float:
        with self._changed:
            return self._chance.uniform(0, longest_s)


@contextmanager
def faulty_network(
    port: int, seed: int, shares: dict[str, float] = THIRTY_PERCENT
) -> Iterator[FaultyNetwork]:
    """Stand before a port for as long as the block."""
    network = FaultyNetwork(port, seed, shares)
    try:
        yield network
    finally:
        network.close()


def _hand_over(answer: bytes, phone: socket.socket) -> None:
    try:
        phone.sendall(answer)
    except OSError:
        # The phone was killed meanwhile: nobody waits for this answer.
        return
