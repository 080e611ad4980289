"""A server that sends its answer bit by bit: one piece each time the phone looks at its clock."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

WITHIN_S = 20


class LookedAtClock:
    """A clock that goes on by `step_s` whenever it is looked at; each look is worth one piece."""

    def __init__(self, step_s: float) -> None:
        self.now_s = 0.0
        self._step_s = step_s
        self._looks = threading.Semaphore(0)

    def __call__(self) -> float:
        """Return the time, having gone on."""
        self.now_s += self._step_s
        self._looks.release()
        return self.now_s

    def wait_for_look(self) -> None:
        """Wait until somebody has looked who was not waited for yet."""
        self._looks.acquire(timeout=WITHIN_S)


class Dripping:
    """Answers one request with these bytes: the first `at_once`, then a piece for each look."""

    def __init__(self, answer: bytes, clock: LookedAtClock, at_once: int, piece: int) -> None:
        self._pieces = [answer[:at_once]] if at_once else []
        self._pieces += [answer[at:][:piece] for at in range(at_once, len(answer), piece)]
        self._at_once = at_once
        self._clock = clock
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.sent = 0
        self.count = len(answer)
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def _answer(self) -> None:
        with suppress(OSError), self._listening.accept()[0] as asking:
            asking.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            asking.recv(64 * 1024)
            for number, piece in enumerate(self._pieces):
                if number or not self._at_once:
                    self._clock.wait_for_look()
                asking.sendall(piece)
                self.sent += len(piece)

    def close(self) -> None:
        """Stop; the phone must have hung up, or have everything."""
        self._listening.close()
        self._thread.join(WITHIN_S)


@contextmanager
def dripping(
    answer: bytes, clock: LookedAtClock, at_once: int = 0, piece: int = 1
) -> Iterator[Dripping]:
    """Run such a server for as long as the block."""
    server = Dripping(answer, clock, at_once, piece)
    try:
        yield server
    finally:
        clock()
        server.close()


def raw(body: bytes, head: bytes = b"HTTP/1.1 200 OK", more: bytes = b"") -> bytes:
    """Return an answer as it is on the wire; `more` is further header lines, each with its end."""
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    return head + b"\r\nContent-Type: application/json\r\n" + more + length + body
