"""Goal P6: nobody can work out a count under ten from everything that is printed."""

from collections.abc import Iterable
from random import Random

import pytest

from backend.domain.audit_system import Shown, System, system_of
from backend.domain.disclosure import LEAST_VALUES, TEN_FIVE, Rule
from backend.domain.periods import Period
from backend.domain.printing import Key, Printed, Printing, print_tally
from backend.domain.products import (
    BASE,
    BOROUGH,
    DAYPART,
    DAYPARTS,
    FACTOR_CODES,
    LEVEL,
    SAFE,
    TOTAL,
    UNSURE,
    Counted,
)
from backend.domain.tallying import AreaThen, Said, tally
from backend.services.releasing.audit import Contradiction, audit
from backend.services.releasing.protecting import protected
from shared.problems import Problem
from tests.support.parts import is_part

QUARTER, YEAR = Period(2026, 3), Period(2026)
SEED = 20_261_124
WARDS, TOWNS = (8, 4) if is_part("rules") else (4, 2)
ZONES = tuple(f"z{number}" for number in range(WARDS * 5))
AREAS = (
    AreaThen(BOROUGH, "Borough", BOROUGH),
    *(AreaThen(f"w{n}", f"Ward {n}", "ward", ZONES[n * 5 : n * 5 + 5]) for n in range(WARDS)),
    # Towns cross the wards' borders: what is printed of one can be subtracted from the other.
    *(AreaThen(f"t{n}", f"Town {n}", "town", ZONES[n * 9 : n * 9 + 7]) for n in range(TOWNS)),
)
FIVE_EXACT = Rule("5", least=5, step=1)


def answers(count: int, seed: int = SEED) -> Iterable[Said]:
    """Yield answers of which a few zones get most, as in life."""
    chance = Random(seed)
    for _ in range(count):
        zone = ZONES[int(chance.paretovariate(0.7)) % len(ZONES)]
        level = chance.choices(
            ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe", "dont_know"),
            (20, 40, 25, 12, 3),
        )[0]
        happened = chance.choices(("not_said", "nothing", "to_me", "to_someone_else"), (6, 2, 1, 1))
        reported = chance.choices(("not_said", "no", "to_police"), (8, 2, 1))[0]
        age = chance.choice(("not_said", "from_13_to_17", "from_18_to_24", "from_35_to_54"))
        factors = tuple(chance.sample(FACTOR_CODES, chance.randrange(4)))
        said = (age, happened[0], reported, "not_said", factors)
        yield Said(zone, None, "2026-W30", Counted(level, chance.choice(DAYPARTS), *said))


def shown(count: int, rule: Rule = TEN_FIVE, seed: int = SEED) -> Shown:
    printed = print_tally(QUARTER, tally(answers(count, seed), AREAS), AREAS, Printing(rule))
    return Shown(QUARTER, AREAS, printed, rule)


def true_percents(release: Shown) -> dict[Key, int]:
    """Return whole percentages of true counts, as many tables print them beside rounded counts."""
    found = {}
    for (area_id, cell), each in release.printed.items():
        product, part, code = cell
        base = release.printed.get((area_id, (product, part, BASE)))
        if (
            base is not None
            and base.true
            and each.true is not None
            and code not in (BASE, TOTAL, SAFE)
        ):
            found[(area_id, cell)] = round(100 * each.true / base.true)
    return found


@pytest.mark.full("rules")
@pytest.mark.parametrize(("count", "seed"), [(60, SEED), (400, SEED + 1), (1500, SEED + 1)])
def test_what_is_released_gives_nothing_away(count: int, seed: int) -> None:
    release = shown(count, seed=seed)
    safe = protected([], release)
    verdict = audit(system_of([Shown(QUARTER, AREAS, safe.printed)]))
    small = [each for each in safe.printed.values() if each.is_small(TEN_FIVE.least)]
    assert verdict.pinned == ()
    assert verdict.targets >= len(small) > 100
    assert all(each.shown is None for each in small)
    assert safe.hidden < len(safe.printed) / 20


@pytest.mark.full("rules")
def test_hiding_under_five_without_rounding_is_caught() -> None:
    verdict = audit(system_of([shown(600, FIVE_EXACT)]))
    exact = [each for each in verdict.pinned if each.low == each.high]
    assert len(exact) >= 3


@pytest.mark.full("rules")
def test_percentages_of_true_counts_are_caught() -> None:
    release = shown(700)
    before = audit(system_of([release]))
    told = Shown(QUARTER, AREAS, release.printed, true_percents=true_percents(release))
    pinned = audit(system_of([told])).pinned
    assert len(pinned) > len(before.pinned) + 100
    assert sum(each.low == each.high for each in pinned) > 50


