"""Switching the young people's questions: off by default, and on with a sign-off alone."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from backend.domain.staff import ROLES
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.audit import verify
from backend.services.publish import publish
from backend.services.transaction import write
from backend.services.world import World
from backend.services.young_questions import switch_young_questions, young_questions
from shared.perception import QUESTION_SETS
from shared.problems import Problem
from tests.backend.cast import SIGN_OFF, a_record, load, problem_of, put_record
from tests.backend.rows import count, rows

WEAPON = "carried_weapon"


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


def published(world: World) -> dict[str, Any]:
    """Return the questions that the manifest names."""
    manifest = json.loads((world.published_dir / "manifest.json").read_bytes())
    (entry,) = [each for each in manifest["documents"] if each["document"] == "questions"]
    found: dict[str, Any] = json.loads((world.published_dir / entry["name"]).read_bytes())
    return found


def codes_asked(world: World) -> set[str]:
    (question,) = published(world)["young"]["questions"]
    return {option["code"] for option in question["options"]}


@pytest.mark.parametrize("state", ["on", "on-with-weapon"])
@pytest.mark.parametrize(
    "sign_off",
    [
        "",
        "Ann Example",
        "2026-11-20",
        ", 2026-11-20",
        "Ann Example, soon",
        "Ann Example, 2026-11-31",
        "Ann Example, 2026-11-28",
        "Ann\nExample, 2026-11-20",
        f"{'x' * 121}, 2026-11-20",
    ],
)
def test_nothing_is_asked_without_a_sign_off(
    app: Flask, world: World, state: str, sign_off: str
) -> None:
    with pytest.raises(Problem) as refusal:
        switch_young_questions(world, COMMAND_LINE, state, sign_off)
    assert refusal.value.code == "sign-off-needed"
    assert young_questions() == "off"
    settings = rows(app, "SELECT name FROM setting WHERE name <> 'serves_from'")
    assert (count(app, "audit"), settings) == (0, [])


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_only_an_administrator_switches(world: World, role: str) -> None:
    with pytest.raises(Problem) as refusal:
        switch_young_questions(world, Actor(2, role, "Bea"), "on", SIGN_OFF)
    assert refusal.value.code == "not-for-you"


def test_switching_to_what_is_asked_already_is_refused(world: World) -> None:
    for state in ("off", "on"):
        if state == "on":
            switch_young_questions(world, COMMAND_LINE, state, SIGN_OFF)
        with pytest.raises(Problem) as refusal:
            switch_young_questions(world, COMMAND_LINE, state, SIGN_OFF)
        assert refusal.value.code == "nothing-changed"


def test_they_are_off_by_default(world: World) -> None:
    publish(world)
    assert young_questions() == "off"
    assert published(world)["young"] is None


def test_a_setting_that_nobody_knows_is_off(app: Flask, world: World) -> None:
    with write() as session:
        held = text("""INSERT INTO setting (name, value) VALUES ('young_questions', '"yes"')""")
        session.execute(held)
    publish(world)
    assert (young_questions(), published(world)["young"]) == ("off", None)
    assert problem_of(put_record(app.test_client(), a_record())) == "young-questions-off"


def test_on_asks_all_but_the_weapon_and_the_other_all(world: World) -> None:
    switch_young_questions(world, COMMAND_LINE, "on", SIGN_OFF)
    without = codes_asked(world)
    switch_young_questions(world, COMMAND_LINE, "on-with-weapon", SIGN_OFF)
    assert codes_asked(world) - without == {WEAPON}
    assert len(without) == 9
    assert len(published(world)["sets"]) == len(QUESTION_SETS)
    switch_young_questions(world, COMMAND_LINE, "off")
    assert published(world)["young"] is None


def test_each_switch_stands_in_the_audit_chain_with_its_sign_off(app: Flask, world: World) -> None:
    switch_young_questions(world, COMMAND_LINE, "on", SIGN_OFF)
    switch_young_questions(world, Actor(7, "administrator", "Ada"), "off")
    assert rows(app, "SELECT actor, deed, about, detail FROM audit ORDER BY seq") == [
        (
            *("command line", "young-questions", "settings"),
            "on; signed off by Ann Example on 2026-11-20",
        ),
        ("staff:7", "young-questions", "settings", "off"),
    ]
    assert verify().trouble == ""
