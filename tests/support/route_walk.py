"""Every route of the application asked for in every way by everybody, on real data."""

import re
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from backend.services.actors import COMMAND_LINE
from backend.services.invitations import Invitee
from backend.services.people import make_invitation
from backend.services.transaction import write
from backend.web.world import world
from tests.support.house import House
from tests.support.staff import Browser, looked_at

LAST = "security.logout"
RESIDENTS = ("/api/", "/published/", "/static/", "/.well-known/", "/healthz", "/readyz")
PAGE_ROOT = "/account/sign-in"
_CHOICES = r"<\w+\([^)]*\):"
"""The words a part of a rule may have; the table goes without them."""


@dataclass(frozen=True)
class Asked:
    """One request and its answer."""

    key: str
    role: str
    outcome: str
    response: TestResponse


def routes(app: Flask) -> list[tuple[str, Rule]]:
    """Return every method of every rule as "GET /path", the one that signs out at the end."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == LAST, rule.rule))
    return [
        (f"{method} {re.sub(_CHOICES, '<', rule.rule)}", rule)
        for rule in rules
        for method in sorted(rule.methods or ())
        if method not in ("HEAD", "OPTIONS")
    ]


def walk(house: House, everybody: dict[str, Browser]) -> list[Asked]:
    """Ask for every route as everybody and return what came."""
    found = []
    for role, browser in everybody.items():
        held = values(house)
        for key, rule in routes(house.app):
            path = filled(rule.rule, held)
            response = ask(browser, key.partition(" ")[0], path)
            response.get_data()
            response.close()
            found.append(Asked(key, role, outcome(response), response))
    return found


def filled(rule: str, values: dict[str, str]) -> str:
    """Return a rule's path with a value for each of its parts."""
    rule = rule.replace("<any(close, open):deed>", "close")
    rule = rule.replace("<any(confirm, refuse):deed>", "confirm")
    return re.sub(r"<[^>]*?(\w+)>", lambda part: values[part[1]], rule)


def ask(browser: Browser, method: str, path: str) -> TestResponse:
    """Ask for a path; what may change something carries the token of the browser's session."""
    if method == "GET":
        return browser.get(path)
    if path.startswith(RESIDENTS):
        return browser.client.open(path, method=method)
    token = browser.kept_token(PAGE_ROOT)
    return looked_at(browser.client.open(path, method=method, data={"csrf_token": token}))


def outcome(response: TestResponse) -> str:
    """Return a letter for what came of a request.

    J an answer for machines, S to the sign-in page, N not for you, F not found, X form expired,
    P a page, R on to another page, V a refusal that can be mended, ! anything else.
    """
    if response.request.path.startswith(RESIDENTS):
        return "J"
    status = response.status_code
    if status in (301, 302, 303, 308):
        return "S" if response.location.startswith("/account/sign-in?next=") else "R"
    letters = {200: "P", 400: "X", 401: "S", 403: "N", 404: "F", 409: "V", 410: "V", 422: "V"}
    return letters.get(status, "!")


def values(house: House) -> dict[str, str]:
    """Return what stands in paths: the first place, and new ids that each walk may use up."""
    with house.app.app_context(), write() as session:
        invitee = Invitee(f"{world().new_id()}@new.example", "New", "officer")
        make_invitation(session, world(), COMMAND_LINE, invitee)
    return {
        "place_id": "p1",
        "area_id": "w1",
        "period": "2026Q3",
        "candidate_id": "d1",
        "deed": "suspend",
        "name": "place",
        "staff_id": "1",
        "key": "999",
        "appointment_id": "00000000-0000-4000-8000-000000000000",
        "invitation_id": "00000000-0000-4000-8000-000000000000",
        "session_id": "00000000-0000-4000-8000-000000000000",
        "feedback_id": "00000000-0000-4000-8000-000000000000",
        "answer_id": "00000000-0000-4000-8000-000000000000",
        "record_id": "00000000-0000-4000-8000-000000000000",
        "secret": "unknown",
        "sheet": "poster",
        "slug": "wigan",
        "reading": "privacy",
        "token": "unknown",
        "filename": "js/webauthn.js",
    }
