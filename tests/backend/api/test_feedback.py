"""Taking answers: what is refused and how, what is stored, and that repeating is harmless."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.backend.cast import a_place, an_answer, an_id, load, problem_of, put
from tests.backend.rows import count, rows

V1_UUID = "c232ab00-9414-11ec-b3c8-9f6bdeced846"


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


@pytest.mark.parametrize(
    ("changes", "code", "status"),
    [
        ({"zone": "nowhere"}, "zone-unknown", 422),
        ({"zone": None, "place": "nowhere"}, "place-unknown", 422),
        ({"week": "2026-W49"}, "week-impossible", 422),
        ({"week": "2025-W40"}, "week-impossible", 422),
        ({"week": "2026-W54"}, "body-invalid", 422),
        ({"week": "soon"}, "body-invalid", 422),
        ({"week": "2026-W4\uff18"}, "body-invalid", 422),
        ({"questions_version": 2}, "questions-unknown", 422),
        ({"questions_version": 10**30}, "body-invalid", 422),
        ({"questions": "others"}, "questions-unknown", 422),
        ({"questions_version": "1"}, "body-invalid", 422),
        ({"level": None}, "body-invalid", 422),
        ({"level": "Very unsafe; DROP TABLE"}, "body-invalid", 422),
        ({"factors": "bad_lighting"}, "body-invalid", 422),
        ({"factors": ["groups"] * 21}, "body-invalid", 422),
        ({"place": "p1"}, "body-invalid", 422),
        ({"zone": None}, "body-invalid", 422),
        ({"zone": "z1\x00"}, "body-invalid", 422),
        ({"receipt_hash": "abc"}, "body-invalid", 422),
        ({"week": "2026-W48" * 3}, "body-invalid", 422),
    ],
)
def test_what_cannot_be_right_is_refused_and_not_stored(
    app: Flask, client: FlaskClient, changes: dict[str, Any], code: str, status: int
) -> None:
    response = put(client, an_answer(**changes))
    assert (problem_of(response), response.status_code) == (code, status)
    assert count(app, "feedback") == 0


@pytest.mark.parametrize(
    "feedback_id", [V1_UUID, "1", "not-an-id", "%00", V1_UUID.replace("-", "")]
)
def test_only_a_random_uuid_is_an_id(client: FlaskClient, feedback_id: str) -> None:
    response = put(client, an_answer(), feedback_id)
    assert (problem_of(response), response.status_code) == ("id-invalid", 422)


def test_a_fault_names_its_place_in_the_body(client: FlaskClient) -> None:
    response = put(client, an_answer(factors=["groups", "Not A Code"]))
    assert response.get_json(force=True)["errors"] == [
        {"where": "factors/1", "what": "This is not a code."}
    ]


def test_the_same_id_with_another_answer_is_refused_and_the_first_stays(
    app: Flask, client: FlaskClient
) -> None:
    feedback_id = an_id()
    put(client, an_answer(level="very_safe"), feedback_id)
    response = put(client, an_answer(level="very_unsafe"), feedback_id)
    assert (problem_of(response), response.status_code) == ("feedback-differs", 409)
    assert rows(app, "SELECT level FROM feedback") == [("very_safe",)]


def test_a_new_answer_is_stored_and_echoed(app: Flask, client: FlaskClient) -> None:
    feedback_id = an_id()
    response = put(client, an_answer(), feedback_id)
    assert response.status_code == 201
    assert response.get_json() == {"id": feedback_id, "state": "stored"}
    assert response.headers["Cache-Control"] == "no-store"
    found = rows(app, "SELECT zone_id, place_id, week, daypart, level, gender FROM feedback")
    assert found == [("z1", None, "2026-W48", "night_economy", "fairly_unsafe", "not_said")]


def test_the_same_answer_again_is_answered_200_and_stored_once(
    app: Flask, client: FlaskClient
) -> None:
    feedback_id = an_id()
    answers = [put(client, an_answer(), feedback_id) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert {answer.get_json()["id"] for answer in answers} == {feedback_id}
    assert count(app, "feedback") == 1


def test_equal_answers_in_another_order_or_case_are_the_same(
    app: Flask, client: FlaskClient
) -> None:
    feedback_id = an_id()
    put(client, an_answer(factors=["groups", "bad_lighting"]), feedback_id)
    again = put(
        client, an_answer(factors=["bad_lighting", "groups", "groups"]), feedback_id.upper()
    )
    assert again.status_code == 200
    assert again.get_json()["id"] == feedback_id


def test_a_field_of_a_later_version_is_ignored(app: Flask, client: FlaskClient) -> None:
    assert put(client, an_answer(version=2, mood="blue", lat=53.5)).status_code == 201
    assert count(app, "feedback") == 1


def test_a_code_of_a_later_version_becomes_other(app: Flask, client: FlaskClient) -> None:
    put(client, an_answer(happened="a_new_code", daypart="dawn", factors=["a_new_code"]))
    assert rows(app, "SELECT happened, daypart FROM feedback") == [("other", "other")]


def test_a_safe_place_can_be_rated_as_itself(app: Flask, client: FlaskClient) -> None:
    assert put(client, an_answer(zone=None, place="p1")).status_code == 201
    assert rows(app, "SELECT zone_id, place_id FROM feedback") == [(None, "p1")]


def test_an_answer_about_a_suspended_place_is_still_taken(app: Flask, client: FlaskClient) -> None:
    load(app, places=[a_place(state="suspended")])
    assert put(client, an_answer(zone=None, place="p1")).status_code == 201


@pytest.mark.parametrize("week", ["2026-W48", "2025-W48"])
def test_this_week_and_the_same_week_a_year_ago_are_taken(client: FlaskClient, week: str) -> None:
    assert put(client, an_answer(week=week)).status_code == 201
