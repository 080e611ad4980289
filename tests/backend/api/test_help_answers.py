"""Taking whether a place helped: stored once, and a "no" asks officers for a visit, no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.services.readiness.sweep import look_due
from backend.services.readiness.wanting import want_checks_due
from backend.web.world import EXTENSION
from tests.backend.cast import an_id, load, problem_of
from tests.backend.rows import count, rows

WHEN = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def said(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "place": "p1", "week": "2026-W48", "helped": "yes", **changes}


def put(client: FlaskClient, body: Any, answer_id: str | None = None) -> TestResponse:
    return client.put(f"/api/v1/help-answers/{answer_id or an_id()}", json=body)


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)
    with app.app_context():
        look_due(app.extensions[EXTENSION])


def wanted(app: Flask) -> str | None:
    found: str | None = rows(app, "SELECT check_wanted FROM readiness WHERE place_id = 'p1'")[0][0]
    return found


def test_an_answer_is_stored_once_whatever_is_repeated(app: Flask, client: FlaskClient) -> None:
    answer_id = an_id()
    assert [put(client, said(), answer_id).status_code for _ in range(3)] == [201, 200, 200]
    differing = put(client, said(helped="no"), answer_id)
    assert (differing.status_code, problem_of(differing)) == (409, "feedback-differs")
    assert count(app, "help_answer") == 1
    assert wanted(app) is None


def test_a_no_asks_for_a_visit_once_and_hides_nothing(app: Flask, client: FlaskClient) -> None:
    """Not by itself: three say it, in two weeks, and it is asked for on the Monday after."""
    for week in ("2026-W47", "2026-W47", "2026-W48"):
        assert put(client, said(helped="no", week=week)).status_code == 201
    with app.app_context():
        world = app.extensions[EXTENSION]
        assert want_checks_due(world) == 0
        monday = replace(world, now=lambda: WHEN + timedelta(days=3))
        assert (want_checks_due(monday), want_checks_due(monday)) == (1, 0)
    assert wanted(app) == "2026-W49"
    assert rows(app, "SELECT state FROM place WHERE id = 'p1'") == [("live",)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": "nowhere"}, "place-unknown"),
        ({"place": None}, "body-invalid"),
        ({"week": "2020-W01"}, "week-impossible"),
        ({"week": "2026-11-27"}, "body-invalid"),
        ({"helped": "perhaps"}, "body-invalid"),
        ({"helped": None}, "body-invalid"),
    ],
)
def test_what_cannot_be_is_refused(
    app: Flask, client: FlaskClient, changes: dict[str, Any], code: str
) -> None:
    assert problem_of(put(client, said(**changes))) == code
    assert count(app, "help_answer") == 0


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"helped": "no", "why_not": "closed"}, ("no", "closed")),
        ({"helped": "no", "why_not": "turned_away"}, ("no", "turned_away")),
        # A phone of before, one of later, and one that is confused.
        ({"helped": "no"}, ("no", None)),
        ({"helped": "no", "why_not": "not_thought_of_yet"}, ("no", None)),
        ({"helped": "yes", "why_not": "closed"}, ("yes", None)),
    ],
)
def test_why_not_is_kept_beside_a_no(
    app: Flask, client: FlaskClient, changes: dict[str, Any], kept: tuple[str, str | None]
) -> None:
    answer_id = an_id()
    assert [put(client, said(**changes), answer_id).status_code for _ in "12"] == [201, 200]
    assert rows(app, "SELECT helped, why_not FROM help_answer") == [kept]


def test_a_reason_sent_again_after_a_server_that_knew_none_is_the_same_answer(
    client: FlaskClient,
) -> None:
    answer_id = an_id()
    assert put(client, said(helped="no"), answer_id).status_code == 201
    assert put(client, said(helped="no", why_not="closed"), answer_id).status_code == 200
    assert problem_of(put(client, said(helped="yes"), answer_id)) == "feedback-differs"


def test_nothing_of_the_person_is_kept(app: Flask, client: FlaskClient) -> None:
    extra = {"lat": 53.5448012, "device": "x-1", "at": "2026-11-27T23:30:05Z"}
    assert put(client, said(**extra)).status_code == 201
    (row,) = rows(app, "SELECT * FROM help_answer")
    assert len(row) == 6
    assert "53.5" not in str(row)
    assert "23:30" not in str(row)
