"""Deeds: what is hidden for the audit's sake, and which releases are audited together."""

from collections.abc import Mapping
from typing import Any

import pytest

from backend.domain.audit_system import Shown
from backend.domain.periods import Period
from backend.domain.printing import Key, Printed
from backend.domain.products import BOROUGH, LEVEL, TOTAL
from backend.domain.tallying import AreaThen
from backend.services.releasing.audit import Pinned
from backend.services.releasing.earlier import related
from backend.services.releasing.protecting import _to_hide, protected
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.releases import store_release
from shared.problems import Problem
from tests.conftest import NOW

QUARTER = Period(2026, 3)
ALL = AreaThen(BOROUGH, "Borough", BOROUGH)
CELL = {"area_id": BOROUGH, "product": LEVEL, "part": "", "shown": 40, "is_hidden": False}


def release(period: str, number: int = 1) -> None:
    """Store a release with two areas and three cells."""
    told = {"period": period, "number": number, "why": "", "made_at": NOW, "made_by": "jobs"}
    values: dict[str, Any] = {**told, "rule": "10-5", "versions": [], "audit": {}}
    areas: list[dict[str, object]] = [
        {"id": BOROUGH, "name": "Borough", "kind": BOROUGH, "outline": [], "zones": []},
        {"id": "town", "name": "Town", "kind": "town", "outline": [], "zones": ["z1", "z2"]},
    ]
    cells: list[dict[str, object]] = [
        {**CELL, "code": TOTAL},
        {**CELL, "code": "very_safe", "shown": None, "is_hidden": True},
        {**CELL, "area_id": "town", "code": TOTAL, "shown": None},
        {**CELL, "product": "factor", "code": "base"},
    ]
    with write() as session:
        store_release(session, {**values, "is_example": False}, areas, cells)


def found(period: Period) -> list[Shown]:
    with read() as session:
        return related(session, period)


def test_releases_of_the_same_period_are_taken_whole(world: World) -> None:
    release("2026Q3")
    (same,) = found(QUARTER)
    assert same.period == QUARTER
    assert {area.id: area.zones for area in same.areas} == {BOROUGH: (), "town": ("z1", "z2")}
    assert same.printed == {
        (BOROUGH, (LEVEL, "", TOTAL)): Printed(None, 40),
        (BOROUGH, (LEVEL, "", "very_safe")): Printed(None, None, is_hidden=True),
        ("town", (LEVEL, "", TOTAL)): Printed(None, None),
        (BOROUGH, ("factor", "", "base")): Printed(None, 40),
    }


@pytest.mark.parametrize(("stored", "asked"), [("2026Q1", Period(2026)), ("2026", QUARTER)])
def test_of_a_year_and_its_quarters_the_boroughs_levels_are_taken(
    world: World, stored: str, asked: Period
) -> None:
    release(stored)
    (other,) = found(asked)
    assert [area.id for area in other.areas] == [BOROUGH]
    assert {key[1][2] for key in other.printed} == {TOTAL, "very_safe"}


@pytest.mark.parametrize("stored", ["2026Q2", "2025Q3", "2025", "2027"])
def test_other_periods_are_about_other_answers(world: World, stored: str) -> None:
    release(stored)
    assert found(QUARTER) == []


def levels(*, small: int = 1) -> Mapping[Key, Printed]:
    """Return a table whose base tells its smallest count."""
    printed = {
        (BOROUGH, (LEVEL, "", code)): Printed(10, 10)
        for code in ("very_safe", "fairly_safe", "fairly_unsafe")
    }
    printed[(BOROUGH, (LEVEL, "", "very_unsafe"))] = Printed(small, None)
    printed[(BOROUGH, (LEVEL, "", "base"))] = Printed(30 + small, 30)
    return printed


def test_what_cost_the_audit_is_counted_without_what_was_hidden_before(world: World) -> None:
    printed = dict(levels())
    printed[(BOROUGH, (LEVEL, "", "dont_know"))] = Printed(12, None, is_hidden=True)
    done = protected([], Shown(QUARTER, (ALL,), printed))
    assert (done.hidden, done.targets) == (1, 1)
    assert done.programs > 3
    hidden = [key for key, each in done.printed.items() if each.is_hidden]
    assert len(hidden) == 2
    assert done.printed[(BOROUGH, (LEVEL, "", "base"))].shown == 30


def test_what_gives_nothing_away_is_printed_as_it_is(world: World) -> None:
    printed = {(BOROUGH, (LEVEL, "", TOTAL)): Printed(52, 50)}
    done = protected([], Shown(QUARTER, (ALL,), printed))
    assert (done.printed, done.hidden, done.targets, done.programs) == (printed, 0, 0, 0)


def test_where_nothing_is_left_to_hide_there_is_no_release() -> None:
    """What was released before tells the count, and that cannot be taken back."""
    before = Shown(QUARTER, (ALL,), {key: each for key, each in levels().items() if each.shown})
    secret = {key: each for key, each in levels().items() if each.shown is None}
    with pytest.raises(Problem) as refused:
        protected([before], Shown(QUARTER, (ALL,), secret))
    assert refused.value.code == "release-gives-away"


def told(area: str, code: str, by: Key, product: str = LEVEL) -> Pinned:
    return Pinned((area, (product, "", code)), 0, 1, frozenset((by,)))


def test_one_cell_a_table_is_hidden_at_a_time() -> None:
    safe, fairly = ("town", (LEVEL, "", "very_safe")), ("town", (LEVEL, "", "fairly_safe"))
    park, lit = ("park", (LEVEL, "", "very_safe")), ("town", ("factor", "", "lighting"))
    total, base = (BOROUGH, (LEVEL, "", TOTAL)), (BOROUGH, (LEVEL, "", "base"))
    printed = dict.fromkeys((safe, fairly, park, lit, total, base), Printed(20, 20))
    first = told("town", "very_unsafe", safe)
    assert _to_hide(printed, (first, told("town", "fairly_unsafe", fairly))) == {safe}
    assert _to_hide(printed, (first, told("town", "groups", lit, "factor"))) == {safe, lit}
    assert _to_hide(printed, (first, told("park", "very_unsafe", park))) == {safe, park}
    # Where another area tells it, one cell of that table may do for several.
    elsewhere = (told("park", "very_unsafe", total), told("village", "very_unsafe", base))
    assert _to_hide(printed, elsewhere) == {total}
