"""A correction counts anew where ten answers changed for sure, and leaves all else as it stands."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from backend.domain.audit_system import Shown
from backend.domain.counting import REJECTED
from backend.domain.disclosure import KEYED, TEN_FIVE
from backend.domain.periods import Period
from backend.domain.printing import PLACE, VISITS, Key, Printed
from backend.domain.products import BOROUGH, LEVEL, TOTAL
from backend.domain.tallying import AreaThen
from backend.services.actors import COMMAND_LINE
from backend.services.releasing.correcting import counted_anew
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.feedback import FeedbackRow
from backend.storage.places import PlaceRow
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.releasing.cast import LAST, answers_of, fix_secret, network, store
from tests.conftest import NOW

QUARTER = Period(2026, 3)
TOWN = AreaThen("t", "Town", "town", ("z1",))
PUB, WARD = AreaThen("place:p1", "Pub", PLACE), AreaThen("visits:w1", "Ward", VISITS)
EVERY = frozenset(("t", "place:p1", "visits:w1"))


def cells(area: str, **counts: Printed) -> dict[Key, Printed]:
    return {(area, (LEVEL, "", code)): each for code, each in counts.items()}


def anew(was: Printed, now: Printed, area: AreaThen = TOWN, old: Any = KEYED) -> bool:
    """Return whether an area is counted anew whose one cell changed so."""
    stands = Shown(QUARTER, (area,), cells(area.id, total=was), old)
    found = counted_anew(stands, cells(area.id, total=now), EVERY)
    assert found <= {area.id}
    return bool(found)


@pytest.mark.parametrize(
    ("was", "now", "is_anew"),
    [
        # Noise and rounding move a print by eleven at most: 32 apart are at least ten answers.
        (50, 80, False),
        (50, 85, True),
        (85, 50, True),
        # What is not shown may have been eighteen.
        (None, 35, False),
        (None, 40, True),
        (40, None, True),
        (None, None, False),
    ],
)
def test_what_noise_and_rounding_explain_is_no_change(
    was: int | None, now: int | None, is_anew: bool
) -> None:
    assert anew(Printed(None, was), Printed(1, now)) is is_anew


def test_beside_a_release_without_noise_less_is_needed() -> None:
    assert anew(Printed(None, 50), Printed(1, 75), old=TEN_FIVE)
    assert not anew(Printed(None, 50), Printed(1, 70), old=TEN_FIVE)


def test_what_was_hidden_for_anothers_sake_tells_no_change() -> None:
    assert not anew(Printed(None, None, is_hidden=True), Printed(1, 200))
    assert not anew(Printed(None, 200), Printed(1, None, is_hidden=True))


def test_visits_and_what_was_deleted_always_stand() -> None:
    was, now = Printed(None, 50), Printed(200, 200)
    assert not anew(was, now, WARD)
    assert anew(was, now, PUB)
    stands = Shown(QUARTER, (PUB,), cells(PUB.id, total=was), KEYED)
    assert counted_anew(stands, cells(PUB.id, total=now), frozenset(("t",))) == frozenset()


def shown_now(app: Flask) -> dict[tuple[str, ...], int | None]:
    """Return what the newest release prints."""
    found = rows(
        app,
        "SELECT area_id, product, part, code, shown FROM release_cell "
        "WHERE release_id = (SELECT max(id) FROM release)",
    )
    return {tuple(row[:4]): row[4] for row in found}


@pytest.fixture
def released(world: World) -> None:
    """The example network with one quarter released."""
    network()
    fix_secret()
    store(answers_of(LAST))
    make_release(world, COMMAND_LINE, str(LAST))


def refusal(world: World, why: str = "a mistake") -> str:
    with pytest.raises(Problem) as refused:
        make_release(world, COMMAND_LINE, str(LAST), why)
    return refused.value.code


def reject(zone: str, most: int) -> None:
    with write() as session:
        about = session.query(FeedbackRow).filter_by(zone_id=zone).order_by(FeedbackRow.id)
        for row in about.limit(most):
            row.state = REJECTED


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("withdrawn", [1, 9])
def test_a_few_withdrawn_answers_make_no_correction(
    app: Flask, world: World, withdrawn: int
) -> None:
    reject("z-wigan-1", withdrawn)
    assert refusal(world) == "correction-too-small"
    assert count(app, "release") == 1


@pytest.mark.usefixtures("released")
def test_where_many_changed_an_area_is_counted_anew_and_the_others_stand(
    app: Flask, world: World
) -> None:
    before = shown_now(app)
    reject("z-wigan-1", 400)
    # One more, elsewhere: nobody sees it.
    reject("z-leigh-1", 1)
    make_release(world, COMMAND_LINE, str(LAST), "A script had answered.")
    after = shown_now(app)
    changed = {key[0] for key, shown in after.items() if shown != before[key]}
    assert changed == {BOROUGH, "t-wigan"}
    assert set(after) == set(before)
    total = (LEVEL, "", TOTAL)
    assert (after["t-wigan", *total] or 0) < (before["t-wigan", *total] or 0) - 100


@pytest.mark.usefixtures("released")
def test_a_deleted_place_changes_no_old_figure(app: Flask, world: World) -> None:
    before = shown_now(app)
    place = rows(app, "SELECT place_id FROM feedback WHERE place_id IS NOT NULL LIMIT 1")[0][0]
    with write() as session:
        session.query(FeedbackRow).filter_by(place_id=place).delete()
        session.query(PlaceRow).filter_by(id=place).delete()
    reject("z-wigan-1", 400)
    make_release(world, COMMAND_LINE, str(LAST), "A script had answered.")
    after = shown_now(app)
    assert {key: shown for key, shown in after.items() if key[0].startswith("place:")} == {
        key: shown for key, shown in before.items() if key[0].startswith("place:")
    }


@pytest.mark.usefixtures("released")
def test_once_answers_are_past_their_two_years_figures_stand(app: Flask, world: World) -> None:
    reject("z-wigan-1", 400)
    later = replace(world, now=lambda: NOW + timedelta(days=640))
    assert refusal(later) == "answers-gone"
    assert count(app, "release") == 1


@pytest.mark.usefixtures("released")
def test_a_second_correction_is_beside_the_first(app: Flask, world: World) -> None:
    reject("z-wigan-1", 400)
    make_release(world, COMMAND_LINE, str(LAST), "A script had answered.")
    assert refusal(world) == "correction-too-small"
    store([{**each, "id": f"{each['id'][:-4]}cccc"} for each in answers_of(LAST)])
    assert make_release(world, COMMAND_LINE, str(LAST), "Answers came late.").number == 3
