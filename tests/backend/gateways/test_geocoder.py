"""Gateways: the geocoder, spoken to over HTTP; one in trouble counts as one that knows nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from backend.gateways.geocoder import Geocoder, NoGeocoder, NominatimGeocoder, geocoder_of
from shared.geo import Point

KING_STREET = {"display_name": "1, King Street, Wigan", "lat": "53.5448", "lon": "-2.6318"}


class Nominatim(ThreadingHTTPServer):
    """Answers as Nominatim does, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[tuple[str, str, str]] = []
        self.status, self.body = 200, json.dumps([KING_STREET]).encode()


class Answering(BaseHTTPRequestHandler):
    server: Nominatim

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)["q"][0]
        self.server.asked.append((parts.path, query, self.headers["User-Agent"]))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library has it
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Nominatim]:
    with Nominatim() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def geocoder(server: Nominatim) -> Geocoder:
    return NominatimGeocoder(f"http://127.0.0.1:{server.server_port}/maps", "A partnership")


def test_without_a_setting_nobody_is_asked() -> None:
    assert isinstance(geocoder_of(None, "x"), NoGeocoder)
    assert geocoder_of(None, "x").locate("1 King Street") == ()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"broken"),
        (429, b"[]"),
        (200, b"<html>no json</html>"),
        (200, b"[]"),
    ],
)
def test_a_server_in_trouble_knows_nothing(
    server: Nominatim, geocoder: Geocoder, status: int, body: bytes
) -> None:
    server.status, server.body = status, body
    assert list(geocoder.locate("1 King Street")) == []
    assert len(server.asked) == 1


def test_a_server_that_is_away_knows_nothing() -> None:
    assert list(NominatimGeocoder("http://127.0.0.1:9", "x").locate("1 King Street")) == []


def test_an_address_is_found_and_we_say_who_asks(server: Nominatim, geocoder: Geocoder) -> None:
    (found,) = geocoder.locate("1 King Street")
    assert (found.label, found.at) == ("1, King Street, Wigan", Point(53.5448, -2.6318))
    assert server.asked == [("/maps/search", "1 King Street", "A partnership")]
