"""Following up and withdrawing an answer by its receipt, before and after it arrived."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.ids import receipt_hash
from tests.backend.cast import RECEIPT, an_answer, an_id, load, problem_of, put
from tests.backend.rows import count, rows

ANSWER = an_answer(receipt_hash=receipt_hash(RECEIPT))
NOTHING_MORE: dict[str, object] = {"label": None, "replies": [], "restored_on": None}


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


def ask(client: FlaskClient, deed: str, code: object = RECEIPT) -> TestResponse:
    return client.post(f"/api/v1/receipts/{deed}", json={"code": code})


@pytest.mark.parametrize("deed", ["read", "withdraw"])
@pytest.mark.parametrize("code", ["", "7K3M", "7K3M-Q0ZD-1XWA-9BTU", "' OR 1=1 --"])
def test_what_is_no_receipt_is_refused(client: FlaskClient, deed: str, code: str) -> None:
    assert problem_of(ask(client, deed, code)) == "receipt-invalid"


@pytest.mark.parametrize("code", [None, 7, "7" * 61])
def test_a_code_that_is_no_short_text_is_a_fault_of_the_body(
    client: FlaskClient, code: object
) -> None:
    assert problem_of(ask(client, "read", code)) == "body-invalid"


def test_what_has_not_arrived_is_said_to_be_so(client: FlaskClient) -> None:
    response = ask(client, "read")
    assert response.status_code == 200
    assert response.get_json() == {"state": "not_arrived", **NOTHING_MORE}
    assert response.headers["Cache-Control"] == "no-store"


def test_an_answer_that_arrived_is_named_by_its_zone(client: FlaskClient) -> None:
    put(client, ANSWER)
    found = ask(client, "read", RECEIPT.lower().replace("-", " ")).get_json()
    assert found == {"state": "arrived", **NOTHING_MORE, "label": "Town centre"}


def test_an_answer_about_a_place_is_named_by_the_place(client: FlaskClient) -> None:
    put(client, {**ANSWER, "zone": None, "place": "p1"})
    assert ask(client, "read").get_json()["label"] == "Night Haven"


def test_a_withdrawn_answer_is_deleted_and_only_the_week_is_kept(
    app: Flask, client: FlaskClient
) -> None:
    feedback_id = an_id()
    put(client, ANSWER, feedback_id)
    assert ask(client, "withdraw").get_json()["state"] == "withdrawn"
    assert ask(client, "read").get_json() == {"state": "withdrawn", **NOTHING_MORE}
    assert count(app, "feedback") == 0
    kept = set(rows(app, "SELECT token, week FROM withdrawn"))
    assert kept == {(receipt_hash(RECEIPT), "2026-W48"), (feedback_id, "2026-W48")}


@pytest.mark.parametrize("changes", [{}, {"receipt_hash": None}, {"level": "very_safe"}])
def test_a_withdrawn_answer_that_comes_again_is_answered_200_and_stays_away(
    app: Flask, client: FlaskClient, changes: dict[str, object]
) -> None:
    feedback_id = an_id()
    put(client, ANSWER, feedback_id)
    ask(client, "withdraw")
    again = put(client, {**ANSWER, **changes}, feedback_id)
    assert (again.status_code, again.get_json()["id"]) == (200, feedback_id)
    assert count(app, "feedback") == 0


def test_an_answer_withdrawn_before_it_arrives_never_arrives(
    app: Flask, client: FlaskClient
) -> None:
    assert ask(client, "withdraw").get_json()["state"] == "withdrawn"
    late = put(client, ANSWER)
    assert late.status_code == 200
    assert count(app, "feedback") == 0
    assert ask(client, "read").get_json()["state"] == "withdrawn"


def test_withdrawing_twice_changes_nothing(app: Flask, client: FlaskClient) -> None:
    put(client, ANSWER)
    first = ask(client, "withdraw").get_json()
    assert ask(client, "withdraw").get_json() == first
    assert count(app, "withdrawn") == 2


def test_other_answers_stay_when_one_is_withdrawn(app: Flask, client: FlaskClient) -> None:
    put(client, ANSWER)
    put(client, an_answer())
    ask(client, "withdraw")
    assert rows(app, "SELECT receipt_hash FROM feedback") == [(None,)]
