"""Requests and answers as bytes on a socket, one a connection."""

import socket

from tests.support.relay import arriving

HEAD_ENDS = b"\r\n\r\n"


def read_request(sender: socket.socket) -> bytes | None:
    """Return a whole request, or None when its sender went away in the middle."""
    data = b""
    for chunk in arriving(sender):
        data += chunk
        head, found, body = data.partition(HEAD_ENDS)
        if found and len(body) >= _length(head):
            return data
    return None


def alone(request: bytes) -> bytes:
    """Return the request with the wish that nothing follows on its connection."""
    first, _, rest = request.partition(b"\r\n")
    return first + b"\r\nConnection: close\r\n" + rest


def path_of(request: bytes) -> str:
    """Return the path that a request names."""
    return request.split(b" ", 2)[1].decode()


def exchange(port: int, request: bytes) -> bytes:
    """Return what a port of this machine answers until it hangs up; b"" where nobody does."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as server:
            server.sendall(request)
            return b"".join(arriving(server))
    except OSError:
        return b""


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
