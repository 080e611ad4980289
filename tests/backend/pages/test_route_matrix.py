"""S2: every route, in every way it can be asked, by everybody: what each of them gets."""

import re
from pathlib import Path

import pytest
from flask import Blueprint

from backend.domain.staff import OFFICER
from backend.web import guards, residents
from backend.web.responses import SAFE_HEADERS
from tests.backend.pages.matrix import MATRIX
from tests.support.house import House, everybody
from tests.support.leaks import leaks_in
from tests.support.route_walk import Asked, ask, filled, outcome, routes, values, walk

RESIDENTS_BLUEPRINTS = {
    "documentation",
    "feedback",
    "health",
    "help_answers",
    "published",
    "receipts",
    "young_records",
}
SAME_FOR_ALL = re.compile(r"/|/places/[^/]+|/list/[^/]+|/about(/[^/]+)?|/at")
"""Residents' pages that are the same for everybody; all others are kept by nobody."""
MAY_READ = ("neighbour", "officer")
"""Who may read what stands in the second place's fields: its guardian, and officers."""
NAMES_IT = ("administrator", "GET /console/audit")
"""The audit chain names the place that a deed was about; a place's name is no secret."""


@pytest.fixture(scope="module")
def walked(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Asked]:
    """Every request of the walk with its answer."""
    from tests.support.house import a_house

    with a_house(migrated_file, tmp_path_factory.mktemp("walk")) as house:
        house.settle()
        house.release()
        return walk(house, everybody(house))


def test_every_route_gives_everybody_what_the_table_says(walked: list[Asked]) -> None:
    found: dict[str, str] = {}
    for asked in walked:
        found[asked.key] = found.get(asked.key, "") + asked.outcome
    assert found == MATRIX


def test_nobody_reads_what_stands_in_anothers_fields(walked: list[Asked]) -> None:
    leaks = [
        f"{a.role}: {a.key}"
        for a in walked
        if a.role not in MAY_READ and (a.role, a.key) != NAMES_IT and leaks_in(a.response, a.key)
    ]
    assert leaks == []
    assert any(leaks_in(asked.response) for asked in walked if asked.role == "officer")


def test_residents_answers_set_no_cookie_whoever_asks(walked: list[Asked]) -> None:
    machines = [asked.response for asked in walked if asked.outcome == "J"]
    assert len(machines) > 50
    assert [each for each in machines if "Set-Cookie" in each.headers] == []


def test_every_answer_says_what_keeps_it_apart_from_other_sites(walked: list[Asked]) -> None:
    lacking = [
        f"{asked.key}: {name}"
        for asked in walked
        for name, _ in SAFE_HEADERS
        if len(asked.response.headers.getlist(name)) != 1
    ]
    assert lacking == []


def test_every_text_says_in_which_letters_it_is_written(walked: list[Asked]) -> None:
    answers = [each.response for each in walked]
    texts = [answer for answer in answers if (answer.mimetype or "").startswith("text/")]
    assert len(texts) > 200
    assert {text.mimetype_params.get("charset") for text in texts} == {"utf-8"}


def test_every_page_says_what_it_may_load_and_only_what_is_the_same_for_all_is_kept(
    walked: list[Asked],
) -> None:
    ours = [each.response for each in walked if each.outcome != "J"]
    pages = [each for each in ours if each.mimetype == "text/html"]
    pages = [each for each in pages if each.status_code < 300 or each.status_code >= 400]
    assert len(pages) > 200
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), page.request.path
        assert "unsafe" not in policy
        kept = page.headers["Cache-Control"]
        is_shared = page.status_code == 200 and SAME_FOR_ALL.fullmatch(page.request.path)
        assert kept == ("no-cache" if is_shared else "no-store"), page.request.path
        assert ("ETag" in page.headers) == bool(is_shared)


def test_every_blueprint_says_whom_it_lets_in(house: House) -> None:
    assert set(house.app.blueprints) - set(guards.GUARDS) == RESIDENTS_BLUEPRINTS


def test_nothing_is_changed_without_the_token_of_the_form(house: House) -> None:
    house.settle()
    people, held = everybody(house), values(house)
    refused = 0
    for key, rule in routes(house.app):
        method = key.partition(" ")[0]
        blueprint = rule.endpoint.split(".")[0]
        if (
            method == "GET"
            or blueprint in RESIDENTS_BLUEPRINTS
            or blueprint in residents.BLUEPRINTS
        ):
            continue
        for browser in people.values():
            response = browser.client.open(filled(rule.rule, held), method=method)
            may_say = ("S", "N", "X") if MATRIX[key][0] == "S" else ("X",)
            is_page_of_ours = outcome(response) in may_say
            assert is_page_of_ours, (key, browser.email, response.status)
            refused += outcome(response) == "X"
    assert refused > 100


@pytest.mark.parametrize(
    "foreign",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8000"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_residents_form_from_another_site_is_refused(
    house: House, foreign: dict[str, str]
) -> None:
    house.settle()
    client, held = house.app.test_client(), values(house)
    forms = [
        filled(rule.rule, held)
        for key, rule in routes(house.app)
        if key.startswith("POST") and rule.endpoint.split(".")[0] in residents.BLUEPRINTS
    ]
    assert len(forms) >= 3
    assert {client.post(path, headers=foreign).status_code for path in forms} == {403}


def test_a_blueprint_without_a_guard_or_with_a_wrong_role_is_caught(house: House) -> None:
    open_door = Blueprint("forgotten", __name__, url_prefix="/console/forgotten")
    open_door.add_url_rule("/", view_func=lambda: "everybody's")
    wrong = Blueprint("wrong", __name__, url_prefix="/console/wrong")
    wrong.add_url_rule("/", view_func=lambda: "not for analysts")
    wrong.before_request(guards._check)
    house.app.register_blueprint(open_door)
    house.app.register_blueprint(wrong)
    assert "forgotten" in set(house.app.blueprints) - set(guards.GUARDS) - RESIDENTS_BLUEPRINTS
    unknown = {key for key, _ in routes(house.app)} - set(MATRIX)
    assert unknown == {"GET /console/forgotten/", "GET /console/wrong/"}
    guards.GUARDS["wrong"] = frozenset({OFFICER, "analyst"})
    try:
        analyst = house.joins("analyst", "ada@council.example")
        assert outcome(ask(analyst, "GET", "/console/wrong/")) == "P" != MATRIX["GET /console/"][4]
    finally:
        del guards.GUARDS["wrong"]
