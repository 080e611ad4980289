"""Every route asked for in one way of being known, and all that is wrong with what came."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from flask import Flask
from sqlalchemy import Table, text
from werkzeug.test import TestResponse

from backend.storage.database import Row, db
from tests.adversary.answers import Answer, Nobodys, answer_of, is_for_staff
from tests.adversary.cast import Cast
from tests.adversary.ways import WAYS, Claim, Way
from tests.support.leaks import leaks_in
from tests.support.route_walk import RESIDENTS, filled, routes

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
COUNTED = ("tries", "security_event")
"""The tables that say what was tried in vain: they may grow."""


@dataclass(frozen=True)
class Route:
    """One method of one rule, as the table of routes names it, and its path."""

    key: str
    method: str
    path: str


def all_routes(cast: Cast) -> list[Route]:
    """Return every method of every rule with its path filled in."""
    return [
        Route(key, key.partition(" ")[0], filled(rule.rule, cast.paths))
        for key, rule in routes(cast.house.app)
    ]


def ask(cast: Cast, claim: Claim, route: Route, peer: str = "127.0.0.1") -> TestResponse:
    """Ask for a route with a claim, on a session as it was before any other request."""
    cast.put_back(claim.session)
    client = cast.house.app.test_client()
    for name, value in {"umay": claim.session.cookie, **claim.cookies}.items():
        client.set_cookie(name, value)
    sent: dict[str, object] = {"headers": claim.headers, "query_string": claim.query}
    if route.method not in SAFE and claim.json is not None:
        sent["json"] = claim.json
    elif route.method not in SAFE and not route.path.startswith(RESIDENTS):
        sent["data"] = {"csrf_token": claim.session.token, **claim.fields}
    sent["environ_base"] = {"REMOTE_ADDR": peer}
    response = client.open(route.path, method=route.method, **sent)  # type: ignore[arg-type]
    response.get_data()
    response.close()
    return response


def nobodys(cast: Cast) -> tuple[dict[str, Nobodys], list[str]]:
    """Return what nobody gets of each route, and what is wrong with that already."""
    claim = Claim(cast.sessions["nobody"])
    bare = Claim(replace(claim.session, cookie="none", content={}, token=""))
    found: dict[str, tuple[Answer, Answer]] = {}
    wrong = []
    for route in all_routes(cast):
        responses = [ask(cast, claim, route)]
        responses += [ask(cast, bare, route)] if is_for_staff(route.path) else []
        found[route.key] = answer_of(responses[0]), answer_of(responses[-1])
        wrong += [f"{route.key}: leaks" for each in responses if leaks_in(each, route.key)]
    guarded = {key.partition(" ")[2] for key, (each, _) in found.items() if each.letter == "S"}
    return {
        key: Nobodys(*both, _read(found, key), key.partition(" ")[2] in guarded)
        for key, both in found.items()
    }, wrong


def _read(found: dict[str, tuple[Answer, Answer]], key: str) -> Answer | None:
    read = found.get(f"GET {key.partition(' ')[2]}")
    return read and read[0]


def faults(
    cast: Cast, way: Way, known: dict[str, Nobodys], only: Collection[str] = ()
) -> list[str]:
    """Return all that is wrong once every route, or only some, was asked for in one way."""
    claim, before, wrong = way.claim(cast), digests(cast.house.app), []
    # Each way comes from a sender of its own: no limit of what one sender may do is reached.
    peer = f"198.51.100.{WAYS.index(way)}"
    for route, key in _asked(cast, way):
        if only and key not in only:
            continue
        response = ask(cast, claim, route, peer)
        said = f"{way.name}: {route.method} {key.partition(' ')[2]}: {response.status_code}"
        if key not in known:
            wrong.append(f"{said}, a route that nobody knows")
            continue
        wrong += [f"{said}{what}" for what in _wrong_with(response, way, key, known[key])]
    after = digests(cast.house.app)
    return wrong + [f"{way.name}: {name} changed" for name in before if before[name] != after[name]]


def _wrong_with(response: TestResponse, way: Way, key: str, nobodys: Nobodys) -> Iterator[str]:
    answer, nobody = answer_of(response), nobodys.with_token
    if key in way.opens and answer == nobody:
        yield ", not opened"
    if key not in way.opens and not way.fits(answer, nobodys):
        yield ""
    if answer.status >= 500 and answer.status != nobody.status:
        yield ", a mishap"
    if answer.said not in nobodys.sayings() and leaks_in(response, key):
        yield ", leaks"


def _asked(cast: Cast, way: Way) -> Iterator[tuple[Route, str]]:
    """Give each request of a way, and the key of the route that it is held against."""
    done: set[tuple[str, str]] = set()
    for route in all_routes(cast):
        if not way.where(route.path) or (way.changes_only and route.method in SAFE):
            continue
        for method in way.methods or (route.method,):
            if (method, route.path) not in done:
                done.add((method, route.path))
                yield replace(route, method=method), route.key


def digests(app: Flask) -> dict[str, str]:
    """Return a mark of what each table holds, but for those that count what was tried."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: _digest(connection.execute(text(f"SELECT * FROM {_of_somebody(table)}")))
            for table in Row.metadata.sorted_tables
            if table.name not in COUNTED
        }


def _digest(rows: Iterable[object]) -> str:
    return sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def _of_somebody(table: Table) -> str:
    """Leave out mails to nobody, which are stored so that nothing tells who has an account (S7)."""
    return f"{table.name} WHERE email != ''" if table.name == "notice" else table.name
