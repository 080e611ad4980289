"""Sessions in a real Redis: shared by processes, and a plain page while Redis is away."""

from pathlib import Path

import pytest
from flask import Flask
from redis import AuthenticationError, Redis

from backend.app import create_app
from backend.config import read_config
from backend.storage.schema import upgrade_to_newest
from tests.conftest import NOW, _close
from tests.support.redis import RedisServer
from tests.support.staff import Browser, join


@pytest.fixture
def settings(redis_url: str, tmp_path: Path) -> dict[str, str]:
    return {"UMAY_DATA_DIR": str(tmp_path), "UMAY_REDIS_URL": redis_url}


def test_somebody_signed_in_at_one_process_is_known_to_another(settings: dict[str, str]) -> None:
    first, second = (create_app(read_config(settings), now=lambda: NOW) for _ in range(2))
    with first.app_context():
        upgrade_to_newest()
    browser = join(first, "officer", "anna@council.example", "Anna")
    cookie = browser.client.get_cookie("umay")
    assert cookie is not None
    other = second.test_client()
    other.set_cookie("umay", cookie.value)
    assert other.get("/console/").status_code == 200
    assert second.test_client().get("/console/").status_code == 302
    _close(first)
    _close(second)


def test_its_password_changes_and_nobody_is_signed_out(tmp_path: Path) -> None:
    with RedisServer(["--requirepass", "old"]) as server:
        operator = Redis.from_url(server.url)
        before = a_process(tmp_path, server.url)
        with before.app_context():
            upgrade_to_newest()
        browser = join(before, "officer", "anna@council.example", "Anna")
        operator.execute_command("ACL", "SETUSER", "default", ">new")
        after = a_process(tmp_path, server.url.replace(":old@", ":new@"))
        cookie = browser.client.get_cookie("umay")
        assert cookie is not None
        known = after.test_client()
        known.set_cookie("umay", cookie.value)
        assert known.get("/console/").status_code == 200
        assert browser.get("/console/").status_code == 200, "a process that goes on with the old"
        operator.execute_command("ACL", "SETUSER", "default", "<old")
        operator.close()
        assert known.get("/console/").status_code == 200
        with Redis.from_url(server.url) as late, pytest.raises(AuthenticationError):
            late.ping()
    for app in (before, after):
        _close(app)


def a_process(folder: Path, redis_url: str) -> Flask:
    told = {"UMAY_DATA_DIR": str(folder), "UMAY_REDIS_URL": redis_url}
    return create_app(read_config(told), now=lambda: NOW)


def test_while_redis_is_away_a_page_says_so_and_residents_notice_nothing(tmp_path: Path) -> None:
    with RedisServer() as server:
        told = {"UMAY_DATA_DIR": str(tmp_path), "UMAY_REDIS_URL": server.url}
        app = create_app(read_config(told), now=lambda: NOW)
        with app.app_context():
            upgrade_to_newest()
        signed_in = join(app, "officer", "anna@council.example", "Anna").client
        visitor = Browser(app.test_client())
        held = {"csrf_token": visitor.token("/account/sign-in")}
    for path in ("/account/", "/console/", "/offer/", "/account/nowhere"):
        answer = signed_in.get(path)
        assert answer.status_code in (503, 404), path
        assert "<h1" in answer.text
    assert signed_in.get("/account/").headers["Retry-After"] == "30"
    for path in ("/account/sign-in", "/account/reset", "/offer/"):
        assert visitor.get(path).status_code == 200, "a visit needs no store"
        assert visitor.client.post(path, data=held).status_code == 503, path
    assert visitor.get("/healthz").status_code == 200
    _close(app)
