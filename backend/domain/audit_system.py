"""Rules: all that a reader can know from releases, as a system of linear inequalities (D9).

A variable is how often one basic was said in one unit of one period. Each printed cell bounds a
sum of variables; groups of answers bound each other. What can still be true is what solves it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.domain.disclosure import TEN_FIVE, Rule
from backend.domain.periods import Period
from backend.domain.printing import PLACE, VISITS, Key, Printed, formulas
from backend.domain.products import (
    BOROUGH,
    LEVEL,
    MONTH,
    SAFE,
    SAFE_LEVELS,
    UNSAFE,
    UNSAFE_LEVELS,
    YOUNG,
    Cell,
    hidden_totals,
    limits,
    young_limits,
)
from backend.domain.tallying import ALL_VISITS, YOUNG_UNIT, AreaThen, Unit, place_unit, units_of
from shared.young_questions import YOUNG_CHANGES

Variable = tuple[str, Unit, Cell]
"""Period, unit and basic."""

LATE = "late"
"""The unit of answers that came after their quarter was closed: they count in the year alone."""


@dataclass(frozen=True)
class Bound:
    """low ≤ sum of factor × variable ≤ high; None where there is no such end.

    `key` is the printed cell that tells it, where one does.
    """

    terms: Mapping[Variable, float]
    low: float | None
    high: float | None
    key: Key | None = None


@dataclass(frozen=True)
class Target:
    """A sum that must stay uncertain, since its true value is under ten."""

    key: Key
    terms: Mapping[Variable, float]


@dataclass(frozen=True)
class Shown:
    """A release as a reader has it, and the true counts for those who audit it."""

    period: Period
    areas: tuple[AreaThen, ...]
    printed: Mapping[Key, Printed]
    rule: Rule = TEN_FIVE
    true_percents: Mapping[Key, int] = field(default_factory=dict)
    """Whole percentages that were worked out from true counts: ours never are. Each is given for
    its part, and is of the base with the same product and part."""


@dataclass
class System:
    """The bounds, and the sums that must stay uncertain."""

    bounds: list[Bound] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


def system_of(releases: Iterable[Shown]) -> System:
    """Return the system of some releases; those of one period are about the same answers."""
    held = System()
    units_in: dict[str, set[Unit]] = {}
    shown = list(releases)
    for release in shown:
        units_in.setdefault(str(release.period), set()).update(_units(release, shown))
    for period, units in units_in.items():
        for unit in units:
            held.bounds += _limits(period, unit)
    for release in shown:
        _add(held, release, units_in)
    return held


def _units(release: Shown, shown: list[Shown]) -> set[Unit]:
    """Return the units of a release, as fine as all releases of its period need them."""
    if release.period.is_year:
        return {frozenset((BOROUGH, LATE))}
    same = [area for each in shown if each.period == release.period for area in each.areas]
    found = {frozenset((BOROUGH,)), *units_of(same).values()}
    for area in same:
        if area.kind in (PLACE, YOUNG):
            found.add(place_unit(area.id))
        elif area.kind == VISITS:
            found.add(frozenset((ALL_VISITS, area.id)))
    return found


def _add(held: System, release: Shown, units_in: Mapping[str, set[Unit]]) -> None:
    terms_of = {
        (area.id, cell): _terms(release.period, area, basics, units_in)
        for area in release.areas
        for cell, basics in formulas(release.period, area).items()
    }
    for key, each in release.printed.items():
        low, high = release.rule.bounds(each.shown)
        held.bounds.append(Bound(terms_of[key], low, None if each.is_hidden else high, key))
        if each.true < release.rule.least or each.true < TEN_FIVE.least:
            held.targets.append(Target(key, terms_of[key]))
    for key, percent in release.true_percents.items():
        held.bounds += _percent(terms_of, key, percent)
    _add_months(held, release, units_in)
    _add_unsafe(held, release, units_in)


def _terms(
    period: Period,
    area: AreaThen,
    basics: Iterable[Cell],
    units_in: Mapping[str, set[Unit]],
) -> dict[Variable, float]:
    names = [str(period)]
    if period.is_year:
        # Every quarter that was released is a part of the year.
        names += [name for name in units_in if name.startswith(f"{period}Q")]
    return {
        (name, unit, basic): 1.0
        for basic in basics
        for name in names
        for unit in units_in[name]
        if area.id in unit and (basic[0] != MONTH or unit == frozenset((BOROUGH,)))
    }


def _percent(
    terms_of: Mapping[Key, Mapping[Variable, float]], key: Key, percent: int
) -> list[Bound]:
    """Return what a percentage of true counts tells: its rounding is half a point to each side."""
    area_id, (product, part, _) = key
    base = terms_of[(area_id, (product, part, "base"))]
    bounds = []
    for edge, low, high in ((percent - 0.5, 0.0, None), (percent + 0.5, None, 0.0)):
        terms = {variable: -edge * factor for variable, factor in base.items()}
        for variable, factor in terms_of[key].items():
            terms[variable] = terms.get(variable, 0.0) + 100 * factor
        bounds.append(Bound(terms, low, high))
    return bounds


def _limits(period: str, unit: Unit) -> Iterable[Bound]:
    """Yield what holds within a unit whatever was said."""
    if ALL_VISITS in unit:
        return
    held = young_limits(YOUNG_CHANGES) if unit == YOUNG_UNIT else limits()
    for some, others in held:
        terms = {(period, unit, cell): 1.0 for cell in some}
        terms |= {(period, unit, cell): -1.0 for cell in others}
        yield Bound(terms, None, 0.0)


def _add_months(held: System, release: Shown, units_in: Mapping[str, set[Unit]]) -> None:
    """The months of a quarter are the quarter: everybody's week lies in one of them."""
    if release.period.is_year:
        return
    period, borough = str(release.period), frozenset((BOROUGH,))
    for feeling, levels in ((SAFE, SAFE_LEVELS), (UNSAFE, UNSAFE_LEVELS)):
        terms: dict[Variable, float] = {
            (period, borough, (MONTH, month, feeling)): 1.0 for month in release.period.months
        }
        for unit in units_in[period]:
            if BOROUGH in unit:
                terms |= {(period, unit, (LEVEL, "", code)): -1.0 for code in levels}
        held.bounds.append(Bound(terms, 0.0, 0.0))


def _add_unsafe(held: System, release: Shown, units_in: Mapping[str, set[Unit]]) -> None:
    """What is never printed but can be subtracted must stay uncertain as well."""
    if release.period.is_year:
        return
    for area in release.areas:
        for cell, basics in hidden_totals():
            base = release.printed.get((area.id, (cell[0], cell[1], "base")))
            safe = release.printed.get((area.id, (cell[0], cell[1], SAFE)))
            if base and safe and base.true - safe.true < TEN_FIVE.least:
                terms = _terms(release.period, area, basics, units_in)
                held.targets.append(Target((area.id, cell), terms))
