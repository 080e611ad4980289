"""Servers that take mail in tests: a real SMTP server, and one that speaks Notify's API."""

import json
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Arrived:
    """A mail as its receiver has it."""

    id: str
    email: str
    subject: str
    body: str


def read_mail(content: bytes) -> Arrived:
    """Return a mail from its bytes."""
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert {header.lower() for header in list(mail)} == HEADERS
    body = str(mail.get_content()).replace("\r\n", "\n").removesuffix("\n")
    return Arrived(name, str(mail["To"]), str(mail["Subject"]), body)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


HEADERS = {
    *("from", "to", "subject", "message-id", "auto-submitted"),
    *("content-type", "content-transfer-encoding", "mime-version"),
}
"""What a mail of ours has, and nothing else: an injected header would show."""


@dataclass
class SmtpServer:
    """A real SMTP server on a free port; `refusals` answer an address instead of taking mail."""

    arrived: list[Arrived] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    came: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        """Start it."""
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self.options)
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take a receiver or turn them away."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        mail = read_mail(envelope.content)
        assert envelope.rcpt_tos == [mail.email]
        self.arrived.append(mail)
        self.came.set()
        return "250 OK"


class NotifyServer:
    """A local server that answers like GOV.UK Notify; `answers` are given instead of 201."""

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.answers: dict[str, tuple[int, dict[str, Any]]] = {}
        self.keys: list[str] = []

    def __enter__(self) -> Self:
        """Start it."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take a mail, or answer as the test wants it."""
        if sent["email_address"] in self.answers:
            return self.answers[sent["email_address"]]
        texts = sent["personalisation"]
        self.arrived.append(
            Arrived(sent["reference"], sent["email_address"], texts["subject"], texts["body"])
        )
        return 201, {"id": "n-1", "reference": sent["reference"]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        notify = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.path == "/v2/notifications/email"
                notify.keys.append(self.headers["Authorization"])
                self._say(*notify.answer(sent))

            def do_GET(self) -> None:
                template = self.path.removeprefix("/v2/template/")
                notify.keys.append(self.headers["Authorization"])
                self._say(*notify.answers.get(template, (200, {"id": template})))

            def _say(self, status: int, body: dict[str, Any]) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        return Handler
