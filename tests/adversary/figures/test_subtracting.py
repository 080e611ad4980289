"""Releases are subtracted from each other: years less quarters, new borders less old ones."""

from dataclasses import replace
from random import Random

import pytest

from backend.domain.audit_system import Shown, system_of
from backend.domain.disclosure import KEYED, TEN_FIVE
from backend.domain.periods import Period
from backend.domain.printing import Printed, Printing, print_tally
from backend.domain.products import BOROUGH, LEVEL
from backend.domain.tallying import AreaThen, tally
from backend.services.releasing.audit import audit
from backend.services.releasing.protecting import protected
from shared.problems import Problem
from tests.adversary.figures.by_programs import Reader, pinned
from tests.adversary.figures.people import AREAS, QUARTER, ZONES, Service, ours, people

pytestmark = pytest.mark.full("attacks")
SEEDS = range(28)
ALL = (AreaThen(BOROUGH, "Borough", BOROUGH),)
UNSURE = (BOROUGH, (LEVEL, "", "dont_know"))
YEAR = Shown(Period(2026), ALL, {UNSURE: Printed(31, 30)}, TEN_FIVE)
FIRST = "2026Q1"


def quarters(true: int | None) -> list[Shown]:
    """Return four quarters: of the first too few are unsure to be told, of the others ten each.

    `true` is what those who audit believe of it: None is that nobody knows any more.
    """
    shown = [None, 10, 10, 10]
    return [
        Shown(Period(2026, at), ALL, {UNSURE: Printed(true, each)}, TEN_FIVE)
        for at, each in enumerate(shown, start=1)
    ]


def test_a_year_tells_nothing_of_a_quarter_that_was_not_shown() -> None:
    before = quarters(None)
    pins = audit(system_of([*before, YEAR])).pinned
    assert [(each.release, each.low, each.high) for each in pins] == [(FIRST, 0, 2)]
    safe = protected(before, YEAR)
    assert (safe.hidden, safe.printed[UNSURE].shown) == (1, None)


def test_an_audit_that_forgets_what_was_hidden_lets_the_year_tell_it() -> None:
    # The control: what was printed before taken for ten or more, as audits once did.
    forgetful = quarters(TEN_FIVE.least)
    assert protected(forgetful, YEAR).printed[UNSURE].shown == 30


def test_moved_figures_leave_more_open_than_the_audit_asks() -> None:
    moved = [replace(each, rule=KEYED) for each in quarters(None)]
    assert audit(system_of([*moved, replace(YEAR, rule=KEYED)])).holds


def test_what_was_given_away_before_stops_no_later_release() -> None:
    # Nothing that is hidden now takes it back: it is left out, and everything else looked at.
    base = (BOROUGH, (LEVEL, "", "base"))
    told = {
        (BOROUGH, (LEVEL, "", code)): Printed(None, 10) for code in ("very_safe", "fairly_safe")
    }
    told |= {(BOROUGH, (LEVEL, "", "fairly_unsafe")): Printed(None, 10), base: Printed(None, 30)}
    told[BOROUGH, (LEVEL, "", "very_unsafe")] = Printed(None, None)
    before = Shown(Period(2026, 1), ALL, told, TEN_FIVE)
    assert not audit(system_of([before])).holds
    assert protected([before], YEAR).printed[UNSURE].shown == 30


def test_what_cannot_be_true_together_is_not_released() -> None:
    many = [replace(each, printed={UNSURE: Printed(None, 90)}) for each in quarters(None)]
    small = {(BOROUGH, (LEVEL, "", "very_unsafe")): Printed(3, None)}
    with pytest.raises(Problem) as refused:
        protected(many, replace(YEAR, printed={**YEAR.printed, **small}))
    assert refused.value.code == "release-contradicts"


def redrawn(chance: Random) -> tuple[AreaThen, ...]:
    """Return the wards with one zone more or less, under ids of their own."""
    extra = chance.sample(ZONES, len(AREAS))
    return tuple(
        AreaThen(f"{area.id}-new", area.name, "ward", tuple(sorted({*area.zones} ^ {zone})))
        for area, zone in zip(AREAS[1:], extra, strict=False)
    )


def both(service: Service, seed: int) -> list[Shown]:
    """Return two releases of the very same answers, by old borders and new ones."""
    chance = Random(seed)
    done = people(chance, chance.randint(90, 240))
    areas = redrawn(chance)
    old = service.release(done)
    printed = print_tally(QUARTER, tally(done, areas), areas, service.printing)
    new = Shown(QUARTER, areas, printed, service.printing.rule)
    if service.is_audited:
        new = replace(new, printed=protected([old], new).printed)
    return [old, new]


def told_by_borders(service: Service, seed: int) -> int:
    releases = both(service, seed)
    found = pinned(Reader(releases), releases[0])[0]
    return found + pinned(Reader(releases), releases[1])[0]


@pytest.mark.full("attacks", alone=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_new_borders_tell_nothing_of_a_zone(seed: int) -> None:
    assert told_by_borders(ours(seed), seed) == 0


def test_exact_figures_by_new_borders_tell_a_zone() -> None:
    # The control.
    exact = Service(Printing(replace(TEN_FIVE, step=1)), is_audited=False)
    assert told_by_borders(exact, 0) > 20
