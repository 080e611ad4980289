"""The site for nginx, in a real nginx with the real server behind it."""

import contextlib
import http.client
import http.server
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest

from backend.app import create_app
from backend.config import read_config
from backend.web.responses import SAFE_HEADERS
from backend.web.strict_transport import STRICT_TRANSPORT
from backend.web.variants import FOR_A_DAY, FRESH
from tests.backend.cast import load_and_publish
from tests.conftest import _close
from tests.support.nginx import NAME, SITE, Nginx, speaks
from tests.support.serving import Server
from tests.tools.test_composition_runs import free_port

SAFE = dict((*SAFE_HEADERS, STRICT_TRANSPORT))
PASSED_ON = (
    *("/", "/help", "/feedback", "/receipt", "/list/wigan", "/worker.js", "/nowhere", "/console/"),
    *("/account/sign-in", "/account/passkey", "/offer/", "/static/pages.js", "/healthz"),
    *("/api/v1/docs", "/api/v1/openapi.json", "/api/nowhere", "/.well-known/security.txt"),
)

STAFF = ("/account/sign-in", "/account/reset", "/console/", "/portal/", "/offer", "/offer/place")
"""Where tries are counted by who sends them; a stranger's must not count as the owner's."""

CIPHERS = next(line for line in SITE.splitlines() if "ssl_ciphers" in line)


@dataclass(frozen=True)
class Front:
    """A running server, the nginx in front of it, and what is published."""

    server: Server
    nginx: Nginx
    published: Path


