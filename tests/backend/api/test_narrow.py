"""The description of the API is as narrow as what is taken: what it allows, no field refuses."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shared.ids import RECEIPT_ALPHABET
from shared.wire_keys import MOST_TYPED
from tests.backend.cast import a_record, an_answer, an_id, ask_young, load_and_publish

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GROUPED = [f"{mark}{letter}" for mark in ("", " ", "-") for letter in RECEIPT_ALPHABET + "ilo"]
"""The letters of a receipt as people type them, with what they put between."""

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("put", "/api/v1/feedback/{feedback_id}"): an_answer(),
    ("put", "/api/v1/young-records/{record_id}"): a_record(),
    ("put", "/api/v1/help-answers/{answer_id}"): {
        "place": "p1",
        "week": an_answer()["week"],
        "helped": "yes",
    },
    ("post", "/api/v1/receipts/read"): {"code": "7K3M-Q0ZD-1XWA-9BTE"},
    ("post", "/api/v1/receipts/withdraw"): {"code": "7K3M-Q0ZD-1XWA-9BTE"},
}


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    load_and_publish(app)
    ask_young(app, "on")
    found: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    return found


def properties(document: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    """Return what a route's body may hold, by name."""
    content = document["paths"][path][method]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    found: dict[str, Any] = schema["properties"]
    return found


def is_narrow(told: dict[str, Any]) -> bool:
    """Return whether a description of a text says which texts."""
    kinds = told.get("type")
    is_text = kinds == "string" or (isinstance(kinds, list) and "string" in kinds)
    if told.get("type") == "array":
        return is_narrow(told["items"])
    return not is_text or "pattern" in told or "enum" in told


def test_every_text_that_is_taken_says_which_texts(document: dict[str, Any]) -> None:
    wide = [
        f"{path}: {name}"
        for method, path in BODIES
        for name, told in properties(document, method, path).items()
        if not is_narrow(told)
    ]
    assert wide == []
    assert not is_narrow({"type": "string"})
    assert not is_narrow({"type": "array", "items": {"type": ["string", "null"]}})


def test_ids_in_addresses_say_what_they_are(document: dict[str, Any]) -> None:
    for path in BODIES.keys() & {("put", path) for path in document["paths"]}:
        (told,) = document["paths"][path[1]]["parameters"]
        assert re.fullmatch(told["schema"]["pattern"], an_id())
        assert not re.fullmatch(told["schema"]["pattern"], an_id().replace("-", ""))


@pytest.mark.parametrize(
    ("named", "is_described"),
    [
        ({"zone": "z1"}, True),
        ({"zone": "z1", "place": None}, True),
        ({"zone": None, "place": "p1"}, True),
        ({}, False),
        ({"zone": None, "place": None}, False),
        ({"zone": "z1", "place": "p1"}, False),
    ],
)
def test_an_answer_about_nowhere_or_two_things_is_neither_described_nor_taken(
    document: dict[str, Any], client: FlaskClient, named: dict[str, Any], is_described: bool
) -> None:
    schema = document["components"]["schemas"]["Feedback"]
    body = {name: value for name, value in an_answer().items() if name != "zone"} | named
    assert Draft202012Validator(schema).is_valid(body) is is_described
    answer = client.put(f"/api/v1/feedback/{an_id()}", json=body)
    assert (answer.status_code == 201) is is_described


def fitting(told: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return what a description of a field allows."""
    if "enum" in told:
        return st.sampled_from([each for each in told["enum"] if each is not None])
    if told.get("type") == "array":
        return st.lists(fitting(told["items"]), min_size=1, max_size=3)
    if told.get("maxLength") == MOST_TYPED:
        # Drawn from the pattern itself nearly all would be longer than is allowed.
        return st.lists(st.sampled_from(GROUPED), min_size=16, max_size=16).map("".join)
    if "pattern" in told:
        texts = st.from_regex(re.compile(told["pattern"], re.ASCII), fullmatch=True)
        # The one thing that a pattern cannot say: which years have a 53rd week.
        return texts.filter(
            lambda text: len(text) <= told.get("maxLength", 64) and not text.endswith("-W53")
        )
    return st.integers(told.get("minimum", 0), told.get("maximum", 2**31 - 1))


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
@pytest.mark.parametrize("route", BODIES)
def test_what_the_description_allows_no_field_refuses(
    document: dict[str, Any], client: FlaskClient, route: tuple[str, str], data: st.DataObject
) -> None:
    method, path = route
    told = properties(document, method, path)
    name = data.draw(st.sampled_from(sorted(told)))
    value = data.draw(fitting(told[name]))
    body = {**BODIES[route], name: value}
    if name == "place" and "zone" in body:
        del body["zone"]
    address = re.sub(r"\{[a-z_]+\}", an_id(), path)
    answer = client.open(address, method=method.upper(), json=body)
    refused = [fault["where"] for fault in (answer.get_json() or {}).get("errors", ())]
    assert answer.status_code < 500
    assert [where for where in refused if where.split("/")[0] == name] == []
