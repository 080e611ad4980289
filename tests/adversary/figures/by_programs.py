"""A reader who writes down all that is printed as inequalities, and asks what is left open.

It shares nothing with our audit but the solver: what hangs together is written down once more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import highspy
import numpy as np

from backend.domain.audit_system import Shown
from backend.domain.products import BOROUGH
from shared.asking import feelings
from shared.perception import FACTORS, HAPPENED, REPORTED, WHY_NOT
from tests.adversary.figures.people import LEVELS
from tests.backend.services.releasing.by_hand import names

Variable = tuple[frozenset[str], str]
"""A group of zones that areas do not tell apart, by its areas, and what was said."""

PARTS = {
    "daypart": ("daylight", "after_dark", "night_economy"),
    "age": (
        *("under_18", "from_18_to_24", "from_25_to_34", "from_35_to_54"),
        *("from_55_to_64", "from_65"),
    ),
}
FEELS = {"safe": LEVELS[:2], "unsafe": LEVELS[2:4]}
SMALL, FEW = 10, 4


@dataclass
class Reader:
    """What somebody knows: releases of one quarter, and how often at the least some things are."""

    releases: list[Shown]
    own: Mapping[Variable, int] = field(default_factory=dict)
    exact: Mapping[Variable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write everything down."""
        self._index: dict[Variable, int] = {}
        self._rows: list[tuple[dict[Variable, float], float, float]] = []
        areas = [area for each in self.releases for area in each.areas]
        units: dict[str, set[str]] = {}
        for area in areas:
            for zone in area.zones:
                units.setdefault(zone, {BOROUGH}).add(area.id)
        self.units = {frozenset(each) for each in units.values()} | {frozenset((BOROUGH,))}
        for release in self.releases:
            self._read(release)
        for unit in sorted(self.units, key=sorted):
            for some, others in identities():
                held = {(unit, name): 1.0 for name in some}
                held |= {(unit, name): -1.0 for name in others}
                self._rows.append((held, -highspy.kHighsInf, 0.0))
        for known, is_exact in ((self.own, False), (self.exact, True)):
            for variable, count in known.items():
                end = count if is_exact else highspy.kHighsInf
                self._rows.append(({variable: 1.0}, count, end))

    def terms(self, area: str, cell: tuple[str, str, str]) -> dict[Variable, float]:
        """Return what a cell sums."""
        return {(unit, name): 1.0 for unit in self.units if area in unit for name in names(*cell)}

    def _read(self, release: Shown) -> None:
        rule = release.rule
        for (area, cell), each in release.printed.items():
            if cell[0] == "month":
                continue
            # Nobody says which of what is not shown is small; this reader guesses it, always right.
            low, high = (0, highspy.kHighsInf) if each.is_hidden else rule.bounds(each.shown)
            self._rows.append((self.terms(area, cell), low, high))

    def ranges(self, asked: Iterable[dict[Variable, float]]) -> Iterator[tuple[int, int]]:
        """Yield the least and the greatest number that each sum can have."""
        asked = list(asked)
        for terms in (*(row[0] for row in self._rows), *asked):
            for variable in terms:
                self._index.setdefault(variable, len(self._index))
        solver = highspy.Highs()
        solver.silent()
        for name, value in (("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", 4)):
            solver.setOptionValue(name, value)
        count = len(self._index)
        solver.addVars(count, np.zeros(count), np.full(count, 1e6))
        for held, low, high in self._rows:
            columns = np.array([self._index[each] for each in held], dtype=np.int32)
            solver.addRow(low, high, len(columns), columns, np.array(list(held.values())))
        for terms in asked:
            least, most = (self._end(solver, terms, sign) for sign in (1.0, -1.0))
            yield ceil(least - 1e-6), floor(most + 1e-6)

    def _end(self, solver: highspy.Highs, terms: dict[Variable, float], sign: float) -> float:
        costs = np.zeros(len(self._index))
        for variable, factor in terms.items():
            costs[self._index[variable]] += sign * factor
        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return sign * float(solver.getObjectiveValue())


def identities() -> Iterator[tuple[list[str], list[str]]]:
    """Yield sums that are at most others whoever answers: the questionnaire, read once more."""
    everybody = [f"level//{code}" for code in LEVELS]
    for product, parts in PARTS.items():
        for feeling, levels in FEELS.items():
            some = [f"{product}/{part}/{feeling}" for part in parts]
            yield some, [f"level//{code}" for code in levels]
    for option in FACTORS.options:
        shown = [code for code in LEVELS if option.feeling in (feelings(code) or {option.feeling})]
        yield [f"factor//{option.code}"], [f"level//{code}" for code in shown]
    happened, reported, why_not = (
        [f"{question.id}//{each.code}" for each in question.options if each.code != "not_said"]
        for question in (HAPPENED, REPORTED, WHY_NOT)
    )
    yield happened, everybody
    yield reported, ["happened//to_me", "happened//to_someone_else"]
    yield why_not, ["reported//no"]


def pinned(reader: Reader, release: Shown, least: int = 0) -> tuple[int, int]:
    """Return of how many small counts too little is open, and how many there are.

    `least` is how many of a count the reader knows of: counts of fewer more than that are small.
    """
    small = [
        (key, each.true)
        for key, each in release.printed.items()
        if key[1][0] != "month" and each.true is not None and least <= each.true < least + SMALL
    ]
    ranges = reader.ranges(reader.terms(area, cell) for (area, cell), _ in small)
    found = 0
    for (low, high), (key, true) in zip(ranges, small, strict=True):
        assert low <= (true or 0) <= high, f"{key} is {true}, not {low} to {high}"
        found += high - low + 1 < FEW
    return found, len(small)
