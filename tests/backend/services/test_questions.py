"""Versions of the questions: made by administrators, published, and older ones as good as ever."""

import json
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.domain.questions import PARTS, asked_in
from backend.domain.staff import ROLES
from backend.services.actors import Actor
from backend.services.audit import verify
from backend.services.publish import publish, publish_due
from backend.services.questions import change_parts, versions
from backend.services.transaction import read
from backend.services.world import World
from backend.services.young_questions import switch_young_questions, young_questions
from backend.storage.question_versions import question_versions
from shared.problems import Problem
from tests.backend.cast import SIGN_OFF, a_network, an_answer, an_id, problem_of, put
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import staff
from tests.conftest import NOW
from tests.support.example import put_network

ALL = list(PARTS)


@pytest.fixture
def administrator(world: World) -> Actor:
    put_network(a_network())
    return staff("amir@council.example", "administrator")


def published(world: World) -> list[dict[str, Any]]:
    """Return the question sets that the manifest names."""
    manifest = json.loads((world.published_dir / "manifest.json").read_bytes())
    (entry,) = [each for each in manifest["documents"] if each["document"] == "questions"]
    body = json.loads((world.published_dir / entry["name"]).read_bytes())
    found: list[dict[str, Any]] = body["sets"]
    return found


def ids(questions: dict[str, Any]) -> list[str]:
    return [each["id"] for each in questions["questions"]]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_administrators_change_what_is_asked(
    app: Flask, world: World, administrator: Actor, role: str
) -> None:
    with pytest.raises(Problem, match="not-for-you"):
        change_parts(world, staff("other@council.example", role), 1, [])
    assert count(app, "question_version") == 0


@pytest.mark.parametrize(
    ("seen", "parts", "code"),
    [
        (1, ALL, "nothing-changed"),
        (1, [*ALL[::-1], *ALL], "nothing-changed"),
        (0, [], "changed-meanwhile"),
        (2, [], "changed-meanwhile"),
        (1, ["reporting"], "form-invalid"),
        (1, ["weather"], "form-invalid"),
    ],
)
def test_a_form_that_changes_nothing_or_is_stale_or_wrong_is_refused(
    app: Flask, world: World, administrator: Actor, seen: int, parts: list[str], code: str
) -> None:
    publish(world)
    with pytest.raises(Problem, match=code):
        change_parts(world, administrator, seen, parts)
    assert count(app, "question_version") == count(app, "audit") == 0
    assert publish_due(world) is None


def test_a_change_is_a_new_version_published_beside_the_old_ones(
    app: Flask, world: World, administrator: Actor
) -> None:
    publish(world)
    assert [each["version"] for each in published(world)] == [1]
    assert change_parts(world, administrator, 1, ["about_me"]) == 2
    assert publish_due(world) is not None
    first, second = published(world)
    assert ids(first) == [
        *("level", "factors", "happened", "reported", "why_not", "age_band", "setting")
    ]
    assert (second["version"], ids(second)) == (2, ["level", "factors", "age_band"])
    assert second["questions"][0]["text"]["pl"]
    assert change_parts(world, administrator, 2, ALL) == 3
    publish(world)
    assert [each["version"] for each in published(world)] == [1, 2, 3]
    assert ids(published(world)[2]) == ids(first)
    assert rows(app, "SELECT actor, deed, detail FROM audit ORDER BY seq") == [
        (administrator.mark, "question_parts", "version 2; asks about_me"),
        (
            administrator.mark,
            "question_parts",
            "version 3; asks happened, reporting, about_me, setting",
        ),
    ]
    assert verify().trouble == ""


def test_of_two_administrators_at_the_same_moment_one_is_told(
    app: Flask, world: World, administrator: Actor
) -> None:
    start, outcomes = Barrier(3), []

    def send(parts: list[str]) -> None:
        with app.app_context():
            start.wait()
            try:
                outcomes.append(str(change_parts(world, administrator, 1, parts)))
            except Problem as problem:
                outcomes.append(problem.code)

    threads = [Thread(target=send, args=(parts,)) for parts in ([], ["happened"], ["setting"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["2", "changed-meanwhile", "changed-meanwhile"]


def test_answers_of_every_published_version_are_taken_and_of_no_other(
    app: Flask, world: World, administrator: Actor, client: FlaskClient
) -> None:
    before = an_id()
    assert put(client, an_answer(happened="to_me"), before).status_code == 201
    for version in (2, 3, 2**31 - 1):
        refused = put(client, an_answer(questions_version=version))
        assert problem_of(refused) == "questions-unknown"
    change_parts(world, administrator, 1, [])
    assert put(client, an_answer(questions_version=2)).status_code == 201
    assert problem_of(put(client, an_answer(questions_version=3))) == "questions-unknown"
    assert problem_of(put(client, an_answer(questions="other", questions_version=2))) == (
        "questions-unknown"
    )
    late = put(client, an_answer(happened="to_me"))
    assert late.status_code == 201, "a phone that was offline still asks the first version"
    assert put(client, an_answer(happened="to_me"), before).status_code == 200
    held = rows(app, "SELECT questions_version, happened FROM feedback")
    assert sorted(held) == [(1, "to_me"), (1, "to_me"), (2, "not_said")]


def test_an_impossible_week_is_refused_whatever_the_version(
    world: World, administrator: Actor, client: FlaskClient
) -> None:
    for version in (1, 2):
        refused = put(client, an_answer(questions_version=version, week="2031-W01"))
        assert problem_of(refused) == "week-impossible"


def test_the_versions_are_listed_with_who_made_them_and_figures_know_what_was_asked(
    world: World, administrator: Actor
) -> None:
    change_parts(world, administrator, 1, ["happened"])
    newest, first = versions()
    assert (newest.version, newest.parts, newest.by, newest.at) == (2, ("happened",), "Amir", NOW)
    assert (first.version, first.by, first.at) == (1, "", None)
    with read() as session:
        held = question_versions(session)
    assert held == {1: tuple(PARTS), 2: ("happened",)}
    assert asked_in(2, held) == {"level", "factors", "happened"}


def test_a_stale_form_does_not_switch_young_people_s_questions(
    world: World, administrator: Actor
) -> None:
    switch_young_questions(world, administrator, "on", SIGN_OFF, seen="off")
    with pytest.raises(Problem, match="changed-meanwhile"):
        switch_young_questions(world, administrator, "on-with-weapon", SIGN_OFF, seen="off")
    assert young_questions() == "on"
    switch_young_questions(world, administrator, "off", seen="on")
    assert young_questions() == "off"
