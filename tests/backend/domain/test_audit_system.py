"""What a reader knows from a release, as inequalities: each true count solves them all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from backend.domain.audit_system import LATE, Bound, Shown, System, Target, system_of
from backend.domain.disclosure import Rule
from backend.domain.noted import Noted, add_visits
from backend.domain.periods import Period
from backend.domain.printing import PLACE, VISITS, Key, Printed, Printing, print_tally, young_area
from backend.domain.products import BOROUGH, YOUNG, Counted, basics_of
from backend.domain.tallying import (
    ALL_VISITS,
    YOUNG_UNIT,
    AreaThen,
    Said,
    Tally,
    add_young,
    place_unit,
    tally,
)

QUARTER, YEAR = Period(2026, 3), Period(2026)
BOROUGH_UNIT = frozenset((BOROUGH,))
TOWN = AreaThen("town", "Town", "town", ("z1",))
AREAS = (
    *(AreaThen(BOROUGH, "Borough", BOROUGH), TOWN, AreaThen("pub", "Pub", PLACE)),
    *(AreaThen(ALL_VISITS, "Visits", VISITS), AreaThen("visits:w1", "Ward", VISITS)),
    young_area(),
)


def answer(level: str) -> Counted:
    return Counted(level, "after_dark", "from_65", "not_said", "not_said", "not_said", ())


def said(zone: str | None, level: str, times: int, week: str = "2026-W28") -> list[Said]:
    return [Said(zone, None if zone else "pub", week, answer(level))] * times


ANSWERS = (
    *said("z1", "very_safe", 40),
    *said("z1", "fairly_unsafe", 4),
    *said("z9", "very_unsafe", 35, "2026-W33"),
    *said(None, "very_safe", 33),
)


def counted(answers: tuple[Said, ...] = ANSWERS) -> Tally:
    done = tally(answers, AREAS)
    noted = [Noted("w1", f"p{at % 3}", "hurt") for at in range(12)]
    add_visits(done, [*noted, *(Noted("w1", f"p{at}", "alone") for at in range(3))])
    add_young(done, [(1, ("help",))] * 31)
    return done


def release(period: Period = QUARTER, percents: Mapping[Key, int] = MappingProxyType({})) -> Shown:
    return Shown(period, AREAS, print_tally(period, counted(), AREAS), true_percents=percents)


def value(bound: Bound | Target, truth: dict[str, Tally]) -> float:
    """Return the true value of a sum; months stand in the borough's own unit."""
    found = 0.0
    for (period, unit, cell), factor in bound.terms.items():
        found += factor * truth[period].counts.get(unit, Counter())[cell]
    return found


def broken(system: System, truth: dict[str, Tally]) -> list[Bound]:
    return [
        each
        for each in system.bounds
        if (each.low is not None and value(each, truth) < each.low)
        or (each.high is not None and value(each, truth) > each.high)
    ]


def test_the_truth_solves_what_a_release_tells() -> None:
    system = system_of([release()])
    assert broken(system, {"2026Q3": counted()}) == []
    assert len([each for each in system.bounds if each.key]) == len(release().printed)


def test_other_counts_than_the_true_ones_break_it() -> None:
    system = system_of([release()])
    other = counted((*ANSWERS, *said("z1", "very_safe", 5)))
    assert {each.key for each in broken(system, {"2026Q3": other}) if each.key} >= {
        ("town", ("level", "", "very_safe")),
        (BOROUGH, ("month", "2026-07", "safe")),
    }


def test_a_count_under_ten_must_stay_uncertain_and_others_need_not() -> None:
    targets = {each.key: each for each in system_of([release()]).targets}
    assert ("town", ("level", "", "fairly_unsafe")) in targets
    assert ("town", ("level", "", "very_safe")) not in targets
    assert ("visits:w1", ("visit", "", "alone")) in targets
    assert ("visits:w1", ("visit", "", "hurt")) not in targets


def test_who_feels_unsafe_must_stay_uncertain_where_it_is_under_ten() -> None:
    targets = {each.key: each for each in system_of([release()]).targets}
    truth = {"2026Q3": counted()}
    assert value(targets[("town", ("level", "", "unsafe"))], truth) == 4
    assert value(targets[("pub", ("level", "", "unsafe"))], truth) == 0
    assert (BOROUGH, ("level", "", "unsafe")) not in targets
    assert ("town", ("daypart", "after_dark", "unsafe")) in targets


def test_a_hidden_count_has_no_upper_end() -> None:
    (found,) = [
        each
        for each in system_of([release()]).bounds
        if each.key == ("visits:w1", ("visit", "", "hurt"))
    ]
    assert (found.low, found.high) == (0, None)
    (base,) = [
        each for each in system_of([release()]).bounds if each.key == ("pub", ("level", "", "base"))
    ]
    assert (base.low, base.high) == (33, 37)


def test_the_units_are_those_that_areas_tell_apart() -> None:
    units = {unit for each in system_of([release()]).bounds for _, unit, _ in each.terms}
    assert units == {
        *(BOROUGH_UNIT, frozenset((BOROUGH, "town")), place_unit("pub"), frozenset((YOUNG,))),
        *(frozenset((ALL_VISITS,)), frozenset((ALL_VISITS, "visits:w1"))),
    }


