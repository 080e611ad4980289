"""Residents' forms come from our own pages: as browsers say it, new ones and old ones."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.web.origins import origin_of
from backend.web.world import EXTENSION
from tests.backend.cast import load_and_publish

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OURS = "http://localhost:8000"


def sent(app: Flask, host: str = "localhost:8000", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    form = {"where": "wigan"}
    return app.test_client().post("/find", data=form, headers=named, base_url=f"http://{host}")


@pytest.fixture
def site(app: Flask) -> Flask:
    load_and_publish(app)
    assert app.extensions[EXTENSION].base_url == OURS
    return app


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "https://localhost:8000",
        "http://localhost",
        "http://localhost:8000.evil.example",
        "http://localhost:8000, https://evil.example",
    ],
)
def test_without_fetch_metadata_a_foreign_origin_is_refused(site: Flask, origin: str) -> None:
    assert sent(site, Origin=origin).status_code == 403


def test_a_host_that_the_sender_chose_makes_no_origin_ours(site: Flask) -> None:
    answer = sent(site, "evil.example", Origin="http://evil.example")
    assert answer.status_code == 421


def test_the_origin_that_people_use_is_ours_whatever_the_host_says(site: Flask) -> None:
    assert sent(site, "127.0.0.1:9", Origin=OURS).status_code == 200


def test_an_old_browser_that_says_neither_is_let_in(site: Flask) -> None:
    assert sent(site).status_code == 200


@pytest.mark.parametrize(("site_word", "status"), [("same-origin", 200), ("cross-site", 403)])
def test_fetch_metadata_goes_before_the_origin(site: Flask, site_word: str, status: int) -> None:
    # An address by which it is tried out is not the one of the settings, and the browser knows.
    origin = "http://127.0.0.1:8000" if status == 200 else OURS
    assert sent(site, Sec_Fetch_Site=site_word, Origin=origin).status_code == status


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://umay.example", "https://umay.example"),
        ("HTTPS://UMay.Example:443", "https://umay.example"),
        ("http://umay.example:80", "http://umay.example"),
        ("https://umay.example:8443", "https://umay.example:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(address: str, origin: str) -> None:
    assert origin_of(address) == origin
