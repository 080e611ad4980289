"""The audit knows what a reader knows: what always holds between two printed counts is in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import permutations
from random import Random

import highspy
import numpy as np
import pytest

from backend.domain.audit_system import Bound, Shown, System, Variable, system_of
from backend.domain.periods import Period
from backend.domain.printing import Key, Printed, formulas, young_area
from backend.domain.products import (
    AGES,
    BASE,
    BOROUGH,
    DAYPARTS,
    FACTOR,
    Cell,
    Counted,
    total,
)
from backend.domain.tallying import AreaThen, Said, Tally, add_young, tally
from shared.perception import FACTORS, HAPPENED, LEVEL, REPORTED, WHY_NOT, Question
from shared.young_questions import YOUNG_CHANGES

QUARTER = Period(2026, 3)
SETS, MOST = 4_000, 4
EVERYTHING = AreaThen(BOROUGH, "Borough", BOROUGH)
CUT = (
    AreaThen(BOROUGH, "Borough", BOROUGH, ("z", "y", "x")),
    AreaThen("town", "Town", "town", ("z", "y")),
    AreaThen("ward", "Ward", "ward", ("y", "x")),
)
"""Areas that cut each other: what is of one and not of the other can be subtracted."""

FEW_SETS = 500
Pair = tuple[Cell, Cell]


def codes(question: Question) -> list[str]:
    return [option.code for option in question.options]


def an_answer(chance: Random) -> Said:
    """Return any answer that the server takes: also one of which no page asks all."""
    ages = [code for bands in AGES.values() for code in bands]
    counted = Counted(
        chance.choice(codes(LEVEL)),
        chance.choice((*DAYPARTS, "not_said")),
        chance.choice((*ages, "not_said")),
        chance.choice((*codes(HAPPENED), *["to_me"] * 4)),
        chance.choice((*codes(REPORTED), *["no"] * 5)),
        chance.choice(codes(WHY_NOT)),
        tuple(chance.sample(codes(FACTORS), chance.randint(0, 4))),
    )
    return Said(chance.choice("zyx"), None, f"2026-W{chance.randint(28, 39)}", counted)


def answers(chance: Random) -> Tally:
    return tally([an_answer(chance) for _ in range(chance.randint(1, MOST))], CUT)


def records(chance: Random) -> Tally:
    done = Tally()
    some = range(chance.randint(1, MOST))
    add_young(done, [(1, chance.sample(YOUNG_CHANGES, chance.randint(0, 3))) for _ in some])
    return done


def always_held(area: AreaThen, make: Callable[[Random], Tally]) -> set[Pair]:
    """Return each two counts of which the first was never more than the second, nor ever nought."""
    cells = formulas(QUARTER, area)
    found = set(permutations(cells, 2))
    seen: set[Cell] = set()
    chance = Random(20261130)
    for _ in range(SETS):
        counts = make(chance).in_area(area.id)
        said = {cell: total(counts, basics) for cell, basics in cells.items()}
        seen |= {cell for cell, count in said.items() if count}
        found = {(one, other) for one, other in found if said[one] <= said[other]}
    return {(one, other) for one, other in found if {one, other} <= seen}


def not_known(system: System, area: AreaThen, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs of which the system allows the first to be more than the second."""
    terms = {each.key[1]: each.terms for each in system.bounds if each.key}
    solver, index = solver_of(system)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for one, other in pairs:
        costs = np.zeros(len(index))
        for sign, cell in ((1.0, one), (-1.0, other)):
            for variable, factor in terms[cell].items():
                costs[index[variable]] += sign * factor
        solver.changeColsCost(len(index), np.arange(len(index), dtype=np.int32), costs)
        solver.run()
        if solver.getObjectiveValue() > 0.5:
            yield one, other


def solver_of(system: System) -> tuple[highspy.Highs, dict[Variable, int]]:
    """Return a solver that holds the system, and the column of each variable."""
    index: dict[Variable, int] = {}
    for each in system.bounds:
        for variable in each.terms:
            index.setdefault(variable, len(index))
    solver = highspy.Highs()
    solver.silent()
    solver.addVars(len(index), np.zeros(len(index)), np.full(len(index), 100.0))
    for bound in system.bounds:
        add(solver, bound, index)
    return solver, index


