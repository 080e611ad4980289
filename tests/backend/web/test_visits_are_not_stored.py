"""A visit without a sign-in is stored nowhere: what a form needs travels in its cookie."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis

from backend.app import create_app
from backend.config import read_config
from backend.storage.schema import upgrade_to_newest
from backend.web.sessions import StaffSessions
from tests.conftest import NOW, _close
from tests.support.route_walk import filled, routes
from tests.support.staff import PASSWORD, Browser, join

EMAIL = "anna@council.example"
SENT = {"email": EMAIL, "password": "not the password of hers"}


@pytest.fixture
def store(redis_url: str) -> Redis:
    held = Redis.from_url(redis_url)
    held.flushdb()
    return held


@pytest.fixture
def app(redis_url: str, store: Redis, tmp_path: Path) -> Iterator[Flask]:
    told = {"UMAY_DATA_DIR": str(tmp_path), "UMAY_REDIS_URL": redis_url}
    app = create_app(read_config(told), now=lambda: NOW)
    with app.app_context():
        upgrade_to_newest()
    yield app
    _close(app)


def visited(app: Flask) -> int:
    """Read every page as somebody new, and return how many set a cookie."""
    paths = [
        filled(rule.rule, dict.fromkeys(rule.arguments, "1"))
        for key, rule in routes(app)
        if key.startswith("GET ")
    ]
    answers = [app.test_client().get(path) for path in paths]
    assert len(answers) > 60
    return sum("Set-Cookie" in answer.headers for answer in answers)


def test_reading_every_page_without_a_cookie_stores_no_session(app: Flask, store: Redis) -> None:
    assert visited(app) >= 5
    assert sessions(store) == 0


def test_a_store_that_keeps_each_visit_is_caught(app: Flask, store: Redis) -> None:
    assert isinstance(app.session_interface, StaffSessions)
    app.session_interface = app.session_interface.store
    visited(app)
    assert sessions(store) >= 5


def test_wrong_passwords_and_offers_store_no_session_and_a_right_one_does(
    app: Flask, store: Redis
) -> None:
    owner = join(app, "officer", EMAIL, "Anna")
    assert sessions(store) == 1
    for _ in range(3):
        Browser(app.test_client()).send("/account/sign-in", **SENT)
        Browser(app.test_client()).send("/account/reset", email=EMAIL)
        Browser(app.test_client()).send("/offer/")
    assert sessions(store) == 1
    right = Browser(app.test_client())
    right.send("/account/sign-in", email=EMAIL, password=PASSWORD)
    assert sessions(store) == 2
    owner.send("/account/sign-out", on="/account/")
    assert sessions(store) == 1


def test_an_offer_goes_on_in_the_browser_that_began_it(app: Flask) -> None:
    browser = Browser(app.test_client())
    first = browser.send("/offer/").headers["Location"]
    assert browser.get(first).status_code == 200
    assert Browser(app.test_client()).get(first).status_code == 302


@pytest.mark.parametrize("changed", [0, -5])
def test_a_cookie_that_somebody_wrote_is_empty(app: Flask, changed: int) -> None:
    browser = Browser(app.test_client())
    first = browser.send("/offer/").headers["Location"]
    cookie = browser.client.get_cookie("umay")
    assert cookie is not None
    letters = list(cookie.value)
    letters[changed] = "A" if letters[changed] != "A" else "B"
    browser.client.set_cookie("umay", "".join(letters))
    assert browser.get(first).status_code == 302


def test_signing_in_changes_the_token_of_forms(app: Flask) -> None:
    browser = join(app, "officer", EMAIL, "Anna")
    browser.send("/account/sign-out", on="/account/")
    told = browser.token("/account/sign-in")
    browser.sign_in()
    late = browser.client.post("/account/sign-out", data={"csrf_token": told})
    assert late.status_code == 400
    assert browser.get("/account/").status_code == 200


def sessions(store: Redis) -> int:
    return sum(1 for _ in store.scan_iter("session:*"))
