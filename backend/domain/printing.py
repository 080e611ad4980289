"""Rules: from what was counted to what is printed: every cell rounded by itself, or not shown."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from backend.domain.disclosure import LEAST_BASE, TEN_FIVE, Rule
from backend.domain.noise import noise_of
from backend.domain.periods import Period
from backend.domain.products import (
    BASE,
    BOROUGH,
    LEVEL,
    SAFE,
    TOTAL,
    YOUNG,
    Cell,
    of_area,
    of_months,
    of_place,
    of_visits,
    of_year,
    of_young,
    total,
)
from backend.domain.tallying import YOUNG_UNIT, AreaThen, Tally
from shared.young_questions import YOUNG_CHANGES

PLACE = "place"
"""The kind under which a place stands among the areas of a release."""
VISITS = "visits"
"""The kind under which the visits of a ward, or all of them, stand there."""

Key = tuple[str, Cell]
"""Area id and cell."""


@dataclass(frozen=True)
class Printed:
    """One cell: the true count, which nobody is shown, and what is printed of it.

    Of what was printed before, the true count is not known any more (None).
    """

    true: int | None
    shown: int | None
    is_hidden: bool = False

    def is_small(self, least: int) -> bool:
        """Whether it is under `least`; of what was printed before: whether it was not shown."""
        if self.true is None:
            return self.shown is None and not self.is_hidden
        return self.true < least

    def hidden(self) -> "Printed":
        """Return it not shown, although it is ten or more."""
        return replace(self, shown=None, is_hidden=True)


def formulas(period: Period, area: AreaThen) -> dict[Cell, tuple[Cell, ...]]:
    """Return every cell that a release prints for an area, with the basics each sums."""
    if period.is_year:
        return of_year() if area.id == BOROUGH else {}
    if area.kind == PLACE:
        return of_place()
    if area.id == YOUNG:
        return of_young(YOUNG_CHANGES)
    if area.kind == VISITS:
        return of_visits()
    cells = of_area()
    if area.id == BOROUGH:
        cells.update(of_months(period.months))
    return cells


@dataclass(frozen=True)
class Printing:
    """How counts are printed: by which rule, and the secret that its noise comes from."""

    rule: Rule = TEN_FIVE
    secret: bytes = b""

    def cell(self, basics: tuple[Cell, ...], counts: Counter[Cell], keys: Counter[Cell]) -> Printed:
        """Return one cell, from what it sums."""
        true = total(counts, basics)
        moved = noise_of(self.secret, basics, total(keys, basics)) if self.rule.noise else 0
        return Printed(true, self.rule.shown(true + moved))


PLAIN = Printing()
"""Without noise, as releases were printed before decision 55."""


def print_tally(
    period: Period, done: Tally, areas: Iterable[AreaThen], printing: Printing = PLAIN
) -> dict[Key, Printed]:
    """Return all that is printed of a tally.

    A table stands only where its base can carry a percentage: beside a base of ten a count of ten
    would tell that at most two people said anything else. Of levels everybody has to be so many
    too: moved on its own, a base can be printed as more than everybody.
    """
    printed: dict[Key, Printed] = {}
    for area in areas:
        counts, keys = done.in_area(area.id), done.keys_in_area(area.id)
        cells = {
            cell: printing.cell(basics, counts, keys)
            for cell, basics in formulas(period, area).items()
        }
        thin = {cell[:2] for cell, each in cells.items() if _is_thin(cell, each)}
        for cell, each in cells.items():
            is_hidden = cell[:2] in thin and not _stands_alone(cell)
            is_hidden = is_hidden or (area.id, cell) in done.dominated
            hidden = each.hidden() if is_hidden and each.shown is not None else each
            printed[(area.id, cell)] = hidden
    return printed


def protect(printed: Mapping[Key, Printed], key: Key, told_by: Collection[Key] = ()) -> Key | None:
    """Return which printed cell to hide, so that another can no longer be worked out.

    It is one of those that tell it. Where those are not known, it is one of the same part of the
    same product, in any area, and where none of them is printed, one of another part. The other's
    own area comes first and the borough last; of one table bases and totals, without which nothing
    can be said, come after the smallest of the rest, which takes least away. None where
    nothing is left.
    """
    product, part, _ = key[1]
    shown = [other for other, each in printed.items() if each.shown is not None]
    telling = [other for other in shown if other in told_by]
    of_table = [other for other in shown if other[1][:2] == (product, part)]
    of_product = [other for other in shown if other[1][0] == product]
    chosen = telling or of_table or of_product
    return min(chosen, key=lambda other: _cost(key, other, printed), default=None)


def _cost(
    key: Key, other: Key, printed: Mapping[Key, Printed]
) -> tuple[bool, bool, bool, bool, bool, int, Key]:
    """Return how much hiding a cell for the sake of another takes away, least first."""
    code = other[1][2]
    is_base, shown = code in (BASE, TOTAL), printed[other].shown or 0
    is_own = other[0] == key[0], other[1][:2] == key[1][:2]
    return not is_own[0], other[0] == BOROUGH, not is_own[1], is_base, code == SAFE, shown, other


def _is_thin(cell: Cell, each: Printed) -> bool:
    """Whether a base or total is too small for its table to stand."""
    return cell[2] in (BASE, TOTAL) and (each.shown is None or each.shown < LEAST_BASE)


def _stands_alone(cell: Cell) -> bool:
    """Whether a count is printed from ten on, whatever its table: how many answered."""
    product, _, code = cell
    return code == TOTAL or (code == BASE and product != LEVEL)


def young_area() -> AreaThen:
    """Return what the young people's records stand under."""
    (only,) = YOUNG_UNIT
    return AreaThen(only, "Young people's records", YOUNG)
