"""The fixed cast of the server's tests: two zones, two places, and the answers people give."""

import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.services.actors import COMMAND_LINE
from backend.services.publish import publish
from backend.services.young_questions import switch_young_questions
from backend.web.world import world
from tests.support.example import put_network

WEEK = "2026-W48"
RECEIPT = "7K3M-Q0ZD-1XWA-9BTE"
SIGN_OFF = "Ann Example, 2026-11-20"


def a_zone(zone_id: str = "z1", **changes: Any) -> dict[str, Any]:
    """Return the town centre as a zone of a network file."""
    zone = {"id": zone_id, "lat": 53.545, "lon": -2.632, "label": "Town centre", "town": "Wigan"}
    return {**zone, **changes}


def a_place(place_id: str = "p1", **changes: Any) -> dict[str, Any]:
    """Return a haven that is open on Friday and Saturday nights."""
    night = [["21:00", "05:00"]]
    place = {
        "id": place_id,
        "name": "Night Haven",
        "kind": "haven",
        "town": "Wigan",
        "address": "1 King Street",
        "postcode": "WN1 1BS",
        "lat": 53.5448,
        "lon": -2.6318,
        "facilities": ["water", "seat"],
        "weekly": [[], [], [], [], night, night, []],
        "exceptions": [{"on": "2026-12-25", "hours": []}],
        "listed_days": 90,
        "checked_days_ago": 6,
    }
    return {**place, **changes}


def a_network(**changes: Any) -> dict[str, Any]:
    """Return a network file of two zones, an area, a name and a place."""
    leigh = a_zone("z2", lat=53.497, lon=-2.517, label="Leigh centre", town="Leigh")
    network: dict[str, Any] = {
        "format": 1,
        "zones": [a_zone(), leigh],
        "areas": [{"id": "wigan", "name": "Wigan centre", "kind": "town", "zones": ["z1"]}],
        "names": [{"name": "Wigan", "kind": "town", "town": "Wigan", "lat": 53.5, "lon": -2.6}],
        "places": [a_place()],
    }
    return {**network, **changes}


def load(app: Flask, **changes: Any) -> None:
    """Put the small network into an application's database."""
    with app.app_context():
        put_network(a_network(**changes))


def load_and_publish(app: Flask, **changes: Any) -> None:
    """Put the small network into the database and publish it."""
    load(app, **changes)
    with app.app_context():
        publish(world())


def an_id() -> str:
    """Return a fresh id of an answer."""
    return str(uuid.uuid4())


def an_answer(**changes: Any) -> dict[str, Any]:
    """Return a feedback message about the town centre."""
    answer = {
        "version": 1,
        "questions": "umay",
        "questions_version": 1,
        "level": "fairly_unsafe",
        "factors": ["bad_lighting", "groups"],
        "zone": "z1",
        "daypart": "night_economy",
        "week": WEEK,
    }
    return {**answer, **changes}


def put(client: FlaskClient, answer: Any, feedback_id: str | None = None) -> TestResponse:
    """Send an answer and return the response."""
    return client.put(f"/api/v1/feedback/{feedback_id or an_id()}", json=answer)


def a_record(**changes: Any) -> dict[str, Any]:
    """Return a young people's record of this month."""
    record = {
        "version": 1,
        "month": "2026-11",
        "age_band": "from_13_to_17",
        "changes": ["avoided_areas", "missed_school"],
    }
    return {**record, **changes}


def put_record(client: FlaskClient, record: Any, record_id: str | None = None) -> TestResponse:
    """Send a young people's record and return the response."""
    return client.put(f"/api/v1/young-records/{record_id or an_id()}", json=record)


def ask_young(app: Flask, state: str, sign_off: str = SIGN_OFF) -> None:
    """Set what 13 to 17 year-olds are asked, as the command does, and publish it."""
    with app.app_context():
        switch_young_questions(world(), COMMAND_LINE, state, sign_off)


def problem_of(response: TestResponse) -> str:
    """Return the code of a refusal, after checking that it is a whole problem document."""
    body = response.get_json(force=True)
    assert response.content_type == "application/problem+json"
    assert body["status"] == response.status_code
    assert body["title"]
    return str(body["type"]).removeprefix("urn:umay:problem:")
