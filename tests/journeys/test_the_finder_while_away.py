"""While the server is away a list that a browser keeps goes on working, and others read help."""

import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.journeys.finder_cast import find_here, saying_where, url
from tests.journeys.test_the_finder_kept import keep_the_list

__all__ = ("url",)
AWAY = b"<!DOCTYPE html><html lang=en><title>away</title><h1>UMay is away just now</h1>"


class Front(http.server.BaseHTTPRequestHandler):
    """Passes on what is asked, and answers in the place of a server that is away, as nginx does."""

    behind = ""
    is_away = threading.Event()

    def do_GET(self) -> None:
        if self.is_away.is_set() and not self.path.startswith("/published/"):
            self._send(503, {"Content-Type": "text/html"}, AWAY)
            return
        asked = urllib.request.Request(f"{self.behind}{self.path}")  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
                self._send(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                self._send(refused.code, dict(refused.headers), refused.read())

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name not in ("Connection", "Content-Length", "Transfer-Encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def front(behind: str) -> Iterator[tuple[str, threading.Event]]:
    """Stand in front of a server; yield the address and what takes the server away."""
    is_away = threading.Event()
    kind = type("Kind", (Front,), {"behind": behind.rstrip("/"), "is_away": is_away})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}", is_away
        server.shutdown()


def test_a_list_that_is_kept_goes_on_working_while_the_server_is_away(
    browser: Browser, url: str
) -> None:
    with front(url) as (address, is_away):
        context = saying_where(browser, address)
        page = context.new_page()
        keep_the_list(page)
        is_away.set()
        find_here(page)
        assert "Night Haven" in page.locator("#first").inner_text()
        context.close()
        stranger = saying_where(browser, address)
        page = stranger.new_page()
        page.goto("/")
        assert page.locator("h1").inner_text() == "UMay is away just now"
        stranger.close()
