"""While the server is away nginx hands out help and the last list, never a bare 502."""

import base64
import gzip
import hashlib
import http.client
import http.server
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import read_config
from backend.web.problems import RETRY_AFTER_S
from shared.problems import Problem
from shared.saying import LANGUAGES, saying
from tests.backend.cast import load_and_publish
from tests.conftest import _close
from tests.support.nginx import NAME, SITE, Nginx
from tests.support.page_check import faults_in
from tests.support.serving import Server
from tests.tools.test_composition_runs import free_port
from tests.tools.test_nginx_site import SAFE, changed, safe_headers

AWAY = "UMay is away just now"
PLACE = "Night Haven"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ERROR_PAGE = "error_page 502 503 504 =503 /umay-away/$umay_away?lang=$arg_lang;"


@dataclass(frozen=True)
class Laid:
    """What an installation has: published documents, and what nginx hands out by itself."""

    data: Path
    front: Path

    @property
    def published(self) -> Path:
        """The published folder."""
        return self.data / "published"


@pytest.fixture(scope="module")
def laid(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    data, front = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("front")
    copyfile(migrated_file, data / "umay.sqlite3")
    app = create_app(read_config(settings(data)))
    load_and_publish(app)
    lay_out(app, front)
    _close(app)
    return Laid(data, front)


def settings(data: Path) -> dict[str, str]:
    return {"UMAY_DATA_DIR": str(data), "UMAY_BASE_URL": f"https://{NAME}"}


def lay_out(app: Flask, front: Path) -> None:
    with app.app_context():
        done = app.test_cli_runner().invoke(args=["front", str(front)])
    assert (done.exit_code, done.output) == (0, f"Laid out in {front}.\n")


@pytest.fixture(scope="module")
def alone(laid: Laid) -> Iterator[Nginx]:
    """An nginx behind which nobody answers."""
    with Nginx(SITE, free_port(), laid.published, laid.front) as nginx:
        yield nginx


def said(answer: http.client.HTTPResponse) -> str:
    content: bytes = answer.said  # type: ignore[attr-defined]
    squeezed = answer.headers["Content-Encoding"] == "gzip"
    return (gzip.decompress(content) if squeezed else content).decode()


def style_hash(page: str) -> str:
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def faults_of(page: str) -> list[str]:
    """Return what is wrong with a page but for its own style, which its policy names."""
    return faults_in(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL), "away")


def first_of(page: str) -> str:
    return page[page.index("<body>") :]


@pytest.mark.parametrize("code", LANGUAGES)
def test_residents_get_help_and_the_list_in_their_language(alone: Nginx, code: str) -> None:
    by_browser = alone.asked("/", Accept=BROWSER, Accept_Language=f"de, {code}-GB;q=0.9, fr")
    by_address = alone.asked(f"/list/wigan?lang={code}", Accept_Language="de")
    page = said(by_browser)
    assert said(by_address) == page
    assert (by_browser.status, by_browser.headers["Retry-After"]) == (503, str(RETRY_AFTER_S))
    assert f'<html lang="{code}"{" dir=" if LANGUAGES[code].is_rtl else ">"}' in page
    body = first_of(page)
    order = [body.index(words) for words in ('"tel:999"', saying(code)(AWAY), PLACE, "116123")]
    assert order == sorted(order)
    assert faults_of(page) == []


def test_a_page_may_show_its_style_and_nothing_else(alone: Nginx) -> None:
    for path in ("/", "/console/"):
        answer = alone.asked(path, Accept_Encoding="gzip")
        policy = f"default-src 'none'; style-src {style_hash(said(answer))}; base-uri 'none'; "
        assert answer.headers["Content-Security-Policy"].startswith(policy), path
        kept = {name: value for name, value in SAFE.items() if name != "Content-Security-Policy"}
        assert safe_headers(answer) == {**safe_headers(answer), **kept}
        assert answer.headers.get_all("Cache-Control") == ["no-store"]
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert alone.asked("/", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("path", "accepted"),
    [
        ("/api/v1/feedback/x", BROWSER),
        ("/api/v1/receipts/read", "*/*"),
        ("/", "application/json"),
        ("/list/wigan", "application/problem+json, */*;q=0.1"),
        ("/.well-known/security.txt", BROWSER),
        ("/static/v0000000000000000/nothing.css", BROWSER),
    ],
)
def test_programs_get_problem_details(alone: Nginx, path: str, accepted: str) -> None:
    answer = alone.asked(path, Accept=accepted)
    assert answer.status == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == str(RETRY_AFTER_S)
    assert json.loads(said(answer)) == Problem("service-unavailable").to_wire()


@pytest.mark.parametrize(
    "path", ["/console/", "/console/inbox", "/portal", "/account/sign-in", "/offer/place"]
)
def test_staff_get_a_page_without_the_list(alone: Nginx, path: str) -> None:
    answer = alone.asked(path, Accept=BROWSER)
    assert answer.status == 503
    assert "<h1>The service is away</h1>" in said(answer)
    assert PLACE not in said(answer)
    assert faults_of(said(answer)) == []


def test_a_form_gets_the_page_too(alone: Nginx) -> None:
    answer = alone.asked("/feedback", "POST", b"level=safe", Accept=BROWSER)
    assert answer.status == 503
    assert "it may not have arrived" in said(answer)


