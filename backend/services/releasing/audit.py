"""Deeds: the disclosure audit: what a reader could work out from everything printed (goal P6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import highspy
import numpy as np
from numpy.typing import NDArray

from backend.domain.audit_system import Bound, System, Target, Variable
from backend.domain.disclosure import LEAST_VALUES
from backend.domain.printing import Key

MOST = 1e7
"""More than anybody counts: it keeps every problem bounded."""

EXACT = 1e-6

SHOWN_AT_ONCE = 0.85
"""While asking for all that are left leaves no more than this part narrow, they are asked again."""

_WARM: dict[str, str | int] = {"presolve": "off", "solver": "simplex", "simplex_strategy": 4}
"""The last solution still keeps to every bound: from there the primal simplex goes on."""

_ANEW: dict[str, str | int] = {"presolve": "on", "solver": "choose", "simplex_strategy": 1}
"""As the solver comes: slower, and without the last solution's rounding."""

Vector = NDArray[np.float64]
Columns = NDArray[np.int32]
Row = tuple[Columns, Vector]


class Contradiction(Exception):
    """What was printed cannot all be true at once: some of it is not about the same answers."""


@dataclass(frozen=True)
class Pinned:
    """A count under ten of which a reader would know too much: its least and greatest value.

    `told_by` are the printed cells that tell it: the bounds that hold it at its ends. `release`
    names the release that it is a count of.
    """

    key: Key
    low: int
    high: int
    told_by: frozenset[Key] = frozenset()
    release: str = ""


@dataclass(frozen=True)
class Verdict:
    """How many counts under ten were looked at, and those of which a reader would know too much."""

    targets: int
    pinned: tuple[Pinned, ...]
    solved: int

    @property
    def holds(self) -> bool:
        """Whether nothing is given away."""
        return not self.pinned


def audit(system: System) -> Verdict:
    """Return what solving the system finds, by linear programs.

    A count stays uncertain if two solutions differ by enough. Programs that ask for many counts at
    once show most of them; the others are bounded one by one. The solver is HiGHS itself
    and not by way of SciPy, which begins anew each time: kept warm it is some ten times as fast.
    """
    if not system.targets:
        return Verdict(0, (), 0)
    solver = _Solver(system)
    low, high = solver.apart()
    pinned = []
    for at, target in enumerate(system.targets):
        if _values(low[at], high[at]) >= LEAST_VALUES:
            continue
        least, most, told_by = solver.range_of(at)
        if _values(least, most) < LEAST_VALUES:
            ends = ceil(least - EXACT), floor(most + EXACT)
            pinned.append(Pinned(target.key, *ends, told_by, target.release))
    return Verdict(len(system.targets), tuple(pinned), solver.solved)


def _values(low: float, high: float) -> int:
    """Return how many whole numbers lie in a range."""
    return floor(high + EXACT) - ceil(low - EXACT) + 1


class _Solver:
    """The system in HiGHS; only the objective changes from one program to the next."""

    def __init__(self, system: System) -> None:
        index: dict[Variable, int] = {}
        for terms in (*(each.terms for each in system.bounds), *(t.terms for t in system.targets)):
            for variable in terms:
                index.setdefault(variable, len(index))
        self._targets = [_sparse(target, index) for target in system.targets]
        self._areas = [target.key[0] for target in system.targets]
        self._columns, self._factors, self._starts = _joined(self._targets)
        self._width = len(index)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.silent()
        self._told_by = [bound.key for bound in system.bounds]
        self._highs.addVars(self._width, np.zeros(self._width), np.full(self._width, MOST))
        _add_rows(self._highs, system.bounds, index)
        self.solved = 0

    def apart(self) -> tuple[Vector, Vector]:
        """Return the least and the greatest value of each target over some solutions.

        All that are left are asked for at once, as long as that shows many of them open; then one
        of each area at a time.
        """
        count = len(self._targets)
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        asked = list(range(count))
        while asked:
            low, high = self._both_ends(asked, low, high)
            left = [at for at in asked if _values(low[at], high[at]) < LEAST_VALUES]
            if len(left) > SHOWN_AT_ONCE * len(asked):
                break
            asked = left
        for turn in self._turns(asked):
            if any(_values(low[at], high[at]) < LEAST_VALUES for at in turn):
                low, high = self._both_ends(turn, low, high)
        return low, high

    def _both_ends(self, asked: list[int], low: Vector, high: Vector) -> tuple[Vector, Vector]:
        for sign in (1.0, -1.0):
            found = self._solve(asked, sign)
            low, high = np.minimum(low, found), np.maximum(high, found)
        return low, high

    def range_of(self, at: int) -> tuple[float, float, frozenset[Key]]:
        """Return the least and the greatest value that one target can have, and what tells them.

        By duality: where a bound has a price, the end would move if the bound did.
        """
        least, by_least = float(self._solve([at], 1.0)[at]), self._priced()
        return least, float(self._solve([at], -1.0)[at]), by_least | self._priced()

    def _priced(self) -> frozenset[Key]:
        prices = np.asarray(self._highs.getSolution().row_dual)
        keys = (self._told_by[row] for row in np.flatnonzero(np.abs(prices) > EXACT))
        return frozenset(key for key in keys if key is not None)

    def _turns(self, asked: list[int]) -> list[list[int]]:
        """Return some targets in turns that ask for one of each area at a time."""
        turns: list[list[int]] = []
        seen: dict[str, int] = {}
        for at in asked:
            area = self._areas[at]
            turn = seen[area] = seen.get(area, -1) + 1
            if turn == len(turns):
                turns.append([])
            turns[turn].append(at)
        return turns

    def _solve(self, asked: Sequence[int], sign: float) -> Vector:
        costs = np.zeros(self._width)
        for number, at in enumerate(asked):
            columns, factors = self._targets[at]
            # Every second one the other way: what is asked of many pulls less against itself.
            np.add.at(costs, columns, (-sign if number % 2 else sign) * factors)
        self._highs.changeColsCost(self._width, np.arange(self._width, dtype=np.int32), costs)
        self._run()
        values = np.asarray(self._highs.getSolution().col_value)
        return np.add.reduceat(values[self._columns] * self._factors, self._starts)

    def _run(self) -> None:
        """Solve what is asked; where a warm start leads nowhere, once more from nothing."""
        if self._is_solved(_WARM):
            return
        self._highs.clearSolver()
        if not self._is_solved(_ANEW):
            raise Contradiction(str(self._highs.getModelStatus()))

    def _is_solved(self, options: Mapping[str, str | int]) -> bool:
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        self._highs.run()
        self.solved += 1
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def _add_rows(highs: highspy.Highs, bounds: Sequence[Bound], index: Mapping[Variable, int]) -> None:
    columns, factors, starts = _joined([_sparse(bound, index) for bound in bounds])
    low = np.array([-highspy.kHighsInf if each.low is None else each.low for each in bounds])
    high = np.array([highspy.kHighsInf if each.high is None else each.high for each in bounds])
    highs.addRows(len(bounds), low, high, len(columns), starts, columns, factors)


def _joined(rows: Sequence[Row]) -> tuple[Columns, Vector, Columns]:
    """Return the rows one after the other, and where each begins."""
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])[:-1].astype(np.int32)
    return (
        np.concatenate([columns for columns, _ in rows]),
        np.concatenate([factors for _, factors in rows]),
        starts,
    )


def _sparse(row: Bound | Target, index: Mapping[Variable, int]) -> tuple[NDArray[np.int32], Vector]:
    columns = np.array([index[variable] for variable in row.terms], dtype=np.int32)
    return columns, np.array(list(row.terms.values()), dtype=np.float64)
