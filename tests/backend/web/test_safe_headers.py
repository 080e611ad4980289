"""What every answer says: nothing of the device but where it is needed, apart from other sites."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from backend.app import create_app
from backend.config import Config
from backend.web.permissions import FEATURES, NOTHING, permissions_at
from backend.web.responses import SAFE_HEADERS
from tests.backend.cast import load_and_publish
from tests.conftest import _close

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

STATIC = Path("backend/web/static")
SCRIPT = re.compile(r'<script type="module" src="/static/v[0-9a-f]+/([\w/]+\.js)">')
RESIDENTS_PAGES = ("/", "/help", "/feedback", "/receipt", "/about", "/list/wigan", "/places/p1")
ADDRESSES = (
    *RESIDENTS_PAGES,
    *("/account/sign-in", "/offer/", "/console/", "/nowhere", "/account/nowhere"),
    *("/healthz", "/api/v1/openapi.json", "/api/v1/docs", "/api/nowhere"),
    *("/published/manifest.json", "/published/nothing", "/static/api.js", "/worker.js"),
    "/.well-known/security.txt",
)


def asks_for_position(page: str) -> bool:
    """Return whether the script that a page runs asks where one is."""
    (name,) = SCRIPT.findall(page)
    return "getCurrentPosition" in (STATIC / name).read_text()


def policy_of(headers: Headers) -> str:
    return headers["Permissions-Policy"]


@on_sqlite
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_says_the_whole_set_once(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        told = {name: answer.headers.getlist(name) for name, _ in SAFE_HEADERS}
    assert {name: len(values) for name, values in told.items()} == dict.fromkeys(told, 1)
    assert told["Cross-Origin-Opener-Policy"] == ["same-origin"]
    assert told["Cross-Origin-Resource-Policy"] == ["same-origin"]
    policy = told["Content-Security-Policy"][0].split("; ")
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)


@on_sqlite
def test_only_pages_whose_scripts_ask_where_one_is_may_be_told(app: Flask) -> None:
    load_and_publish(app)
    client = app.test_client()
    pages = {path: client.get(path) for path in RESIDENTS_PAGES}
    assert {page.status_code for page in pages.values()} == {200}
    may = {p for p, page in pages.items() if "geolocation=(self)" in policy_of(page.headers)}
    assert may == {path for path, page in pages.items() if asks_for_position(page.text)}
    assert may == {"/", "/help", "/feedback"}


@on_sqlite
def test_a_form_of_the_finder_that_asks_where_one_is_may_be_told_too(app: Flask) -> None:
    load_and_publish(app)
    page = app.test_client().post("/feedback", data={"step": "anew"})
    assert ("geolocation=(self)" in policy_of(page.headers)) == asks_for_position(page.text)


@on_sqlite
def test_only_pages_about_signing_in_may_use_passkeys(client: FlaskClient) -> None:
    wanted = "publickey-credentials-get=(self)"
    assert wanted in policy_of(client.get("/account/passkey").headers)
    assert wanted not in policy_of(client.get("/offer/").headers)


def test_what_no_page_needs_is_open_to_nobody() -> None:
    assert NOTHING.count("=()") == len(FEATURES)
    for path in ("/", "/account/passkeys", "/console/"):
        assert "camera=()" in permissions_at(path)
        assert "microphone=()" in permissions_at(path)


@on_sqlite
def test_over_https_every_answer_says_that_it_stays_so(config: Config) -> None:
    app = create_app(replace(config, base_url="https://umay.example"))
    client = app.test_client()
    told = {}
    for path in ADDRESSES:
        with client.get(path) as answer:
            told[path] = answer.headers.getlist("Strict-Transport-Security")
    _close(app)
    assert {tuple(each) for each in told.values()} == {("max-age=31536000; includeSubDomains",)}


@on_sqlite
def test_over_http_nothing_is_said_of_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
