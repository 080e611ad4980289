"""S13: what the description allows is taken, what it forbids is refused, all as it is described."""

from typing import Any

import pytest
from flask import Flask, Response

from shared.problems import Problem
from tests.adversary.described import asked
from tests.backend.cast import ask_young, load_and_publish
from tests.support.parts import is_part

pytestmark = [
    pytest.mark.full("schemathesis"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
EACH, LEAST = (1_700, 10_000) if is_part("schemathesis") else (34, 500)
"""How often each route is asked by chance, and how many requests are sent at least in all."""
READ = "/api/v1/receipts/read"


@pytest.fixture
def service(app: Flask) -> Flask:
    load_and_publish(app)
    ask_young(app, "on")
    return app


def test_what_is_described_holds_for_hundreds_of_requests(service: Flask) -> None:
    found = asked(service, EACH)
    assert found.faults == []
    assert found.sent >= LEAST
    taken = {(label, kind) for (label, kind, status) in found.by_status if status in (200, 201)}
    routes = {label for label, _ in taken}
    assert len(routes) == 9
    assert {(label, "allowed") for label in routes} <= taken


def _falls_over(**_: Any) -> Response:
    raise ZeroDivisionError


def _answers_what_is_not_described(**_: Any) -> Response:
    return Response("{}", 202, mimetype="application/json")


def _answers_otherwise(**_: Any) -> Response:
    return Response('{"state": "lost"}', 200, mimetype="application/json")


def _answers_a_page(**_: Any) -> Response:
    return Response("<p>not arrived</p>", 200, mimetype="text/html")


def _takes_everything(**_: Any) -> Response:
    return Response('{"state": "not_arrived"}', 200, mimetype="application/json")


def _refuses_what_is_allowed(**_: Any) -> Response:
    raise Problem("body-invalid")


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (_falls_over, "Server error"),
        (_answers_what_is_not_described, "Undocumented status code"),
        (_answers_otherwise, "Response violates schema"),
        (_answers_a_page, "Undocumented Content-Type"),
        (_takes_everything, "Schema-violating request accepted"),
        (_refuses_what_is_allowed, "Refused, though the description allows it"),
    ],
)
def test_a_route_that_is_not_as_described_is_caught(
    service: Flask, monkeypatch: pytest.MonkeyPatch, view: Any, said: str
) -> None:
    monkeypatch.setitem(service.view_functions, "receipts.read_one", view)
    faults = asked(service, 1, READ).faults
    assert [each for each in faults if each.startswith(said)] != [], faults
