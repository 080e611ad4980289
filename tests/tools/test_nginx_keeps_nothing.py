"""Goal S12: whatever a resident's phone sends, no file of nginx holds its address or what it asked.

Asked over TCP, from an address that nobody else has.
"""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.nginx import NAME, SITE, Nginx
from tests.tools.test_composition_runs import free_port

ADDRESS, WORD = "127.0.0.77", "canary5f2c"
LISTENS = {
    "listen 80;": "listen 80;\n    listen 127.0.0.1:{plain};",
    "listen 443 ssl http2;": "listen 443 ssl http2;\n    listen 127.0.0.1:{safe} ssl;",
    "listen 443 ssl http2 default_server;": (
        "listen 443 ssl http2 default_server;\n    listen 127.0.0.1:{safe} ssl default_server;"
    ),
    "client_header_timeout 20s;": "client_header_timeout 200ms;",
    "client_body_timeout 20s;": "client_body_timeout 200ms;",
    "client_header_timeout 200ms;": "client_header_timeout 200ms;\n    lingering_timeout 200ms;",
}
"""What the site needs besides to be reached over TCP, and to wait for nobody as long."""


@dataclass(frozen=True)
class Resident:
    """Somebody on the network, and the nginx that is asked."""

    nginx: Nginx
    plain: int
    safe: int

    def send(self, sent: bytes, *, port: int = 0) -> bytes:
        """Send bytes as they are; return what comes back until the other side hangs up."""
        where = ("127.0.0.1", port or self.plain)
        with socket.create_connection(where, 30, source_address=(ADDRESS, 0)) as connection:
            return _heard(connection, sent)

    def send_safely(self, sent: bytes) -> bytes:
        """The same over TLS."""
        trusted = ssl.create_default_context(cafile=str(self.nginx.certificate))
        where = ("127.0.0.1", self.safe)
        with (
            socket.create_connection(where, 30, source_address=(ADDRESS, 0)) as connection,
            trusted.wrap_socket(connection, server_hostname=NAME) as safe,
        ):
            return _heard(safe, sent)


def _heard(connection: socket.socket, sent: bytes) -> bytes:
    with contextlib.suppress(OSError):
        connection.sendall(sent)
    return _rest(connection)


def _rest(connection: socket.socket) -> bytes:
    said = b""
    with contextlib.suppress(OSError):
        while part := connection.recv(4096):
            said += part
    return said


@contextlib.contextmanager
def resident_of(site: str, folder: Path) -> Iterator[Resident]:
    """Somebody before an nginx whose server hangs up in the midst of every answer."""
    plain, safe = free_port(), free_port()
    for told, here in LISTENS.items():
        assert told in site
        site = site.replace(told, here.format(plain=plain, safe=safe))
    with (
        socket.create_server(("127.0.0.1", 0)) as upstream,
        Nginx(site, upstream.getsockname()[1], folder) as nginx,
    ):
        upstream.close()
        yield Resident(nginx, plain, safe)


def request(path: str, method: str = "GET", more: str = "") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n{more}\r\n"
    return head.encode()


def ask_in_every_way(resident: Resident) -> None:
    """Ask for what is there and what is not, too much, too slowly, and in no language at all."""
    large = f"Content-Length: 70000\r\nX-Word: {WORD}\r\n"
    answers = [
        resident.send_safely(request(f"/list/{WORD}")),
        resident.send_safely(request(f"/published/{WORD}")),
        resident.send_safely(request(f"/api/v1/feedback/{WORD}", "PUT", large)),
        resident.send(request(f"/help?{WORD}")),
    ]
    assert [said.split()[1] for said in answers] == [b"503", b"404", b"413", b"301"]
    slow = request(f"/{WORD}", "POST", "Content-Length: 9\r\n") + b"x"
    for half in (slow[:30], slow):
        assert b" 200 " not in resident.send_safely(half)
    for nonsense in (WORD.encode() + b"\r\n\r\n", request(WORD), b"\x16\x03\x01\x00\x05hello"):
        resident.send(nonsense)
        resident.send(nonsense, port=resident.safe)


def first_words() -> bytes:
    """Return what a phone says first to begin TLS."""
    heard, said = ssl.MemoryBIO(), ssl.MemoryBIO()
    phone = ssl.create_default_context().wrap_bio(heard, said, server_hostname=NAME)
    with contextlib.suppress(ssl.SSLWantReadError):
        phone.do_handshake()
    return said.read()


def begin_garbled(resident: Resident) -> None:
    """Begin TLS with one byte of the first words changed, each in its turn, on the way."""
    whole = first_words()
    for at in range(len(whole)):
        garbled = bytearray(whole)
        garbled[at] ^= 0x80
        where = ("127.0.0.1", resident.safe)
        with socket.create_connection(where, 30, source_address=(ADDRESS, 0)) as connection:
            connection.sendall(bytes(garbled))
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            _rest(connection)


def kept(resident: Resident) -> set[str]:
    """Return which of the two stands anywhere below nginx's folder."""
    files = [path for path in resident.nginx.folder.rglob("*") if path.is_file()]
    assert len(files) >= 4
    contents = b"".join(path.read_bytes() for path in files)
    return {word for word in (ADDRESS, WORD) if word.encode() in contents}


def test_no_file_holds_who_asked_or_for_what(tmp_path: Path) -> None:
    with resident_of(SITE, tmp_path) as resident:
        ask_in_every_way(resident)
        begin_garbled(resident)
        assert kept(resident) == set()


def test_garbled_first_words_would_be_written_down_at_crit(tmp_path: Path) -> None:
    """The control: at `crit`, which was taken for quiet enough, an address stands in the log."""
    with resident_of(SITE.replace(" emerg;", " crit;"), tmp_path) as resident:
        ask_in_every_way(resident)
        assert kept(resident) == set()
        begin_garbled(resident)
        assert kept(resident) == {ADDRESS}


@pytest.mark.parametrize(("told", "instead"), [(" emerg;", " error;"), ("access_log off;", "")])
def test_a_site_that_writes_is_noticed(tmp_path: Path, told: str, instead: str) -> None:
    with resident_of(SITE.replace(told, instead), tmp_path) as resident:
        ask_in_every_way(resident)
        assert kept(resident) == {ADDRESS, WORD}
