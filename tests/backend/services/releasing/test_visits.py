"""Visits as a release product: rounded, hidden under ten, audited like every figure (goal P6)."""

from random import Random

import pytest
from flask import Flask

from backend.domain.audit_system import Shown, system_of
from backend.domain.disclosure import TEN_FIVE, Rule
from backend.domain.periods import Period
from backend.domain.printed_counts import NOT_PRINTED, NOT_SHOWN
from backend.domain.printing import VISITS, print_tally
from backend.domain.tallying import ALL_VISITS, AreaThen, Tally, add_visits, visits_of_ward
from backend.domain.visits import NEEDS
from backend.services.actors import COMMAND_LINE
from backend.services.perception.visits_page import visits_page
from backend.services.releasing.audit import audit
from backend.services.releasing.making import make_release
from backend.services.releasing.protecting import protected
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.visits import VisitRow
from tests.backend.rows import rows
from tests.backend.services.releasing.cast import LAST, answers_of, network, store

QUARTER = Period(2026, 3)
WARDS = tuple(f"w{number}" for number in range(6))
AREAS = (
    AreaThen(ALL_VISITS, "All", VISITS),
    *(AreaThen(visits_of_ward(ward), ward, VISITS) for ward in WARDS),
)


def noted(seed: int) -> Tally:
    chance, done = Random(seed), Tally()
    for ward in (*WARDS, None):
        for need in NEEDS:
            add_visits(done, [(ward, need, int(chance.paretovariate(0.5)) % 40)])
    return done


@pytest.mark.parametrize("seed", range(5))
def test_no_small_number_of_visits_can_be_worked_out(seed: int) -> None:
    printed = print_tally(QUARTER, noted(seed), AREAS)
    safe = protected([], QUARTER, AREAS, printed)
    assert safe.targets > 0
    assert audit(system_of([Shown(QUARTER, AREAS, safe.printed)])).holds


def test_hiding_under_five_without_rounding_is_caught() -> None:
    exact = Rule("5", least=5, step=1)
    found = [print_tally(QUARTER, noted(seed), AREAS, exact) for seed in range(5)]
    verdicts = [audit(system_of([Shown(QUARTER, AREAS, each, exact)])) for each in found]
    assert any(not verdict.holds for verdict in verdicts)
    assert TEN_FIVE.least == 10


def test_a_release_prints_visits_by_ward_and_need(world: World, app: Flask) -> None:
    network()
    store(answers_of(LAST))
    week = LAST.weeks[0]
    with write() as session:
        place = session.get(PlaceRow, "p-001")
        assert place is not None
        place.ward_id = rows_of_area(app)
        for number in range(43):
            need = "followed" if number < 32 else "hurt"
            visit = {"place_id": place.id, "week": week, "daypart": "daylight", "need": need}
            session.add(VisitRow(id=world.new_id(), ending="not_said", **visit))
    make_release(world, COMMAND_LINE, str(LAST))
    found = visits_page(str(LAST))
    assert found.borough.visits.number == 45
    needs = found.borough.needs
    assert (needs["followed"].number, needs["unwell"]) == (30, NOT_SHOWN)
    (ward,) = found.wards
    assert ward.visits.number == 45
    assert rows(app, "SELECT count(*) FROM release_cell WHERE product = 'visit'")[0][0] == 18


def rows_of_area(app: Flask) -> str:
    found: str = rows(app, "SELECT id FROM area WHERE kind <> 'borough' ORDER BY id LIMIT 1")[0][0]
    return found


def test_a_release_without_visits_prints_nothing_of_them(world: World, app: Flask) -> None:
    network()
    store(answers_of(LAST))
    make_release(world, COMMAND_LINE, str(LAST))
    assert visits_page(str(LAST)).borough.visits == NOT_PRINTED
    assert rows(app, "SELECT * FROM release_cell WHERE product = 'visit'") == []
