"""Web: reading a request's body as one small JSON object, and nothing else."""

import json
from typing import Any, NoReturn

from flask import Request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge

from backend.services.faults import faults_of
from shared.problems import Problem
from shared.wire_messages import MOST_BYTES

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_NESTED = 8
MOST_READ = MOST_BYTES + 1
"""Flask's MAX_CONTENT_LENGTH. A chunked body is cut there without a word (Werkzeug 3.1), so one
byte more than is allowed is read: then the cut shows."""


class MeasuredRequest(Request):
    """A request whose form is read only where its length was announced: never half of one."""

    def _load_form_data(self) -> None:
        is_cut = "HTTP_TRANSFER_ENCODING" in self.environ
        if is_cut and self.mimetype in FORM_TYPES:
            raise RequestEntityTooLarge
        super()._load_form_data()


class BodyParser(FlaskParser):
    """flask-smorest's parser with our reading and our refusals."""

    def load_json(self, req: Request, schema: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the body as an object; raises body-not-declared-json, -too-large, -not-json."""
        return read_object(req)

    def handle_error(self, error: Any, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401
        """Raise Problem body-invalid with every fault and its path in the body."""
        found = error.messages.get("json", error.messages)
        raise Problem("body-invalid", errors=faults_of(found)) from error


def read_object(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request.

    Raises body-not-declared-json, body-not-json, and body-too-large also where the length was not
    announced.
    """
    if request.mimetype != "application/json":
        raise Problem("body-not-declared-json")
    data = request.get_data(cache=False)
    if len(data) > MOST_BYTES:
        raise Problem("body-too-large")
    body = parse_object(data)
    if _is_deeper(body, MOST_NESTED):
        raise Problem("body-not-json", f"It is nested more than {MOST_NESTED} deep.")
    return body


def parse_object(data: bytes) -> dict[str, Any]:
    """Return the object of JSON in UTF-8; raise Problem body-not-json, for NaN too."""
    try:
        body = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Problem("body-not-json") from None
    if not isinstance(body, dict):
        raise Problem("body-not-json")
    return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _is_deeper(value: object, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return False
    return levels == 0 or any(_is_deeper(item, levels - 1) for item in inner)  # type: ignore[attr-defined]