@pytest.fixture(scope="module")
def front(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    data = tmp_path_factory.mktemp("front")
    copyfile(migrated_file, data / "umay.sqlite3")
    settings = {"UMAY_DATA_DIR": str(data), "UMAY_BASE_URL": f"https://{NAME}"}
    app = create_app(read_config(settings))
    load_and_publish(app)
    _close(app)
    published = data / "published"
    with Server(settings, workers=1) as server, Nginx(SITE, server.port, published) as nginx:
        yield Front(server, nginx, published)


class Echo(http.server.BaseHTTPRequestHandler):
    """Stands where the server stands, and answers with the headers it was sent."""

    def do_GET(self) -> None:
        said = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def echo() -> Iterator[int]:
    """The port of what stands in for the server where its answer does not matter."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def changed(told: str, instead: str) -> str:
    """Return the site with one thing said otherwise."""
    assert told in SITE
    return SITE.replace(told, instead)


def safe_headers(answer: http.client.HTTPResponse) -> dict[str, str | None]:
    """Return what an answer says of the safe set; said twice, a header has both values."""
    found = {name: answer.headers.get_all(name) for name in SAFE}
    return {name: ", ".join(values) if values else None for name, values in found.items()}


def heard(connection: socket.socket, sent: bytes) -> bytes:
    """Return all that comes back for some bytes until the other side hangs up."""
    said = b""
    with connection, contextlib.suppress(ConnectionError, ssl.SSLEOFError):
        connection.sendall(sent)
        while part := connection.recv(4096):
            said += part
    return said


def request(host: str, path: str = "/") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()


@pytest.mark.parametrize("path", PASSED_ON)
def test_what_is_passed_on_says_what_the_server_said_and_says_it_once(
    front: Front, path: str
) -> None:
    connection = front.server.connect()
    connection.request("GET", path)
    direct = connection.getresponse()
    passed_on = front.nginx.asked(path)
    assert (passed_on.status, safe_headers(passed_on)) == (direct.status, safe_headers(direct))
    assert None not in safe_headers(direct).values()
    assert passed_on.headers.get_all("Cache-Control") == direct.headers.get_all("Cache-Control")
    connection.close()


def test_what_is_published_says_what_the_server_would_say(front: Front) -> None:
    document = next(front.published.glob("places.*.json")).name
    # The manifest lies there as it is, and is small; documents lie there squeezed too.
    kept = {"manifest.json": (FRESH, None), document: (FOR_A_DAY, "Accept-Encoding")}
    for name, (cache, varies) in kept.items():
        for encoding in ("gzip", "identity"):
            answer = front.nginx.asked(f"/published/{name}", Accept_Encoding=encoding)
            assert (answer.status, safe_headers(answer)) == (200, SAFE)
            assert answer.headers.get_all("Cache-Control") == [cache]
            assert answer.headers["Content-Type"] == "application/json"
            assert answer.headers["Vary"] == varies
            is_squeezed = answer.headers["Content-Encoding"] == "gzip"
            assert is_squeezed == (encoding == "gzip" and varies is not None)


def test_what_nginx_refuses_says_the_same(front: Front, tmp_path: Path) -> None:
    missing = front.nginx.asked("/published/nothing")
    posted = front.nginx.asked("/published/manifest.json", "POST", b"x")
    large = front.nginx.asked("/find", "POST", b"x" * 70_000)
    with Nginx(SITE, free_port(), tmp_path) as alone:
        away = alone.asked("/")
    answers = (missing, posted, large, away)
    assert [answer.status for answer in answers] == [404, 405, 413, 503]
    assert [safe_headers(answer) for answer in answers] == [SAFE] * 4
    kinds = [answer.headers["Content-Type"].partition(";")[0] for answer in answers]
    assert kinds == ["application/problem+json", *["text/html"] * 3]
    told = {answer.headers["Content-Type"] for answer in answers[1:]}
    assert told == {"text/html; charset=utf-8"}


def test_a_location_with_a_header_of_its_own_would_be_noticed(front: Front) -> None:
    broken = changed("gzip_vary on;", "gzip_vary on; add_header X-Own 1;")
    with Nginx(broken, front.server.port, front.published) as nginx:
        answer = nginx.asked(f"/published/{next(front.published.glob('places.*.json')).name}")
    assert answer.headers["X-Own"] == "1"
    assert safe_headers(answer) == dict.fromkeys(SAFE)


def test_plain_http_is_sent_to_https_under_our_name(front: Front) -> None:
    said = heard(front.nginx.plain(), request(NAME, "/list/wigan?lang=pl"))
    head = said.split(b"\r\n\r\n")[0].decode().splitlines()
    assert head[0] == "HTTP/1.1 301 Moved Permanently"
    assert f"Location: https://{NAME}/list/wigan?lang=pl" in head
    assert not [line for line in head if line.startswith("Strict-Transport-Security")]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"x.{NAME}", f"{NAME}.evil.example"])
def test_another_name_is_hung_up_on(front: Front, host: str) -> None:
    assert heard(front.nginx.plain(), request(host)) == b""
    assert heard(front.nginx.secure(), request(host)) == b""
    assert heard(front.nginx.secure(), request(NAME, "/healthz")).startswith(b"HTTP/1.1 200")


def test_without_a_name_nothing_is_answered(front: Front) -> None:
    assert heard(front.nginx.plain(), b"GET / HTTP/1.0\r\n\r\n") == b""
    anybody = ssl.create_default_context(cafile=str(front.nginx.certificate))
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        front.nginx.secure(None, anybody)


def test_a_site_that_answers_to_every_name_is_noticed(front: Front) -> None:
    open_site = changed("return 444;", "return 200 hello;")
    with Nginx(open_site, front.server.port, front.published) as nginx:
        assert b"hello" in heard(nginx.plain(), request("evil.example"))


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_of_today_is_spoken(front: Front, version: ssl.TLSVersion) -> None:
    context = ssl.create_default_context(cafile=str(front.nginx.certificate))
    context.minimum_version = context.maximum_version = version
    with front.nginx.secure(trusted=context) as connection:
        assert connection.version() == version.name.replace("_", ".")


def test_ciphers_that_open_yesterdays_traffic_are_refused(front: Front) -> None:
    assert speaks(front.nginx, "-tls1_2", "ECDHE-ECDSA-AES128-GCM-SHA256")
    assert not speaks(front.nginx, "-tls1_2", "ECDHE-ECDSA-AES128-SHA")
    with Nginx(changed(CIPHERS, ""), front.server.port, front.published) as nginx:
        assert speaks(nginx, "-tls1_2", "ECDHE-ECDSA-AES128-SHA")


def test_tls_of_yesterday_is_refused(front: Front) -> None:
    assert speaks(front.nginx, "-tls1_2")
    assert not speaks(front.nginx, "-tls1_1")
    lax = "ssl_protocols TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ALL:@SECLEVEL=0;"
    site = changed(CIPHERS, "").replace("ssl_protocols TLSv1.2 TLSv1.3;", lax)
    with Nginx(site, front.server.port, front.published) as nginx:
        assert speaks(nginx, "-tls1_1")


@pytest.mark.parametrize(
    "path", ["/", "/feedback", "/api/v1/receipts/read", "/confirm/x", "/offering", *STAFF]
)
def test_the_server_hears_our_name_and_no_address_that_was_made_up(
    echo: int, tmp_path: Path, path: str
) -> None:
    with Nginx(SITE, echo, tmp_path) as nginx:
        # The name in the request line chooses the site; the one in Host is the sender's.
        sent = request("evil.example", f"https://{NAME}{path}")
        forged = sent.replace(b"\r\n\r\n", b"\r\nX-Forwarded-For: 203.0.113.77\r\n\r\n")
        said = heard(nginx.secure(), forged)
    told = json.loads(said.partition(b"\r\n\r\n")[2])
    assert told["host"] == NAME
    assert "203.0.113.77" not in json.dumps(told)
    assert ("x-forwarded-for" in told) == (path in STAFF)


@pytest.mark.parametrize("path", ["/api/v1/feedback/x", "/published/manifest.json"])
def test_what_is_no_page_is_refused_in_the_clear(front: Front, path: str) -> None:
    said = heard(front.nginx.plain(), request(NAME, path))
    assert said.startswith(b"HTTP/1.1 403 ")


LENGTHS = (
    *("Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
    *("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Content-Length: +5"),
    *("Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked", "Content-Length: 0x5"),
)
"""Two ends of one request, or one that parts on its way could read differently."""


@pytest.mark.parametrize("lengths", LENGTHS)
def test_a_request_with_two_ends_is_refused_by_both_parts(front: Front, lengths: str) -> None:
    sent = f"POST /find HTTP/1.1\r\nHost: {NAME}\r\n{lengths}\r\n\r\n0\r\n\r\nGET /healthz".encode()
    direct = socket.create_connection(("127.0.0.1", front.server.port), timeout=30)
    for connection in (front.nginx.secure(), direct):
        said = heard(connection, sent + b" HTTP/1.1\r\n\r\n")
        assert said.split()[1] in (b"400", b"501"), said[:80]
        assert said.count(b"HTTP/1.1 ") == 1, "nothing after it is read as a request"


@pytest.mark.parametrize("limit", ["client_header_timeout", "client_body_timeout"])
def test_who_sends_a_byte_now_and_then_is_hung_up_on(echo: int, tmp_path: Path, limit: str) -> None:
    body = b"POST / HTTP/1.1\r\nHost: umay.example\r\nContent-Length: 9\r\n\r\nx"
    half = body if "body" in limit else b"GET / HTTP/1.1\r\nHost: um"
    with Nginx(changed(f"{limit} 20s", f"{limit} 200ms"), echo, tmp_path) as nginx:
        assert b" 200 " not in heard(nginx.secure(), half)
        if "header" in limit:
            assert b" 200 " not in heard(nginx.plain(), half)


def visits(nginx: Nginx) -> None:
    """Ask in every way that something could be written down of."""
    nginx.asked("/")
    nginx.asked("/published/nothing")
    nginx.asked("/find", "POST", b"x" * 70_000)
    for connection in (nginx.plain, nginx.secure):
        heard(connection(), request(NAME))
        heard(connection(), request("evil.example"))
        heard(connection(), b"nonsense\r\n\r\n")


def test_nothing_is_logged_whoever_asks_for_what(tmp_path: Path) -> None:
    nobody = free_port()
    with Nginx(SITE, nobody, tmp_path) as nginx:
        visits(nginx)
        assert nginx.logged() == ""
    talking = SITE.replace("access_log off;", "").replace(" emerg;", " error;")
    with Nginx(talking, nobody, tmp_path) as nginx:
        visits(nginx)
        logged = nginx.logged()
    assert "GET / " in logged
    assert 'GET / HTTP/1.1" 444' in logged


def test_what_is_typed_is_written_to_no_disk(echo: int, tmp_path: Path) -> None:
    typed = b"x" * 60_000
    with Nginx(SITE, echo, tmp_path) as nginx:
        assert nginx.asked("/find", "POST", typed).status == 200
    with Nginx(changed("client_body_buffer_size 64k;", ""), echo, tmp_path) as nginx:
        assert nginx.asked("/find", "POST", typed).status == 500