def test_a_base_that_leaves_no_room_is_caught_and_mended() -> None:
    printed: dict[Key, Printed] = {}
    for code, true in (("very_safe", 10), ("fairly_safe", 10), ("fairly_unsafe", 10)):
        printed[(BOROUGH, (LEVEL, "", code))] = Printed(true, 10)
    printed[(BOROUGH, (LEVEL, "", "very_unsafe"))] = Printed(1, None)
    printed[(BOROUGH, (LEVEL, "", BASE))] = Printed(31, 30)
    borough = AREAS[:1]
    verdict = audit(system_of([Shown(QUARTER, borough, printed)]))
    assert [(each.key[1][2], each.low, each.high) for each in verdict.pinned] == [
        ("very_unsafe", 0, 2)
    ]
    assert LEAST_VALUES == 4
    safe = protected([], Shown(QUARTER, borough, printed))
    assert safe.hidden == 1
    assert safe.printed[(BOROUGH, (LEVEL, "", BASE))].shown == 30


def test_what_other_tables_tell_is_mended_where_it_is_told() -> None:
    ward = AreaThen("w0", "", "ward", ZONES[:1])
    # The dayparts say that at least thirty are sure, the borough that at most 32 answered.
    printed = {("w0", (DAYPART, part, BASE)): Printed(10, 10) for part in DAYPARTS}
    printed[("w0", (LEVEL, "", UNSURE))] = Printed(1, None)
    printed[(BOROUGH, (LEVEL, "", TOTAL))] = Printed(31, 30)
    areas = (AREAS[0], ward)
    (pinned,) = audit(system_of([Shown(QUARTER, areas, printed)])).pinned
    assert (pinned.key[1][2], pinned.low, pinned.high) == (UNSURE, 0, 2)
    own = {("w0", (LEVEL, "", UNSURE))}
    assert pinned.told_by - own == {key for key, each in printed.items() if each.shown}
    safe = protected([], Shown(QUARTER, areas, printed))
    assert safe.hidden == 1
    assert safe.printed[(BOROUGH, (LEVEL, "", TOTAL))].shown == 30


def test_a_ward_is_not_told_by_the_borough_and_the_others() -> None:
    wards = [AreaThen(f"w{n}", "", "ward", (ZONES[n],)) for n in range(2)]
    areas = (AREAS[0], *wards)
    printed = {
        (BOROUGH, (LEVEL, "", TOTAL)): Printed(31, 30),
        ("w0", (LEVEL, "", TOTAL)): Printed(30, 30),
        ("w1", (LEVEL, "", TOTAL)): Printed(1, None),
    }
    released = Shown(QUARTER, areas, printed)
    assert audit(system_of([released])).pinned == ()
    exact = Rule("exact", least=5, step=1)
    printed[(BOROUGH, (LEVEL, "", TOTAL))] = Printed(31, 31)
    verdict = audit(system_of([Shown(QUARTER, areas, printed, exact)]))
    assert [(each.key[0], each.low, each.high) for each in verdict.pinned] == [("w1", 0, 1)]


def test_a_correction_is_audited_beside_what_it_corrects() -> None:
    area = AREAS[:1]
    key, other = (BOROUGH, (LEVEL, "", "very_safe")), (BOROUGH, (LEVEL, "", BASE))
    first = {key: Printed(10, None, is_hidden=True), other: Printed(32, 30)}
    small = (BOROUGH, (LEVEL, "", "very_unsafe"))
    second = {small: Printed(2, None), other: Printed(33, 35)}
    # Thirty means at most 32, thirty-five at least 33: not both can be about the same answers.
    with pytest.raises(Contradiction):
        audit(system_of([Shown(QUARTER, area, first), Shown(QUARTER, area, second)]))
    with pytest.raises(Problem) as refused:
        protected([Shown(QUARTER, area, first)], Shown(QUARTER, area, second))
    assert refused.value.code == "release-contradicts"
    # What a correction counts anew is about other answers: nothing is subtracted from the first.
    anew = Shown(QUARTER, area, second, number=2)
    assert protected([Shown(QUARTER, area, first)], anew).printed == second


def test_a_year_is_the_sum_of_its_quarters_and_of_who_came_late() -> None:
    area, cell = AREAS[:1], (LEVEL, "", "very_unsafe")
    quarter = Shown(QUARTER, area, {(BOROUGH, cell): Printed(20, 20)})
    year = {(BOROUGH, cell): Printed(22, 20)}
    system: System = system_of([quarter, Shown(YEAR, area, year)])
    assert len({variable[0] for bound in system.bounds for variable in bound.terms}) == 2
    assert audit(system).pinned == ()