def add(solver: highspy.Highs, bound: Bound, index: Mapping[Variable, int]) -> None:
    columns = np.array([index[variable] for variable in bound.terms], dtype=np.int32)
    factors = np.array(list(bound.terms.values()))
    low = -highspy.kHighsInf if bound.low is None else bound.low
    high = highspy.kHighsInf if bound.high is None else bound.high
    solver.addRow(low, high, len(columns), columns, factors)


def nothing_printed(area: AreaThen) -> System:
    """Return what the audit holds for true of an area before anything is printed of it."""
    hidden = Printed(1000, None, is_hidden=True)
    printed = {(area.id, cell): hidden for cell in formulas(QUARTER, area)}
    return system_of([Shown(QUARTER, (area,), printed)])


@pytest.mark.parametrize(("area", "make"), [(EVERYTHING, answers), (young_area(), records)])
def test_what_always_holds_of_two_counts_is_known_to_the_audit(
    area: AreaThen, make: Callable[[Random], Tally]
) -> None:
    pairs = always_held(area, make)
    assert pairs
    assert list(not_known(nothing_printed(area), area, sorted(pairs))) == []


@pytest.mark.parametrize(("area", "make"), [(EVERYTHING, answers), (young_area(), records)])
def test_an_audit_that_knows_one_thing_less_is_found(
    area: AreaThen, make: Callable[[Random], Tally]
) -> None:
    # The control: what is taken away opens a pair again, but for what follows from the others.
    system, pairs = nothing_printed(area), sorted(always_held(area, make))
    opened = []
    for each in [bound for bound in system.bounds if is_identity(bound, area)][::3]:
        rest = System([bound for bound in system.bounds if bound is not each], [])
        opened.append(any(not_known(rest, area, pairs)))
    assert sum(opened) > len(opened) / 2


def is_identity(bound: Bound, area: AreaThen) -> bool:
    return bound.key is None and any(area.id in unit for _, unit, _ in bound.terms)


def test_the_number_of_those_who_were_asked_why_is_that_of_everybody() -> None:
    everybody, asked = ("level", "", "total"), (FACTOR, "", BASE)
    pairs = always_held(EVERYTHING, answers)
    assert {(everybody, asked), (asked, everybody)} <= pairs


def between_areas() -> set[tuple[Key, Key]]:
    """Return each two counts of areas that cut each other of which the first was never more."""
    cells = {area.id: formulas(QUARTER, area) for area in CUT}
    # Of what nearly everybody says: of rare codes chance alone would keep some from being more.
    usual = ("level", "daypart")
    keys = [(area, cell) for area, held in cells.items() for cell in held if cell[0] in usual]
    chance = Random(20261130)
    rows = []
    for _ in range(FEW_SETS):
        done = answers(chance)
        counts = {area: done.in_area(area) for area in cells}
        rows.append([total(counts[area], cells[area][cell]) for area, cell in keys])
    said = np.array(rows)
    held = (said[:, :, None] <= said[:, None, :]).all(axis=0)
    seen = said.any(axis=0)
    both = np.argwhere(held & np.outer(seen, seen))
    return {(keys[int(one)], keys[int(other)]) for one, other in both if one != other}


def test_what_always_holds_between_areas_that_cut_each_other_is_known_to_the_audit() -> None:
    hidden = Printed(1000, None, is_hidden=True)
    cells = {(area.id, cell): hidden for area in CUT for cell in formulas(QUARTER, area)}
    system = system_of([Shown(QUARTER, CUT, cells)])
    pairs = between_areas()
    everybody = ("level", "", "total")
    assert (("town", everybody), (BOROUGH, everybody)) in pairs
    assert (("town", everybody), ("ward", everybody)) not in pairs
    across = sorted(pair for pair in pairs if pair[0][0] != pair[1][0])
    terms = {each.key: each.terms for each in system.bounds if each.key}
    asked = Random(1).sample(across, 120)
    for one, other in asked:
        less = {**terms[other]}
        for variable, factor in terms[one].items():
            less[variable] = less.get(variable, 0.0) - factor
        assert least(system, less) > -0.5, f"{one} is no more than {other}"


def least(system: System, terms: Mapping[Variable, float]) -> float:
    """Return the least value of a sum that the system allows."""
    solver, index = solver_of(system)
    for variable, factor in terms.items():
        solver.changeColCost(index[variable], factor)
    solver.run()
    return float(solver.getObjectiveValue())
