"""Visits as a release product: rounded, hidden under ten, audited like every figure (goal P6)."""

from random import Random

import pytest
from flask import Flask

from backend.domain.audit_system import Shown, system_of
from backend.domain.disclosure import TEN_FIVE, Rule
from backend.domain.noted import Noted, add_visits
from backend.domain.periods import Period
from backend.domain.printed_counts import NOT_PRINTED, NOT_SHOWN
from backend.domain.printing import VISITS, Printing, print_tally
from backend.domain.tallying import ALL_VISITS, AreaThen, Tally, visits_of_ward
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
from tests.backend.services.releasing.cast import LAST, answers_of, is_near, network, store

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
            number = int(chance.paretovariate(0.5)) % 40
            add_visits(done, [Noted(ward, f"p{at % 4}", need) for at in range(number)])
    return done


@pytest.mark.parametrize("seed", range(5))
def test_no_small_number_of_visits_can_be_worked_out(seed: int) -> None:
    printed = print_tally(QUARTER, noted(seed), AREAS)
    safe = protected([], Shown(QUARTER, AREAS, printed))
    assert safe.targets > 0
    assert audit(system_of([Shown(QUARTER, AREAS, safe.printed)])).holds


def test_hiding_under_five_without_rounding_is_caught() -> None:
    exact = Rule("5", least=5, step=1)
    found = [print_tally(QUARTER, noted(seed), AREAS, Printing(exact)) for seed in range(5)]
    verdicts = [audit(system_of([Shown(QUARTER, AREAS, each, exact)])) for each in found]
    assert any(not verdict.holds for verdict in verdicts)
    assert TEN_FIVE.least == 10


def test_a_release_prints_visits_by_ward_and_need(world: World, app: Flask) -> None:
    network()
    store(answers_of(LAST))
    note(world, rows_of_area(app), ("p-001", "p-002", "p-003"))
    make_release(world, COMMAND_LINE, str(LAST))
    found = visits_page(str(LAST))
    assert is_near(found.borough.visits.number, 129)
    needs = found.borough.needs
    assert is_near(needs["followed"].number, 96)
    assert needs["unwell"] == NOT_SHOWN
    (ward,) = found.wards
    assert ward.visits == found.borough.visits
    assert rows(app, "SELECT count(*) FROM release_cell WHERE product = 'visit'")[0][0] == 18


def test_of_two_venues_nothing_is_printed(world: World, app: Flask) -> None:
    # Each would subtract its own from the sum.
    network()
    store(answers_of(LAST))
    note(world, rows_of_area(app), ("p-001", "p-002"))
    make_release(world, COMMAND_LINE, str(LAST))
    assert visits_page(str(LAST)).borough.visits == NOT_SHOWN
    found = rows(app, "SELECT DISTINCT shown FROM release_cell WHERE product = 'visit'")
    assert found == [(None,)]


def note(world: World, ward: str, places: tuple[str, ...]) -> None:
    """Note forty-three visits in each of some places of a ward."""
    with write() as session:
        for place in places:
            row = session.get(PlaceRow, place)
            assert row is not None
            row.ward_id = ward
            for number in range(43):
                need = "followed" if number < 32 else "hurt"
                visit = {"place_id": place, "week": LAST.weeks[0], "daypart": "daylight"}
                session.add(VisitRow(id=world.new_id(), ending="not_said", need=need, **visit))


def rows_of_area(app: Flask) -> str:
    found: str = rows(app, "SELECT id FROM area WHERE kind <> 'borough' ORDER BY id LIMIT 1")[0][0]
    return found


def test_a_release_without_visits_prints_nothing_of_them(world: World, app: Flask) -> None:
    network()
    store(answers_of(LAST))
    make_release(world, COMMAND_LINE, str(LAST))
    assert visits_page(str(LAST)).borough.visits == NOT_PRINTED
    assert rows(app, "SELECT * FROM release_cell WHERE product = 'visit'") == []
