"""The description of the API: valid, for people too, and true about every refusal."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from backend.finder.security_contact import PATH as SECURITY_TXT
from backend.web.problems import is_page
from tests.backend.cast import a_record, an_answer, an_id, ask_young, load_and_publish

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ID = an_id()
JSON = "application/json"
FEEDBACK = "/api/v1/feedback/{feedback_id}"
RECORD = "/api/v1/young-records/{record_id}"
READ, WITHDRAW = "/api/v1/receipts/read", "/api/v1/receipts/withdraw"
BODY = json.dumps(an_answer()).encode()
YOUNG = json.dumps(a_record()).encode()

CASES: list[tuple[str, str, bytes, str, int]] = [
    ("put", FEEDBACK, BODY, JSON, 201),
    ("put", FEEDBACK, b"{", JSON, 400),
    ("put", FEEDBACK, b"{}", JSON, 422),
    ("put", FEEDBACK, BODY.replace(b"z1", b"z9"), JSON, 422),
    ("put", FEEDBACK, BODY.replace(b"W48", b"W49"), JSON, 422),
    ("put", FEEDBACK, BODY, "text/plain", 415),
    ("put", FEEDBACK, b" " * 20_000, JSON, 413),
    ("put", RECORD, YOUNG, JSON, 201),
    ("put", RECORD, b"{", JSON, 400),
    ("put", RECORD, b"{}", JSON, 422),
    ("put", RECORD, YOUNG.replace(b"2026", b"2025"), JSON, 201),
    ("put", RECORD, YOUNG.replace(b"2026", b"2024"), JSON, 422),
    ("put", RECORD, YOUNG, "text/plain", 415),
    ("put", RECORD, b" " * 20_000, JSON, 413),
    *(
        (method, path, body, kind, status)
        for method, path in (("post", READ), ("post", WITHDRAW))
        for body, kind, status in (
            (b'{"code": "7K3M-Q0ZD-1XWA-9BTE"}', JSON, 200),
            (b'{"code": "x"}', JSON, 422),
            (b"{}", JSON, 422),
            (b"[]", JSON, 400),
            (b"{}", "", 415),
            (b"0" * 20_000, JSON, 413),
        )
    ),
    ("get", "/healthz", b"", "", 200),
    ("get", "/readyz", b"", "", 503),
    ("get", "/published/manifest.json", b"", "", 503),
    ("get", "/published/{name}", b"", "", 404),
]


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/api/v1/openapi.json")
    assert response.mimetype == JSON
    loaded: dict[str, Any] = response.get_json()
    return loaded


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in ("get", "put", "post", "delete", "patch")
    ]


def test_the_description_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_operation_speaks_to_people(document: dict[str, Any]) -> None:
    assert document["info"]["title"] == "UMay for residents"
    assert len(document["info"]["description"]) > 200
    for method, path, operation in operations(document):
        assert operation["summary"].endswith("."), (method, path)
        assert operation["tags"], (method, path)


def test_every_route_is_described(app: Flask, document: dict[str, Any]) -> None:
    own_pages = {"/static/<path:filename>", "/api/v1/openapi.json", "/api/v1/docs", SECURITY_TXT}
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule not in own_pages and not is_page(rule.rule)
    }
    assert set(document["paths"]) == routes


def test_every_refusal_is_a_problem_and_503_says_when_to_return(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        assert {"405", "500", "503"} <= set(operation["responses"]), (method, path)
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                content = answer["content"]
                assert list(content) == ["application/problem+json"], (method, path, status)
                reference = {"$ref": "#/components/schemas/Problem"}
                assert content["application/problem+json"]["schema"] == reference
            if status == "503":
                assert "Retry-After" in answer["headers"]


@pytest.mark.parametrize(("method", "path", "body", "kind", "status"), CASES)
def test_what_is_answered_is_what_the_description_lists(
    app: Flask,
    document: dict[str, Any],
    method: str,
    path: str,
    body: bytes,
    kind: str,
    status: int,
) -> None:
    if status != 503:
        load_and_publish(app)
        ask_young(app, "on")
    address = path.format(feedback_id=ID, record_id=ID, name="none.json")
    response = app.test_client().open(address, method=method.upper(), data=body, content_type=kind)
    assert response.status_code == status
    listed = document["paths"][path][method]["responses"][str(status)]["content"]
    assert response.mimetype in listed


@pytest.mark.parametrize("path", [FEEDBACK, RECORD, READ, WITHDRAW, "/healthz", "/readyz"])
def test_a_method_that_is_not_offered_is_listed_too(
    client: FlaskClient, document: dict[str, Any], path: str
) -> None:
    response = client.delete(path.format(feedback_id=ID, record_id=ID))
    (operation,) = [found for _, at, found in operations(document) if at == path]
    assert response.status_code == 405
    assert response.mimetype in operation["responses"]["405"]["content"]


def test_the_page_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    response = client.get("/api/v1/docs")
    policy = response.headers["Content-Security-Policy"]
    assert response.mimetype == "text/html"
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "://" not in response.text
    assert "<script>" not in response.text
    assert 'href="openapi.json"' in response.text


def test_a_page_that_was_not_built_says_so(app: Flask, tmp_path: Path) -> None:
    app.static_folder = str(tmp_path)
    page = app.test_client().get("/api/v1/docs").text
    assert "has not been built on this machine" in page
    assert "<script" not in page


def test_the_page_shows_the_description_once_it_is_built(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "vendor" / "swagger-ui"
    folder.mkdir(parents=True)
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        (folder / name).write_text("")
    app.static_folder = str(tmp_path)
    page = app.test_client().get("/api/v1/docs").text
    assert "/vendor/swagger-ui/swagger-ui-bundle.js" in page
    assert 'data-description="openapi.json"' in page
