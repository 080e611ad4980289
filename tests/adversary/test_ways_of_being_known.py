"""S2b: every route, by every way of claiming to be somebody: each gives what nobody gets."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask_security.core import _request_loader

from backend.services.notices import Letter, post
from backend.services.transaction import write
from backend.web import guards
from backend.web.world import world
from tests.adversary.answers import Nobodys
from tests.adversary.asking import faults, nobodys
from tests.adversary.cast import Cast, gather
from tests.adversary.hearing import HEARS, officer_where
from tests.adversary.ways import FORGED, WAYS, Way
from tests.backend.pages.matrix import MATRIX
from tests.support.house import CANARY, a_house


@dataclass(frozen=True)
class Gathered:
    """Everybody in a house, and what nobody gets of each of its routes."""

    cast: Cast
    known: dict[str, Nobodys]
    wrong: list[str]


@pytest.fixture(scope="module")
def gathered(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathered]:
    with a_house(migrated_file, tmp_path_factory.mktemp("ways")) as house:
        cast = gather(house)
        yield Gathered(cast, *nobodys(cast))


def test_nobody_gets_what_the_table_says(gathered: Gathered) -> None:
    letters = {key: each.with_token.letter for key, each in gathered.known.items()}
    assert letters == {key: row[0] for key, row in MATRIX.items()}
    assert gathered.wrong == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_whoever_only_claims_to_be_somebody_gets_what_nobody_gets(
    gathered: Gathered, way: Way
) -> None:
    assert faults(gathered.cast, way, gathered.known) == []


SEEN_BY_ALL = ("GET /about", "POST /find")
SOME = ("GET /console/places", "POST /console/places/<place_id>/<deed>", *SEEN_BY_ALL)
"""A few routes, enough for a broken variant to be seen."""

KNOWN_AS = {"PATCH": "GET"}
"""What a server in front might make of a method."""


def named(name: str) -> Way:
    return next(way for way in WAYS if way.name == name)


@pytest.mark.parametrize("name", HEARS)
def test_a_guard_that_hears_it_is_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    cast = gathered.cast
    monkeypatch.setattr(guards, "known", officer_where(cast, HEARS[name]))
    assert faults(cast, named(name), gathered.known, SOME)


def test_a_library_that_hears_tokens_and_remembers_is_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = gathered.cast.house.app.extensions["security"].login_manager
    monkeypatch.setattr(manager, "_request_callback", _request_loader)
    monkeypatch.setitem(gathered.cast.house.app.config, "SECURITY_API_ENABLED_METHODS", ["token"])
    remembers = type(manager)._load_user_from_remember_cookie
    monkeypatch.setattr(
        manager, "_load_user_from_remember_cookie", lambda cookie: remembers(manager, cookie)
    )
    asked = ("GET /account/sign-in", "POST /account/sign-in")
    for name in ("token in a header", "token in the address and in forms", "remembered"):
        assert faults(gathered.cast, named(name), gathered.known, asked), name


@pytest.mark.parametrize("name", [way.name for way in FORGED])
def test_forms_that_need_no_token_are_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(guards, "check_token", lambda: None)
    assert faults(gathered.cast, named(name), gathered.known, SOME)


def test_a_service_that_answers_to_every_name_is_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(gathered.cast.house.app.config, "TRUSTED_HOSTS", None)
    assert faults(gathered.cast, named("another host"), gathered.known, SEEN_BY_ALL)


def test_a_method_that_another_header_names_is_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = gathered.cast.house.app
    inner = app.wsgi_app

    def overridden(environ: dict[str, Any], start: Any) -> Any:
        method = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", environ["REQUEST_METHOD"])
        return inner({**environ, "REQUEST_METHOD": KNOWN_AS.get(method, method)}, start)

    monkeypatch.setattr(app, "wsgi_app", overridden)
    for name in ("another method", "everything, PATCH"):
        assert faults(gathered.cast, named(name), gathered.known, SEEN_BY_ALL), name


def test_a_blueprint_that_lost_its_guard_is_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = gathered.cast.house.app.before_request_funcs
    monkeypatch.setitem(hooks, "console_places", [])
    wrong = faults(gathered.cast, named("remembered"), gathered.known, SOME)
    assert [each for each in wrong if "a mishap" in each] != []


def test_reading_that_changes_something_and_reading_of_too_much_are_caught(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = gathered.cast

    def tell_all() -> str:
        with write() as session:
            post(session, world(), Letter("ann@inn.example", "Read", "It was read.", "page"))
        return CANARY

    monkeypatch.setitem(cast.house.app.view_functions, "finder_about.show_about", tell_all)
    wrong = faults(cast, named("everything"), gathered.known, ("GET /about",))
    assert wrong == [
        "everything: GET /about: 200",
        "everything: GET /about: 200, leaks",
        "everything: notice changed",
    ]


def test_a_route_outside_the_table_is_caught(gathered: Gathered) -> None:
    known = {key: each for key, each in gathered.known.items() if key != "GET /about"}
    wrong = faults(gathered.cast, named("everything"), known, ("GET /about",))
    assert wrong == ["everything: GET /about: 200, a route that nobody knows"]
