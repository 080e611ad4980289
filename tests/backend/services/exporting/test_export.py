"""Taking lists away: what is in them, who may, what is written down, and whose word is needed."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask

from backend.domain.exporting import MOST_PERSONAL_ROWS
from backend.domain.staff import ADMINISTRATOR, ANALYST, GUARDIAN
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.candidates import STILL_WAITING, Filter
from backend.services.exporting.export import (
    File,
    export_candidates,
    export_places,
    export_points,
)
from backend.services.exporting.guardians import TAKING
from backend.services.overview.place_list import Wanted
from backend.services.sweep import sweep
from backend.services.transaction import write
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import a_row, apply, guardian_of, staff
from tests.backend.services.test_candidates import draft
from tests.conftest import NOW

AUDIT = "SELECT actor, deed, about, detail FROM audit ORDER BY seq"


def table(file: File) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))


def names(file: File) -> list[str]:
    return [row["name"] for row in table(file)]


def code_of(taken: object) -> str:
    """Return the code of the refusal that a deed ends with."""
    assert callable(taken)
    with pytest.raises(Problem) as caught:
        taken()
    return caught.value.code


def later(world: World, **ahead: float) -> World:
    moment = world.now() + timedelta(**ahead)
    return replace(world, now=lambda: moment)


@pytest.fixture
def officer(app: Flask) -> Actor:
    """An officer, where two places and a guardian are."""
    apply("p1", name="The Inn")
    apply("p2", name="A Library", kind="library", state="live")
    guardian_of("p1", "grace@inn.example")
    return staff("olga@council.example")


@pytest.mark.parametrize("role", [ANALYST, GUARDIAN, ""])
def test_nobody_else_takes_a_list(world: World, officer: Actor, role: str) -> None:
    other = replace(officer, role=role)
    for taken in (export_places, export_candidates, export_points):
        assert code_of(lambda taken=taken: taken(world, other, "csv")) == "not-for-you"


def test_an_unknown_form_is_refused(world: World, officer: Actor) -> None:
    assert code_of(lambda: export_points(world, officer, "pdf")) == "form-invalid"


def test_a_list_of_places_has_nobodys_name_and_is_written_down(
    app: Flask, world: World, officer: Actor
) -> None:
    file = export_places(world, officer, "csv")
    assert names(file) == ["A Library", "The Inn"]
    assert (file.number, file.name) == (2, "umay-places-2026-11-27.csv")
    assert table(file)[1]["monday"] == "09:00-17:00"
    assert table(file)[1]["phone"] == "01942 000000"
    assert b"grace" not in file.content.lower()
    assert rows(app, AUDIT) == [(officer.mark, "export", "places", "2 rows, csv")]


def test_a_list_goes_by_the_filters_of_its_page_and_says_which(
    app: Flask, world: World, officer: Actor
) -> None:
    file = export_places(world, officer, "csv", Wanted(words="lib", state="live", page=7))
    assert names(file) == ["A Library"]
    assert rows(app, AUDIT)[-1][3] == "1 rows, csv, words 'lib', state 'live'"
    assert names(export_places(world, officer, "csv", Wanted(words="nothing"))) == []


def test_candidates_go_by_their_filters_and_without_where_they_were_invited(
    app: Flask, world: World, officer: Actor
) -> None:
    draft(1, name="Waiting Inn", invited_email="secret@inn.example")
    draft(2, name="Taken Inn", state="taken")
    draft(3, name="Gone Inn", gone_on=NOW.date())
    assert names(export_candidates(world, officer, "csv")) == ["Taken Inn", "Waiting Inn"]
    drafts = export_candidates(world, officer, "csv", STILL_WAITING)
    assert names(drafts) == ["Waiting Inn"]
    assert b"secret@" not in drafts.content
    everything = export_candidates(world, officer, "csv", Filter(with_gone=True))
    assert everything.number == 3
    assert rows(app, AUDIT)[-1][3] == "3 rows, csv, with_gone True"


def test_guardians_are_in_a_list_that_asks_for_them_alone(
    app: Flask, world: World, officer: Actor
) -> None:
    file = export_places(world, officer, "csv", with_guardians=True)
    inn = table(file)[1]
    assert (inn["guardian_names"], inn["guardian_emails"]) == ("Grace", "grace@inn.example")
    assert table(file)[0]["guardian_emails"] == ""
    told = "2 rows with guardians' names and addresses, csv"
    assert rows(app, AUDIT) == [(officer.mark, "export", "places", told)]


def test_the_command_line_has_no_day_and_is_written_down(
    app: Flask, world: World, officer: Actor
) -> None:
    many(MOST_PERSONAL_ROWS)
    assert export_places(world, COMMAND_LINE, "csv", with_guardians=True).number == 502
    assert rows(app, AUDIT)[0][:2] == ("command line", "export")


def many(number: int) -> None:
    """Store so many places more."""
    with write() as session:
        session.add_all(a_row(f"m{at}", name=f"Inn {at}") for at in range(number))


def test_a_days_most_is_counted_in_rows_and_not_in_lists(
    app: Flask, world: World, officer: Actor
) -> None:
    many(298)
    only = Wanted(state="applied")
    assert export_places(world, officer, "csv", only, with_guardians=True).number == 299
    take = [lambda: export_places(world, officer, "csv", only, with_guardians=True)]
    assert code_of(take[0]) == "lists-day-full"
    assert export_places(world, officer, "csv").number == 300, "without names it goes on"
    few = Wanted(words="library")
    assert export_places(world, officer, "csv", few, with_guardians=True).number == 1
    tomorrow = later(world, days=1)
    assert export_places(tomorrow, officer, "csv", only, with_guardians=True).number == 299


def test_more_needs_the_word_of_another_officer_who_is_asked(
    app: Flask, world: World, officer: Actor
) -> None:
    many(MOST_PERSONAL_ROWS - 1)
    second, administrator = staff("otto@council.example"), staff("ada@x.example", ADMINISTRATOR)
    minutes = count()

    def world_now() -> World:
        return later(world, minutes=next(minutes))

    def let(actor: Actor) -> None:
        TAKING.let_go_on(world_now(), actor, officer.id or 0)

    assert code_of(lambda: let(second)) == "step-impossible", "nobody has asked"
    assert TAKING.at_the_end(second, world.now()) == []

    def take() -> File:
        return export_places(world_now(), officer, "csv", with_guardians=True)

    assert code_of(take) == "lists-day-full"
    assert rows(app, AUDIT)[-1][1] == "export-asked"
    assert TAKING.at_the_end(second, world.now()) == [(officer.id, "Olga")]
    assert code_of(lambda: let(officer)) == "same-person"
    assert code_of(lambda: let(administrator)) == "not-for-you"
    let(second)
    assert rows(app, AUDIT)[-1] == (
        *(second.mark, "list-taking-on", f"staff:{officer.id}"),
        f"{MOST_PERSONAL_ROWS} rows with guardians more today",
    )
    assert code_of(lambda: let(second)) == "step-impossible", "it is given once"
    assert take().number == MOST_PERSONAL_ROWS + 1
    assert TAKING.at_the_end(second, world.now()) == []
    assert code_of(take) == "lists-day-full", "one word is one day's most"
    swept = sweep(later(world, days=36))
    assert swept.taken_lists == 4
