"""Releases on both engines: counted once, rounded, audited, never changed."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from backend.domain.counting import HELD, REJECTED
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.releasing.due import (
    count_so_far,
    periods_due,
    release_due,
    running_total,
)
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.feedback import FeedbackRow
from backend.storage.zones import AreaRow, ZoneAreaRow
from demo.perception import weeks_of
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.releasing.cast import LAST, answers_of, is_near, network, store
from tests.conftest import NOW

OFFICER = Actor(7, "officer", "Olive")


@pytest.fixture
def answered(world: World) -> list[dict[str, Any]]:
    """The example network, with the answers of one quarter."""
    network()
    answers = answers_of(LAST)
    store(answers)
    return answers


@pytest.fixture
def a_few(world: World) -> list[dict[str, Any]]:
    """The example network, with forty answers of that quarter: too few to release them quickly."""
    network()
    answers = answers_of(LAST)[:40]
    store(answers)
    return answers


def refusal(world: World, text: str, why: str = "", actor: Actor = COMMAND_LINE) -> str:
    with pytest.raises(Problem) as refused:
        make_release(world, actor, text, why)
    return refused.value.code


def shown(app: Flask, area_id: str, product: str, part: str, code: str) -> int | None:
    found = rows(
        app,
        "SELECT shown FROM release_cell WHERE release_id = (SELECT max(id) FROM release) "
        f"AND area_id = '{area_id}' AND product = '{product}' AND part = '{part}' "
        f"AND code = '{code}'",
    )
    return found[0][0] if found else None


@pytest.mark.usefixtures("a_few")
@pytest.mark.parametrize(
    ("text", "why", "code"),
    [
        ("2026Q4", "", "period-open"),
        ("2026", "", "period-open"),
        ("2027Q1", "", "period-open"),
        ("2026Q5", "", "period-invalid"),
        ("Q3", "", "period-invalid"),
        ("2026Q3'; --", "", "period-invalid"),
        ("2025Q1", "", "nothing-to-release"),
        ("2026Q3", "a mistake", "release-missing"),
    ],
)
def test_what_cannot_be_released_is_refused_and_leaves_nothing(
    app: Flask, world: World, text: str, why: str, code: str
) -> None:
    assert refusal(world, text, why) == code
    assert count(app, "release") == count(app, "release_cell") == count(app, "audit") == 0


@pytest.mark.usefixtures("a_few")
def test_only_administrators_and_the_jobs_release(app: Flask, world: World) -> None:
    assert refusal(world, "2026Q3", actor=OFFICER) == "not-for-you"
    assert count(app, "release") == 0


def test_a_quarter_is_counted_rounded_and_stored_once(
    app: Flask, world: World, answered: list[dict[str, Any]]
) -> None:
    made = make_release(world, COMMAND_LINE, "2026q3")
    about_zones = [each for each in answered if each["zone_id"]]
    levels = Counter(each["level"] for each in about_zones)
    assert made.answers == len(answered)
    levels["total"] = len(about_zones)
    for code, number in levels.items():
        assert is_near(shown(app, "borough", "level", "", code), number)
    assert refusal(world, "2026Q3") == "release-exists"
    assert rows(app, "SELECT deed, about, detail FROM audit") == [
        ("release-made", f"release:{made.id}", "2026Q3, number 1")
    ]


@pytest.mark.usefixtures("answered")
def test_what_is_held_or_rejected_is_not_in_it(app: Flask, world: World) -> None:
    with write() as session:
        some = session.query(FeedbackRow).order_by(FeedbackRow.id).limit(700).all()
        for at, row in enumerate(some):
            row.state = HELD if at % 2 else REJECTED
    made = make_release(world, COMMAND_LINE, "2026Q3")
    assert made.answers == count(app, "feedback") - 700


@pytest.mark.usefixtures("answered")
def test_a_correction_is_a_release_of_its_own_that_says_why(app: Flask, world: World) -> None:
    first = make_release(world, COMMAND_LINE, "2026Q3")
    before = rows(app, "SELECT * FROM release_cell ORDER BY 2, 3, 4, 5")
    with write() as session:
        for row in session.query(FeedbackRow).filter(FeedbackRow.zone_id == "z-wigan-1"):
            row.state = REJECTED
    second = make_release(world, COMMAND_LINE, "2026Q3", "A script had answered.")
    after = rows(
        app, f"SELECT * FROM release_cell WHERE release_id = {first.id} ORDER BY 2, 3, 4, 5"
    )
    assert after == before
    assert (second.number, second.answers < first.answers) == (2, True)
    assert rows(app, "SELECT number, why FROM release ORDER BY number") == [
        (1, ""),
        (2, "A script had answered."),
    ]


@pytest.mark.usefixtures("answered")
def test_areas_stay_as_they_were(app: Flask, world: World) -> None:
    make_release(world, COMMAND_LINE, "2026Q3")
    with write() as session:
        session.query(ZoneAreaRow).filter_by(area_id="t-leigh").delete()
        session.query(AreaRow).filter_by(id="t-leigh").delete()
    kept = rows(app, "SELECT name, kind FROM release_area WHERE id = 't-leigh'")
    assert kept == [("Leigh (example outline)", "town")]
    assert (shown(app, "t-leigh", "level", "", "total") or 0) > 100
    with write() as session:
        session.query(FeedbackRow).filter_by(zone_id="z-wigan-1").delete()
    # A correction is about the areas as they were, with the zones that they had.
    second = make_release(world, COMMAND_LINE, "2026Q3", "Somebody withdrew all about a zone.")
    assert rows(
        app, f"SELECT zones FROM release_area WHERE id = 't-leigh' AND release_id = {second.id}"
    ) == rows(app, "SELECT zones FROM release_area WHERE id = 't-leigh' LIMIT 1")


@pytest.mark.usefixtures("answered")
def test_answers_on_another_scale_are_never_mixed_in(app: Flask, world: World) -> None:
    with write() as session:
        for row in session.query(FeedbackRow).filter(FeedbackRow.zone_id == "z-wigan-1"):
            row.questions = "another-survey"
    made = make_release(world, COMMAND_LINE, "2026Q3")
    others = rows(app, "SELECT count(*) FROM feedback WHERE questions <> 'umay'")[0][0]
    assert others > 100
    assert made.answers == count(app, "feedback") - others
    assert rows(app, "SELECT versions FROM release")[0][0] in (["umay 1"], '["umay 1"]')


@pytest.mark.usefixtures("answered")
def test_questions_that_changed_in_the_middle_of_a_quarter_are_said(
    app: Flask, world: World
) -> None:
    with write() as session:
        for row in session.query(FeedbackRow).filter(FeedbackRow.zone_id == "z-wigan-1"):
            row.questions_version, row.happened = 2, "not_said"
    make_release(world, COMMAND_LINE, "2026Q3")
    asked = rows(app, "SELECT versions FROM release")[0][0]
    assert asked in (["umay 1", "umay 2"], '["umay 1", "umay 2"]')
    # Who was not asked is in no base of that question.
    base = shown(app, "borough", "happened", "", "base")
    total = rows(
        app,
        "SELECT count(*) FROM feedback WHERE happened <> 'not_said' AND zone_id IS NOT NULL",
    )[0][0]
    assert is_near(base, total)


@pytest.mark.usefixtures("answered")
def test_the_jobs_release_what_is_closed_and_pass_over_what_is_empty(
    app: Flask, world: World
) -> None:
    store([{**each, "id": each["id"][:-4] + "ffff"} for each in answers_of(LAST)[:1]], REJECTED)
    with write() as session:
        session.query(FeedbackRow).filter_by(state=REJECTED).one().week = "2026-W10"
    assert [str(each) for each in periods_due(world)] == ["2026Q1", "2026Q2", "2026Q3"]
    release_due(world)
    release_due(world)
    assert rows(app, "SELECT period, number, made_by FROM release") == [("2026Q3", 1, "jobs")]


@pytest.mark.usefixtures("answered")
def test_a_year_counts_late_answers_too(app: Flask, world: World) -> None:
    quarter = make_release(world, COMMAND_LINE, "2026Q3")
    week = weeks_of(LAST)[3]
    late = [{**each, "id": each["id"][:-4] + "eeee", "week": week} for each in answers_of(LAST)]
    store(late[:40])
    later = replace(world, now=lambda: NOW + timedelta(days=80))
    year = make_release(later, COMMAND_LINE, "2026")
    assert year.answers == quarter.answers + 40
    assert rows(app, f"SELECT count(*) FROM release_cell WHERE release_id = {year.id}") == [(9,)]


@pytest.mark.usefixtures("a_few")
def test_the_running_total_is_rounded_and_hides_what_is_small(app: Flask, world: World) -> None:
    count_so_far(world)
    assert running_total() is not None
    assert running_total()[1] is None  # type: ignore[index]
    this_week = [{**each, "id": each["id"][:-4] + "dddd"} for each in answers_of(LAST)[:40]]
    store([{**each, "week": "2026-W47"} for each in this_week])
    on_monday = replace(world, now=lambda: NOW + timedelta(days=3))
    count_so_far(on_monday)
    told = running_total()
    assert told is not None
    assert (str(told[0]), told[1]) == ("2026Q4", 50)
