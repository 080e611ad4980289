"""The network between phone and server on loopback: passes, is down, or loses answers; records."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PASS, DOWN, LOSE_ANSWERS = "pass", "down", "lose answers"
CHUNK = 65536


class Relay:
    """A relay to one port; `mode` may change at any time, `sent` is what phones sent, in order.

    `received` is how many bytes they got back.
    """

    def __init__(self, upstream_port: int) -> None:
        self.mode = PASS
        self.sent: list[bytes] = []
        self.lost = 0
        self.received = 0
        self._upstream = ("127.0.0.1", upstream_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def close(self) -> None:
        """Stop listening and wait until every connection has ended."""
        # Closing alone does not wake a thread that waits in accept.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(20)

    def _start(self, deed: object, *words: object) -> None:
        thread = threading.Thread(target=deed, args=words, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            if self.mode == DOWN:
                phone.close()
                continue
            server = socket.create_connection(self._upstream)
            self._start(self._up, phone, server)
            self._start(self._down, phone, server)

    def _up(self, phone: socket.socket, server: socket.socket) -> None:
        for data in arriving(phone):
            self.sent.append(data)
            server.sendall(data)
        _end(server)

    def _down(self, phone: socket.socket, server: socket.socket) -> None:
        for data in arriving(server):
            if self.mode == LOSE_ANSWERS:
                self.lost += 1
                break
            self.received += len(data)
            phone.sendall(data)
        _end(phone)
        phone.close()
        server.close()


@contextmanager
def relaying(port: int) -> Iterator[Relay]:
    """Relay to a port for as long as the block."""
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()


def arriving(sender: socket.socket) -> Iterator[bytes]:
    """Yield what arrives until the other side is done or gone."""
    while True:
        try:
            data = sender.recv(CHUNK)
        except OSError:
            return
        if not data:
            return
        yield data


def _end(receiver: socket.socket) -> None:
    try:
        receiver.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
