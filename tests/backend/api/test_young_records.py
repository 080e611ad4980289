"""Taking young people's records: off unless switched on, stored once, and with five columns."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.clock import month_of
from shared.young_record import YoungRecord
from tests.backend.cast import a_record, an_id, ask_young, load, problem_of, put_record
from tests.backend.rows import count, rows
from tests.conftest import NOW
from tests.shared.test_wire import golden

WEAPON = a_record(changes=["carried_weapon", "missed_school"])
V1_UUID = "c232ab00-9414-11ec-b3c8-9f6bdeced846"


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


@pytest.fixture
def asked(app: Flask) -> None:
    ask_young(app, "on")


def changes_stored(app: Flask) -> list[Any]:
    return [row[0] for row in rows(app, "SELECT CAST(changes AS VARCHAR(500)) FROM young_record")]


def test_nothing_is_taken_unless_it_was_switched_on(app: Flask, client: FlaskClient) -> None:
    response = put_record(client, a_record())
    assert (problem_of(response), response.status_code) == ("young-questions-off", 422)
    assert count(app, "young_record") == 0


def test_nothing_new_is_taken_once_it_was_switched_off(app: Flask, client: FlaskClient) -> None:
    ask_young(app, "on")
    assert put_record(client, a_record()).status_code == 201
    ask_young(app, "off")
    assert problem_of(put_record(client, a_record())) == "young-questions-off"
    assert count(app, "young_record") == 1


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"month": "2025-10"}, "month-impossible"),
        ({"month": "2027-01"}, "month-impossible"),
        ({"month": "9999-12"}, "month-impossible"),
        ({"month": "2026-13"}, "body-invalid"),
        ({"month": "0000-12"}, "body-invalid"),
        ({"month": "2026-11-27"}, "body-invalid"),
        ({"month": "2026-W48"}, "body-invalid"),
        ({"month": "\u0662\u0660\u0662\u0666-11"}, "body-invalid"),
        ({"month": None}, "body-invalid"),
        ({"age_band": "from_18_to_24"}, "body-invalid"),
        ({"age_band": "under_13"}, "body-invalid"),
        ({"age_band": None}, "body-invalid"),
        ({"changes": []}, "body-invalid"),
        ({"changes": "nothing"}, "body-invalid"),
        ({"changes": ["Not A Code"]}, "body-invalid"),
        ({"changes": ["nothing"] * 11}, "body-invalid"),
        ({"version": "1"}, "body-invalid"),
    ],
)
def test_what_cannot_be_right_is_refused_and_not_stored(
    app: Flask, client: FlaskClient, changes: dict[str, Any], code: str
) -> None:
    response = put_record(client, a_record(**changes))
    assert (problem_of(response), response.status_code) == (code, 422)
    assert count(app, "young_record") == 0


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("month", ["2025-11", "2026-10", "2026-11", "2026-12"])
def test_a_year_back_to_the_month_that_a_wrong_clock_may_say_is_taken(
    client: FlaskClient, month: str
) -> None:
    assert put_record(client, a_record(month=month)).status_code == 201


@pytest.mark.parametrize(("later", "month"), [(1, "2026-12"), (2, "2027-01"), (-11, "2025-12")])
def test_months_are_counted_over_the_end_of_a_year(later: int, month: str) -> None:
    assert month_of(NOW, later) == month


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("record_id", [V1_UUID, "1", "not-an-id", V1_UUID.replace("-", "")])
def test_only_a_random_uuid_is_an_id(client: FlaskClient, record_id: str) -> None:
    assert problem_of(put_record(client, a_record(), record_id)) == "id-invalid"


@pytest.mark.usefixtures("asked")
def test_the_same_id_with_another_record_is_refused_and_the_first_stays(
    app: Flask, client: FlaskClient
) -> None:
    record_id = an_id()
    put_record(client, a_record(changes=["nothing"]), record_id)
    for changes in ({"changes": ["other"]}, {"changes": ["nothing"], "month": "2026-10"}):
        response = put_record(client, a_record(**changes), record_id)
        assert (problem_of(response), response.status_code) == ("feedback-differs", 409)
    assert changes_stored(app) == ['["nothing"]']


@pytest.mark.usefixtures("asked")
def test_a_new_record_is_stored_and_echoed(app: Flask, client: FlaskClient) -> None:
    record_id = an_id()
    response = put_record(client, a_record(), record_id)
    assert response.status_code == 201
    assert response.get_json() == {"id": record_id, "state": "stored"}
    assert response.headers["Cache-Control"] == "no-store"
    assert rows(app, "SELECT month, age_band FROM young_record") == [("2026-11", "from_13_to_17")]
    assert changes_stored(app) == ['["avoided_areas", "missed_school"]']


@pytest.mark.parametrize("state", ["on", "on-with-weapon"])
def test_the_same_record_in_any_order_is_stored_once_and_not_in_the_order_of_the_taps(
    app: Flask, client: FlaskClient, state: str
) -> None:
    ask_young(app, state)
    record_id, taps = an_id(), ["missed_school", "avoided_areas", "missed_school"]
    assert put_record(client, a_record(changes=taps), record_id).status_code == 201
    again = put_record(client, a_record(), record_id.upper())
    assert (again.status_code, again.get_json()["id"]) == (200, record_id)
    assert changes_stored(app) == ['["avoided_areas", "missed_school"]']


def test_what_was_stored_is_confirmed_after_it_was_switched_off(
    app: Flask, client: FlaskClient
) -> None:
    record_id = an_id()
    ask_young(app, "on")
    put_record(client, a_record(), record_id)
    ask_young(app, "off")
    assert put_record(client, a_record(), record_id).status_code == 200
    other = put_record(client, a_record(changes=["nothing"]), record_id)
    assert problem_of(other) == "feedback-differs"


def test_the_weapon_is_other_unless_it_is_asked(app: Flask, client: FlaskClient) -> None:
    ask_young(app, "on")
    put_record(client, WEAPON)
    assert changes_stored(app) == ['["missed_school", "other"]']
    # Nor does the hash tell what was left out.
    narrowed = YoungRecord("2026-11", "from_13_to_17", ("missed_school", "other"))
    hashes = rows(app, "SELECT content_hash FROM young_record")
    assert hashes == [(narrowed.content_hash(),)]


def test_the_weapon_is_kept_where_it_is_asked(app: Flask, client: FlaskClient) -> None:
    ask_young(app, "on-with-weapon")
    put_record(client, WEAPON)
    assert changes_stored(app) == ['["carried_weapon", "missed_school"]']


@pytest.mark.parametrize("states", [("on", "on-with-weapon"), ("on-with-weapon", "on")])
def test_repeating_is_harmless_when_what_is_asked_has_changed_between(
    app: Flask, client: FlaskClient, states: tuple[str, str]
) -> None:
    record_id = an_id()
    answers = []
    for state in states:
        ask_young(app, state)
        answers.append(put_record(client, WEAPON, record_id).status_code)
    assert answers == [201, 200]
    assert count(app, "young_record") == 1


@pytest.mark.usefixtures("asked")
def test_a_later_phone_is_understood(app: Flask, client: FlaskClient) -> None:
    record = a_record(version=2, changes=["a_new_code"], zone="z1", week="2026-W48", mood="blue")
    assert put_record(client, record).status_code == 201
    assert changes_stored(app) == ['["other"]']


@pytest.mark.usefixtures("asked")
def test_the_recorded_message_is_taken_as_it_is(client: FlaskClient) -> None:
    assert put_record(client, golden("young-record")).status_code == 201