def test_two_releases_of_one_period_share_units_as_fine_as_both_need() -> None:
    park = AreaThen("park", "Park", "area", ("z2",))
    more = Shown(QUARTER, (park,), {})
    units = {unit for each in system_of([release(), more]).bounds for _, unit, _ in each.terms}
    assert frozenset((BOROUGH, "park")) in units
    other = Shown(Period(2026, 2), (park,), {})
    own = {
        unit
        for each in system_of([release(), other]).bounds
        for period, unit, _ in each.terms
        if period == "2026Q3"
    }
    assert frozenset((BOROUGH, "park")) not in own


def test_a_year_is_its_quarters_and_what_came_late() -> None:
    system = system_of([release(), release(YEAR)])
    (safe,) = [
        each
        for each in system.bounds
        if each.key == (BOROUGH, ("level", "", "very_safe"))
        and each.terms
        and any(period == "2026" for period, _, _ in each.terms)
    ]
    cell = ("level", "", "very_safe")
    assert set(safe.terms) == {
        ("2026", frozenset((BOROUGH, LATE)), cell),
        ("2026Q3", BOROUGH_UNIT, cell),
        ("2026Q3", frozenset((BOROUGH, "town")), cell),
    }
    alone = system_of([release(YEAR)])
    assert {period for each in alone.bounds for period, _, _ in each.terms} == {"2026"}


def test_groups_of_answers_bound_each_other_only_where_they_are_answers() -> None:
    limits = [each for each in system_of([release()]).bounds if not each.key and each.low is None]
    assert {frozenset(unit for _, unit, _ in each.terms) for each in limits} == {
        frozenset((each,))
        for each in (BOROUGH_UNIT, frozenset((BOROUGH, "town")), place_unit("pub"), YOUNG_UNIT)
    }
    assert all(set(each.terms.values()) == {1.0, -1.0} for each in limits)


def test_the_months_of_a_quarter_are_the_quarter() -> None:
    sums = [each for each in system_of([release()]).bounds if (each.low, each.high) == (0, 0)]
    sums = [each for each in sums if not each.key]
    assert len(sums) == 2
    months = {cell[1] for each in sums for _, _, cell in each.terms if cell[0] == "month"}
    assert months == {"2026-07", "2026-08", "2026-09"}
    assert value(sums[0], {"2026Q3": counted()}) == 0
    assert {unit for _, unit, _ in sums[0].terms} == {BOROUGH_UNIT, frozenset((BOROUGH, "town"))}
    assert [each for each in system_of([release(YEAR)]).bounds if each.low == each.high == 0] == []


@pytest.mark.parametrize(("percent", "holds"), [(90, False), (91, True), (92, False)])
def test_a_percentage_of_true_counts_tells_half_a_point_to_each_side(
    percent: int, holds: bool
) -> None:
    """Of 44 in the town 40 feel safe: 90.9 %."""
    told = release(percents={("town", ("level", "", "safe")): percent})
    found = broken(system_of([told]), {"2026Q3": counted()})
    assert (found == []) is holds
    assert all(each.key is None for each in found)


def test_basics_of_the_cast_are_known() -> None:
    assert len(basics_of(answer("very_safe"))) == 3


def test_a_rule_that_hides_more_has_more_that_must_stay_uncertain() -> None:
    rule = Rule("15-5", least=15, step=5)
    told = Shown(QUARTER, AREAS, print_tally(QUARTER, counted(), AREAS, Printing(rule)), rule)
    assert ("visits:w1", ("visit", "", "hurt")) in {each.key for each in system_of([told]).targets}
    exact = replace(told, printed={("pub", ("level", "", "total")): Printed(15, 15)})
    assert system_of([exact]).targets == []


def test_a_month_is_counted_in_the_boroughs_own_unit_alone() -> None:
    month = (BOROUGH, ("month", "2026-07", "safe"))
    (found,) = [each for each in system_of([release()]).bounds if each.key == month]
    assert {unit for _, unit, _ in found.terms} == {BOROUGH_UNIT}


def test_a_percentage_of_what_is_not_in_its_base_weighs_only_itself() -> None:
    told = release(percents={("town", ("level", "", "dont_know")): 10})
    unit, cell = frozenset((BOROUGH, "town")), ("level", "", "dont_know")
    first, second = [
        each.terms[("2026Q3", unit, cell)]
        for each in system_of([told]).bounds
        if not each.key
        and ("2026Q3", unit, ("level", "", "very_safe")) in each.terms
        and ("2026Q3", unit, cell) in each.terms
        and len(each.terms) == 5
        and 100 in each.terms.values()
    ]
    assert first == second == 100


def test_no_group_is_larger_than_the_answers_that_there_are() -> None:
    limits = [each for each in system_of([release()]).bounds if not each.key and each.low is None]
    assert {each.high for each in limits} == {0}


def test_ten_who_feel_unsafe_may_be_known() -> None:
    sure = {
        ("town", ("level", "", code)): Printed(n, n) for code, n in (("base", 40), ("safe", 30))
    }
    assert system_of([Shown(QUARTER, AREAS, sure)]).targets == []
    sure[("town", ("level", "", "safe"))] = Printed(31, 30)
    (target,) = system_of([Shown(QUARTER, AREAS, sure)]).targets
    assert target.key == ("town", ("level", "", "unsafe"))
