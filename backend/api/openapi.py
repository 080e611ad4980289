"""Face: the OpenAPI 3.1 description, mended to say exactly what is answered."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask_smorest import Api

from backend.web.problems import PROBLEM_JSON

VERSION = "1.0.0"
DESCRIPTION = """\
UMay shows safe places that are open when you get there, and takes answers to how safe people feel.

There are no accounts. What phones read are published documents under `/published`, the same for
everybody; what they send are single answers that name a neighbourhood, a week and a part of the
day, never a person, a position or a moment. Where the partnership has switched it on, 13 to 17
year-olds may send a record of its own besides: a month, and what they changed. Every refusal is
`application/problem+json` (RFC 9457) with a `type` from the list in docs/problems.md.
"""
UUID_4 = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
_SETTINGS = {
    "API_TITLE": "UMay for residents",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {"description": DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": "/", "description": "This server"}],
    },
}


class DescribedApi(Api):
    """flask-smorest's description without its own error answers: ours are made in one place."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave all refusals to backend.web.problems."""


def describe(app: Flask) -> DescribedApi:
    """Return the description that collects an application's routes."""
    app.config.update(_SETTINGS)
    return DescribedApi(app)


def document_of(api: DescribedApi) -> dict[str, Any]:
    """Return the OpenAPI document; what flask-smorest adds and no route answers is left out."""
    document: dict[str, Any] = api.spec.to_dict()
    components = document["components"]
    components.pop("responses", None)
    components.get("schemas", {}).pop("Error", None)
    components.get("schemas", {}).pop("PaginationMetadata", None)
    components.pop("headers", None)
    _say_that_one_is_named(components["schemas"]["Feedback"], "zone", "place")
    for path in document["paths"].values():
        for operation in path.values():
            _say_when_to_return(operation)
        _say_what_ids_are(path.get("parameters", ()))
    return document


def _say_that_one_is_named(schema: dict[str, Any], one: str, other: str) -> None:
    """Describe that a body names exactly one of two things; the other is left out or null."""
    schema["oneOf"] = [
        {"required": [each], "properties": {each: {"type": "string"}, left: {"type": "null"}}}
        for each, left in ((one, other), (other, one))
    ]


def _say_what_ids_are(parameters: Iterable[dict[str, Any]]) -> None:
    """Describe ids in addresses as what is taken: random UUIDs in their usual form."""
    for parameter in parameters:
        if parameter.get("in") == "path" and parameter["name"].endswith("_id"):
            parameter["schema"] = {"type": "string", "pattern": UUID_4}


def _say_when_to_return(operation: Any) -> None:
    """Add the Retry-After header to each answer that asks to come back later."""
    for status, answer in (
        operation.get("responses", {}).items() if isinstance(operation, dict) else ()
    ):
        if status == "503" and PROBLEM_JSON in answer.get("content", {}):
            answer["headers"] = {
                "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
            }
