"""Web: every refusal and every mishap as RFC 9457 problem details."""

import json
import logging
import traceback

from flask import Flask, Response, has_request_context, request
from werkzeug.exceptions import HTTPException, SecurityError

from backend.web.pages import problem_page
from backend.web.residents import resident_problem
from backend.web.responses import SafeResponse
from backend.web.sessions import has_session
from shared.problems import Problem

RETRY_AFTER_S = 30
PROBLEM_JSON = "application/problem+json"

_BY_STATUS = {
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "body-not-declared-json",
    416: "range-beyond-end",
    503: "service-unavailable",
}
MACHINE_PATHS = ("/api/", "/published/", "/static/", "/.well-known/", "/healthz", "/readyz")
"""What programs ask for, and are refused as such; everywhere else people read pages."""

log = logging.getLogger("backend")


def register(app: Flask) -> None:
    """Answer every refusal and every mishap of an application as a problem."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unexpected)


def answer(problem: Problem) -> Response:
    """Return a refusal as a response that no cache keeps; a 503 says when to come back.

    Where people read pages it is a page, elsewhere RFC 9457 problem details.
    """
    response = (
        _as_page(problem) if has_request_context() and is_page(request.path) else _as_json(problem)
    )
    response.headers["Cache-Control"] = "no-store"
    if problem.status == 503 or problem.code == "busy":
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def is_page(path: str) -> bool:
    """Return whether people read what is at a path, so that refusals there are pages too."""
    return not path.startswith(MACHINE_PATHS)


def _as_page(problem: Problem) -> Response:
    if not has_session(request.path):
        return resident_problem(problem)
    try:
        return problem_page(problem)
    except Problem:
        # Not even who asks could be found out: the database is away.
        return problem_page(problem, knows_who=False)


def _as_json(problem: Problem) -> Response:
    body = json.dumps(problem.to_wire(), ensure_ascii=False)
    return SafeResponse(body, problem.status, mimetype=PROBLEM_JSON)


def _answer_http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        # Without a host there are no addresses to put on a page.
        return _as_json(Problem("host-unknown"))
    status = error.code or 500
    code = _BY_STATUS.get(status, "bad-request" if status < 500 else "unexpected")
    response = answer(Problem(code))
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range"):
            response.headers[name] = value
    return response


def _answer_unexpected(error: Exception) -> Response:
    log_mishap(error)
    return answer(Problem("unexpected"))


def log_mishap(error: BaseException) -> None:
    """Log what broke and where in the code; never an address, a body, or a message that quotes."""
    lines: list[str] = []
    step: BaseException | None = error
    while step is not None:
        kind = f"{type(step).__module__}.{type(step).__qualname__}"
        lines = [f"{kind}\n{''.join(traceback.format_tb(step.__traceback__))}", *lines]
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    log.error("Unexpected: %s", "".join(lines).rstrip())
