"""Writing down what was done: refused kindly, once, by officers alone, and taken back."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from backend.domain.interventions import KINDS, Where, where_of
from backend.domain.staff import ROLES
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.audit import verify
from backend.services.interventions import (
    Done,
    intervention,
    interventions,
    interventions_of,
    take_back_intervention,
    write_intervention,
)
from backend.services.transaction import read, write
from backend.services.world import World
from backend.services.written import PER_PAGE
from backend.storage.zones import AreaRow, put
from shared.problems import Problem
from tests.backend.cast import a_network
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import staff
from tests.conftest import NOW
from tests.support.example import put_network

CENTRE = Where(area_id="wigan")
LAMPS = Done(CENTRE, "lighting", "Twelve new lamps along King Street", date(2026, 11, 20))


@pytest.fixture
def officer(world: World) -> Actor:
    put_network(a_network())
    return staff("olive@council.example")


def refusal(world: World, actor: Actor, done: Done) -> str:
    """Return where it was refused and why, as the page says it."""
    with pytest.raises(Problem) as caught:
        write_intervention(world, actor, done)
    faults = [f"{fault.where}: {fault.what}" for fault in caught.value.errors]
    return " ".join([caught.value.code, caught.value.detail, *faults])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on_day": date(2026, 11, 28)}, "on_day: This day is yet to come."),
        ({"on_day": date(202, 11, 20)}, "on_day: Look at the year"),
        ({"words": "  \n "}, "words: Write what was done"),
        ({"words": "x" * 301}, "words: Write at most 300 characters. These are 1 too many."),
        ({"words": "Lamps\x00"}, "words: This holds characters"),
        ({"kind": "sorcery"}, "kind: Choose what it was."),
        ({"kind": ""}, "kind: Choose what it was."),
        ({"where": Where(area_id="nowhere")}, "area: This area is not there any more."),
        ({"where": Where(place_id="nowhere")}, "This place is not there."),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_wrong(
    app: Flask, world: World, officer: Actor, changes: dict[str, object], said: str
) -> None:
    assert said in refusal(world, officer, replace(LAMPS, **changes))  # type: ignore[arg-type]
    assert count(app, "intervention") == count(app, "audit") == 0


def test_all_that_is_wrong_is_said_at_once(world: World, officer: Actor) -> None:
    said = refusal(world, officer, Done(Where(), "", "", date(2031, 1, 1)))
    assert [where in said for where in ("area:", "kind:", "words:", "on_day:")] == [True] * 4


def test_nowhere_and_two_places_at_once_are_refused(world: World, officer: Actor) -> None:
    for where in (Where(), where_of("", ""), Where("wigan", "p1")):
        assert "area: Choose the area." in refusal(world, officer, replace(LAMPS, where=where))
    assert where_of("wigan", "p1") == Where(place_id="p1")
    assert where_of("wigan", "") == CENTRE


def test_an_area_that_was_drawn_anew_takes_nothing_more(world: World, officer: Actor) -> None:
    old = {"id": "old", "name": "Old", "kind": "ward", "outline": [], "vintage": 2022}
    with write() as session:
        put(session, AreaRow, [old])
    done = replace(LAMPS, where=Where(area_id="old"))
    write_intervention(world, officer, done)
    with write() as session:
        put(session, AreaRow, [{**old, "id": "new", "name": "New", "vintage": 2023}])
    assert "not there any more" in refusal(world, officer, replace(done, words="More lamps"))
    assert [each.where for each in interventions_of(None, "old")] == ["Old"]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "officer"])
def test_only_officers_write_down_and_take_back(world: World, officer: Actor, role: str) -> None:
    other = staff("other@council.example", role)
    assert "not-for-you" in refusal(world, other, LAMPS)
    key = write_intervention(world, officer, LAMPS)
    with pytest.raises(Problem, match="not-for-you"):
        take_back_intervention(world, other, key)
    assert intervention(key).words == LAMPS.words


def test_the_command_line_is_no_officer(world: World, officer: Actor) -> None:
    assert "not-for-you" in refusal(world, COMMAND_LINE, LAMPS)


def test_a_form_sent_twice_is_written_once(app: Flask, world: World, officer: Actor) -> None:
    write_intervention(world, officer, LAMPS)
    again = replace(LAMPS, words=f"  {LAMPS.words.replace(' ', '  ')}\n")
    assert refusal(world, officer, again).startswith("written-already")
    write_intervention(world, officer, replace(LAMPS, on_day=date(2026, 11, 19)))
    assert count(app, "intervention") == count(app, "audit") == 2


def test_forms_sent_at_the_same_moment_are_written_once(
    app: Flask, world: World, officer: Actor
) -> None:
    start = Barrier(4)
    outcomes: list[str] = []

    def send() -> None:
        with app.app_context():
            start.wait()
            try:
                write_intervention(world, officer, LAMPS)
                outcomes.append("written")
            except Problem as problem:
                outcomes.append(problem.code)

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["written", *["written-already"] * 3]
    assert count(app, "intervention") == 1


def test_a_mistake_is_taken_back_once_and_can_be_written_anew(
    app: Flask, world: World, officer: Actor
) -> None:
    key = write_intervention(world, officer, LAMPS)
    take_back_intervention(world, officer, key)
    assert interventions().items == interventions_of(None, "wigan") == ()
    with pytest.raises(Problem, match="not-found"):
        intervention(key)
    with pytest.raises(Problem, match="nothing-changed"):
        take_back_intervention(world, officer, key)
    for unknown in (key + 99, 10**30):
        with pytest.raises(Problem, match="not-found"):
            take_back_intervention(world, officer, unknown)
        with pytest.raises(Problem, match="not-found"):
            intervention(unknown)
    assert write_intervention(world, officer, LAMPS) != key
    deeds = [row[0] for row in rows(app, "SELECT deed FROM audit ORDER BY seq")]
    assert deeds == ["write_intervention", "take_back_intervention", "write_intervention"]
    assert verify().trouble == ""


def test_the_audit_chain_says_where_what_and_when(app: Flask, world: World, officer: Actor) -> None:
    key = write_intervention(world, officer, LAMPS)
    assert rows(app, "SELECT actor, about, detail FROM audit") == [
        (officer.mark, f"intervention:{key}", "area:wigan; lighting; 2026-11-20")
    ]


def test_they_are_read_newest_first_by_area_or_place_in_words(world: World, officer: Actor) -> None:
    write_intervention(world, officer, LAMPS)
    write_intervention(world, officer, replace(LAMPS, words="Patrol", on_day=NOW.date()))
    here = Done(Where(place_id="p1"), "training", "Door staff trained", date(2026, 10, 1))
    write_intervention(world, officer, here)
    assert [each.words for each in interventions().items] == [
        *("Patrol", "Twelve new lamps along King Street", "Door staff trained")
    ]
    (at_place,) = interventions_of(None, place_id="p1")
    assert (at_place.where, at_place.kind_words, at_place.by) == (
        "Night Haven",
        "Training",
        "Olive",
    )
    with read() as session:
        in_centre = interventions_of(session, "wigan")
    assert [each.on_day.isoformat() for each in in_centre] == ["2026-11-27", "2026-11-20"]
    assert {each.where for each in in_centre} == {"Wigan centre"}
    assert interventions_of(None, "leigh") == interventions_of(None) == ()


def test_pages_end_where_the_list_ends(world: World, officer: Actor) -> None:
    for back in range(PER_PAGE + 1):
        day = NOW.date() - timedelta(days=back)
        write_intervention(world, officer, replace(LAMPS, on_day=day))
    first, last = interventions(page=1), interventions(page=9)
    assert (len(first.items), first.pages, first.total) == (PER_PAGE, 2, PER_PAGE + 1)
    assert (len(last.items), last.page) == (1, 2)


def test_every_kind_has_words() -> None:
    assert len(KINDS) == 9
    assert all(len(code) <= 20 and words for code, words in KINDS.items())
