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
    limits,
    unsafe_totals,
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
    """A sum that must stay uncertain, since its true value is under ten.

    `release` names the release it is of: earlier ones stay protected as well.
    """

    key: Key
    terms: Mapping[Variable, float]
    release: str = ""


@dataclass(frozen=True)
class Shown:
    """A release as a reader has it, and the true counts for those who audit it.

    `number` tells a correction from what it corrects: what it prints anew is about other answers,
    of which nobody knows how they hang together with those before.
    """

    period: Period
    areas: tuple[AreaThen, ...]
    printed: Mapping[Key, Printed]
    rule: Rule = TEN_FIVE
    number: int = 1
    true_percents: Mapping[Key, int] = field(default_factory=dict)
    """Whole percentages that were worked out from true counts: ours never are. Each is given for
    its part, and is of the base with the same product and part."""

    @property
    def name(self) -> str:
        """Name the answers it is about: those of a period, as they were when it was counted."""
        return str(self.period) if self.number == 1 else f"{self.period}.{self.number}"


@dataclass
class System:
    """The bounds, and the sums that must stay uncertain."""

    bounds: list[Bound] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


def system_of(releases: Iterable[Shown]) -> System:
    """Return the system of some releases, the oldest first.

    Those of one name are about the same answers. A year is the sum of its quarters as each was
    printed last before it.
    """
    held = System()
    shown = list(releases)
    known = _Known({}, _parts_of_years(shown))
    for release in shown:
        known.units_in.setdefault(release.name, set()).update(_units(release, shown))
    for name, units in known.units_in.items():
        for unit in units:
            held.bounds += _limits(name, unit)
    for release in shown:
        _add(held, release, known)
    return held


@dataclass(frozen=True)
class _Known:
    """The units of each release, and which quarters' answers each year's release is the sum of."""

    units_in: dict[str, set[Unit]]
    parts: Mapping[str, tuple[str, ...]]


def _parts_of_years(shown: list[Shown]) -> dict[str, tuple[str, ...]]:
    found = {}
    for at, year in enumerate(shown):
        if year.period.is_year:
            quarters: dict[Period, str] = {}
            # Those after it come first, so that the last before it stands.
            for each in (*reversed(shown[at + 1 :]), *shown[:at]):
                is_part = not each.period.is_year and each.period.year == year.period.year
                if is_part and any(area.id == BOROUGH for area in each.areas):
                    quarters[each.period] = each.name
            found[year.name] = tuple(quarters.values())
    return found


def _units(release: Shown, shown: list[Shown]) -> set[Unit]:
    """Return the units of a release, as fine as all releases of its name need them."""
    if release.period.is_year:
        return {frozenset((BOROUGH, LATE))}
    same = [area for each in shown if each.name == release.name for area in each.areas]
    found = {frozenset((BOROUGH,)), *units_of(same).values()}
    for area in same:
        if area.kind in (PLACE, YOUNG):
            found.add(place_unit(area.id))
        elif area.kind == VISITS:
            found.add(frozenset((ALL_VISITS, area.id)))
    return found


def _add(held: System, release: Shown, known: _Known) -> None:
    terms_of = {
        (area.id, cell): _terms(release, area, basics, known)
        for area in release.areas
        for cell, basics in formulas(release.period, area).items()
    }
    for key, each in release.printed.items():
        low, high = release.rule.bounds(each.shown)
        held.bounds.append(Bound(terms_of[key], low, None if each.is_hidden else high, key))
        if each.is_small(max(release.rule.least, TEN_FIVE.least)):
            held.targets.append(Target(key, terms_of[key], release.name))
    for key, percent in release.true_percents.items():
        held.bounds += _percent(terms_of, key, percent)
    _add_months(held, release, known)
    _add_unsafe(held, release, known)


def _terms(
    release: Shown, area: AreaThen, basics: Iterable[Cell], known: _Known
) -> dict[Variable, float]:
    names = (release.name, *known.parts.get(release.name, ()))
    return {
        (name, unit, basic): 1.0
        for basic in basics
        for name in names
        for unit in known.units_in[name]
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


def _add_months(held: System, release: Shown, known: _Known) -> None:
    """The months of a quarter are the quarter: everybody's week lies in one of them."""
    if release.period.is_year:
        return
    name, borough = release.name, frozenset((BOROUGH,))
    for feeling, levels in ((SAFE, SAFE_LEVELS), (UNSAFE, UNSAFE_LEVELS)):
        terms: dict[Variable, float] = {
            (name, borough, (MONTH, month, feeling)): 1.0 for month in release.period.months
        }
        for unit in known.units_in[name]:
            if BOROUGH in unit:
                terms |= {(name, unit, (LEVEL, "", code)): -1.0 for code in levels}
        held.bounds.append(Bound(terms, 0.0, 0.0))


def _add_unsafe(held: System, release: Shown, known: _Known) -> None:
    """Until decision 55 who feels unsafe was not printed, and could be subtracted all the same."""
    if release.period.is_year:
        return
    for area in release.areas:
        for cell, basics in unsafe_totals():
            base = release.printed.get((area.id, (cell[0], cell[1], "base")))
            safe = release.printed.get((area.id, (cell[0], cell[1], SAFE)))
            is_printed = (area.id, cell) in release.printed
            if base and safe and not is_printed and _leaves_few(base, safe):
                terms = _terms(release, area, basics, known)
                held.targets.append(Target((area.id, cell), terms, release.name))


def _leaves_few(base: Printed, safe: Printed) -> bool:
    """Whether those who feel unsafe are under ten; of what was printed before, as it shows."""
    if base.true is not None and safe.true is not None:
        return base.true - safe.true < TEN_FIVE.least
    if base.shown is None or safe.shown is None:
        return False
    return base.shown - safe.shown < TEN_FIVE.least
