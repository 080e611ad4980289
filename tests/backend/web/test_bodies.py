"""Hostile bodies: refused with the right words, quickly, and without being kept."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.wire_messages import MOST_BYTES
from tests.backend.cast import an_answer, an_id, load, problem_of
from tests.backend.rows import count

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
JSON = "application/json"


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


def send(client: FlaskClient, body: bytes, content_type: str | None = JSON) -> TestResponse:
    return client.put(f"/api/v1/feedback/{an_id()}", data=body, content_type=content_type)


def nested(levels: int) -> bytes:
    return (
        json.dumps(an_answer())
        .replace('{"version"', '{"x": LIST, "version"')
        .encode()
        .replace(b"LIST", b"[" * levels + b"]" * levels)
    )


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [
        (b"", "body-not-json", 400),
        (b"{", "body-not-json", 400),
        (b"[]", "body-not-json", 400),
        (b"null", "body-not-json", 400),
        (b'"text"', "body-not-json", 400),
        (b"\xff\xfe{\x00}\x00", "body-not-json", 400),
        (b'{"level": "\xe9"}', "body-not-json", 400),
        (b'{"version": NaN}', "body-not-json", 400),
        (b'{"version": -Infinity}', "body-not-json", 400),
        (b'{"version": ' + b"9" * 5000 + b"}", "body-not-json", 400),
        (b"[" * 8000 + b"]" * 8000, "body-not-json", 400),
        (b'{"a":' * 2700 + b"1" + b"}" * 2700, "body-not-json", 400),
        (nested(8), "body-not-json", 400),
        (b" " * (MOST_BYTES + 1), "body-too-large", 413),
        (b'{"factors": ["' + b"a" * 10_240 + b'"]}', "body-invalid", 422),
        (b'{"receipt_hash": "' + b"0" * 10_240 + b'x"}', "body-invalid", 422),
        (b'{"week": "\\ud800", "level": "\\u0000"}', "body-invalid", 422),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else None,
)
def test_a_hostile_body_is_refused_by_its_code(
    app: Flask, client: FlaskClient, body: bytes, code: str, status: int
) -> None:
    response = send(client, body)
    assert (problem_of(response), response.status_code) == (code, status)
    assert count(app, "feedback") == 0


def test_the_deepest_body_that_is_allowed_is_read(client: FlaskClient) -> None:
    assert send(client, nested(7)).status_code == 201


def test_a_body_of_the_greatest_size_is_read(client: FlaskClient) -> None:
    body = json.dumps(an_answer()).encode()
    assert send(client, body + b" " * (MOST_BYTES - len(body))).status_code == 201


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/x-json", "json"])
def test_a_body_must_be_declared_as_json(client: FlaskClient, content_type: str | None) -> None:
    response = send(client, json.dumps(an_answer()).encode(), content_type)
    assert (problem_of(response), response.status_code) == ("body-not-declared-json", 415)


def test_the_character_set_may_be_named(client: FlaskClient) -> None:
    body = json.dumps(an_answer()).encode()
    assert send(client, body, "application/json; charset=utf-8").status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "code", "status"),
    [
        ("GET", "/api/v1/feedback/1", "method-not-allowed", 405),
        ("POST", "/api/v1/feedback/1", "method-not-allowed", 405),
        ("GET", "/api/v1/receipts/read", "method-not-allowed", 405),
        ("DELETE", "/healthz", "method-not-allowed", 405),
        ("GET", "/api/v1/feedback", "not-found", 404),
        ("GET", "/api/v1/feedback/1/2", "not-found", 404),
        ("GET", "/api/", "not-found", 404),
        ("GET", "/static/../app.py", "not-found", 404),
        ("GET", "/static/none.js", "not-found", 404),
    ],
)
def test_what_is_not_there_is_a_problem_too(
    client: FlaskClient, method: str, path: str, code: str, status: int
) -> None:
    response = client.open(path, method=method)
    assert (problem_of(response), response.status_code) == (code, status)
    assert ("Allow" in response.headers) == (status == 405)
