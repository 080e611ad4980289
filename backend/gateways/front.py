"""Gateway: the service as somebody outside meets it, asked at its own address."""

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

Connect = Callable[[str, int, float], socket.socket]
"""Opens a connection to a host and port, within so many seconds."""

HTTP, HTTPS = 80, 443
MOST_READ = 1_000_000


def connected(host: str, port: int, within_s: float) -> socket.socket:
    """Return a connection over the network."""
    return socket.create_connection((host, port), timeout=within_s)


@dataclass(frozen=True)
class Answer:
    """What was answered; `valid_until` is how long the certificate is, None in plain http."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Front:
    """Where people reach the service, who is trusted to sign its certificate, how it is reached."""

    base_url: str
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    connect: Connect = connected
    within_s: float = 4.0

    @property
    def host(self) -> str:
        """The name of the service."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_encrypted(self) -> bool:
        """Whether the address is https."""
        return urlsplit(self.base_url).scheme == "https"

    def ask(self, path: str) -> Answer:
        """Ask as people do. Raises OSError, ssl.SSLError among them, and HTTPException."""
        port = urlsplit(self.base_url).port or (HTTPS if self.is_encrypted else HTTP)
        connection = self.connect(self.host, port, self.within_s)
        if not self.is_encrypted:
            return self._answer(connection, path)
        with connection, self.trusted.wrap_socket(connection, server_hostname=self.host) as safe:
            told = safe.getpeercert() or {}
            until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
            return self._answer(safe, path, until)

    def ask_plainly(self, path: str) -> Answer:
        """Ask port 80, in the clear. Raises as above."""
        return self._answer(self.connect(self.host, HTTP, self.within_s), path)

    def _answer(
        self, connection: socket.socket, path: str, valid_until: datetime | None = None
    ) -> Answer:
        """Return the answer once the other side has hung up: then it has written its logs too."""
        asked = http.client.HTTPConnection(urlsplit(self.base_url).netloc)
        asked.sock = connection
        with connection:
            asked.request("GET", path, headers={"Connection": "close"})
            said = http.client.HTTPResponse(connection, method="GET")
            said.begin()
            body = said.read(MOST_READ)
            with suppress(OSError):
                while connection.recv(4096):
                    pass
            return Answer(said.status, said.headers, body, valid_until)
