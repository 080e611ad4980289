"""Mishaps: answered in kind words, logged without a trace of who asked."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.backend.cast import problem_of

pytestmark = [
    pytest.mark.own_app,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
CANARY = "canary-4711"


@pytest.fixture
def broken(app: Flask) -> FlaskClient:
    def fail(what: str) -> str:
        try:
            raise KeyError(what)
        except KeyError as error:
            raise RuntimeError(f"could not use {what}") from error

    app.add_url_rule("/api/broken/<what>", view_func=fail, methods=["POST"])
    return app.test_client()


def test_a_mishap_is_answered_without_saying_what_broke(broken: FlaskClient) -> None:
    response = broken.post(f"/api/broken/{CANARY}")
    assert (problem_of(response), response.status_code) == ("unexpected", 500)
    assert CANARY not in response.text


def test_a_mishap_is_logged_by_kind_and_place_and_nothing_else(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        broken.post(
            f"/api/broken/{CANARY}?q={CANARY}",
            data=CANARY,
            headers={"User-Agent": CANARY, "X": CANARY},
        )
    assert "builtins.KeyError" in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert "test_problems.py" in caplog.text
    assert CANARY not in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize(
    "path", ["/healthz", "/nowhere", "/published/manifest.json", "/static/api.js"]
)
def test_every_answer_may_load_and_frame_nothing(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Set-Cookie" not in response.headers


def test_where_even_the_answer_breaks_the_log_names_no_path(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def break_again(_error: Exception) -> str:
        raise ValueError(CANARY)

    def fail(what: str) -> str:
        raise KeyError(what)

    app.add_url_rule("/api/broken/<what>", view_func=fail)
    app.register_error_handler(KeyError, break_again)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.DEBUG):
        assert app.test_client().get(f"/api/broken/{CANARY}").status_code == 500
    assert "builtins.ValueError" in caplog.text
    assert CANARY not in caplog.text
