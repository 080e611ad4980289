"""Face: the blueprint all routes of the API are made from, and the refusals they have in common."""

from collections.abc import Callable
from typing import Any

from flask_smorest import Blueprint

from backend.web.bodies import BodyParser
from backend.web.problems import PROBLEM_JSON
from shared.wire_messages import ProblemSchema

NO_STORE = {"Cache-Control": "no-store"}
BODY_REFUSALS = {
    400: "The body is not one JSON object, or is nested too deep.",
    413: "The body is larger than 16 kB.",
    415: "The body is not declared as application/json.",
    422: "Something in the body is missing or not as agreed; `errors` says where.",
}
ANY_REFUSAL = {
    405: "This address does not offer that method.",
    500: "Something went wrong on our side.",
    503: "We cannot do that right now; Retry-After says when to come back.",
}
View = Callable[..., Any]


class OpenBlueprint(Blueprint):
    """A blueprint anybody may use: no account, no cookie, nothing remembered about the caller."""

    ARGUMENTS_PARSER = BodyParser()


def refuses(blueprint: Blueprint, statuses: dict[int, str]) -> Callable[[View], View]:
    """Return a decorator that documents refusals: status and when it is given.

    One wrapper for all, since each that flask-smorest adds costs time in every request.
    """
    answer = {PROBLEM_JSON: {"schema": ProblemSchema}}
    responses = {
        str(status): {"description": description, "content": answer}
        for status, description in sorted({**ANY_REFUSAL, **statuses}.items())
    }
    decorate: Callable[[View], View] = blueprint.doc(responses=responses)
    return decorate