def test_leaving_leads_elsewhere_all_the_same(alone: Nginx) -> None:
    answer = alone.asked("/leave")
    assert (answer.status, answer.headers["Location"]) == (303, "https://www.bbc.co.uk/weather")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Retry-After"] is None


def test_what_is_published_is_handed_out_and_what_is_not_is_a_problem(alone: Nginx) -> None:
    assert alone.asked("/published/manifest.json").status == 200
    for name in ("nothing", "away.en.html", "away.en.html.gz"):
        missing = alone.asked(f"/published/{name}")
        assert (missing.status, missing.headers["Retry-After"]) == (404, None)
        assert missing.headers["Content-Type"] == "application/problem+json"
        assert json.loads(said(missing)) == Problem("not-found").to_wire()
        assert safe_headers(missing) == SAFE


@pytest.mark.parametrize("code", LANGUAGES)
def test_where_nothing_is_published_there_is_help_alone(
    laid: Laid, tmp_path: Path, code: str
) -> None:
    with Nginx(SITE, free_port(), tmp_path, laid.front) as nginx:
        answer = nginx.asked("/", Accept_Language=code)
    page = said(answer)
    assert (answer.status, f'<html lang="{code}"' in page) == (503, True)
    assert 'href="tel:999"' in page
    assert saying(code)("There is no list of places here just now.") in page
    assert style_hash(page) in answer.headers["Content-Security-Policy"]
    assert faults_of(page) == []


def test_where_nothing_is_published_phones_are_told_to_come_back(tmp_path: Path) -> None:
    with Nginx(SITE, free_port(), tmp_path) as nginx:
        answer = nginx.asked("/published/manifest.json")
    assert (answer.status, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER_S))
    assert json.loads(said(answer)) == Problem("service-unavailable").to_wire()


def test_where_nothing_was_laid_out_999_is_said(tmp_path: Path) -> None:
    with Nginx(SITE, free_port(), tmp_path) as nginx:
        answers = [nginx.asked(path) for path in ("/", "/console/")]
    assert [answer.status for answer in answers] == [503, 503]
    assert all("Call 999" in said(answer) for answer in answers)


def test_without_the_error_page_it_is_a_bare_502(laid: Laid) -> None:
    with Nginx(changed(ERROR_PAGE, ""), free_port(), laid.published, laid.front) as nginx:
        answer = nginx.asked("/")
    assert (answer.status, "999" in said(answer)) == (502, False)
    assert "<h1>502 Bad Gateway</h1>" in said(answer)


class Refusing(http.server.BaseHTTPRequestHandler):
    """Stands where the server stands, and says of itself that it cannot."""

    def do_GET(self) -> None:
        self.send_response(503)
        for name, value in (("Retry-After", "7"), ("Content-Length", "3")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"own")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def test_what_the_server_refuses_itself_is_passed_on(laid: Laid) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Nginx(SITE, server.server_port, laid.published, laid.front) as nginx:
            answer = nginx.asked("/")
        server.shutdown()
    assert (answer.status, said(answer)) == (503, "own")
    assert answer.headers.get_all("Retry-After") == ["7"]


def test_nothing_is_logged_of_who_asked_meanwhile(laid: Laid) -> None:
    with Nginx(SITE, free_port(), laid.published, laid.front) as nginx:
        for path in ("/", "/find?q=wn1", "/api/v1/feedback/x", "/console/", "/published/x"):
            nginx.asked(path, X_Forwarded_For="203.0.113.77")
        assert nginx.logged() == ""


def test_styles_and_fonts_are_handed_out_as_the_server_does(laid: Laid) -> None:
    with (
        Server(settings(laid.data), workers=1) as server,
        Nginx(SITE, server.port, laid.published, laid.front) as nginx,
    ):
        front = said(nginx.asked("/about"))
        paths = re.findall(r'"(/static/v[0-9a-f]{16}/[^"]+)"', front)
        assert {path.rpartition(".")[2] for path in paths} == {"css", "js", "png", "svg", "woff2"}
        direct = {(path, form): fetched(server, path, form) for path in paths for form in FORMS}
        unknown = nginx.asked("/static/v0000000000000000/resident.css")
        server.stop()
        by_nginx = {key: facts(nginx.asked(key[0], Accept_Encoding=key[1])) for key in direct}
    assert by_nginx == direct
    assert (unknown.status, unknown.headers["Cache-Control"]) == (200, "no-cache")


FORMS = ("gzip", "identity")


def fetched(server: Server, path: str, form: str) -> dict[str, object]:
    connection = server.connect()
    connection.request("GET", path, headers={"Accept-Encoding": form})
    answer = connection.getresponse()
    answer.said = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return facts(answer)


def facts(answer: http.client.HTTPResponse) -> dict[str, object]:
    """Return what matters of an asset's answer; how well it was squeezed does not."""
    names = ("Content-Type", "Content-Encoding", "Cache-Control")
    told = {name: answer.headers[name] for name in names}
    return {"status": answer.status, "said": hashlib.sha256(raw(answer)).hexdigest(), **told}


def raw(answer: http.client.HTTPResponse) -> bytes:
    content: bytes = answer.said  # type: ignore[attr-defined]
    return gzip.decompress(content) if answer.headers["Content-Encoding"] == "gzip" else content


def test_the_site_knows_every_language() -> None:
    known = "|".join(LANGUAGES)
    assert SITE.count(f"(?<umay_first>{known})") == SITE.count(f"(?<umay_asked>{known})") == 1
