"""Rules: what a printed table says: its counts, shares and gaps, and never more than it holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.products import BASE, LEVEL, SAFE, TOTAL, Cell
from backend.domain.statistics import Share, share_of


@dataclass(frozen=True)
class Line:
    """One line of a table: what was counted, its printed count (None: fewer than ten, or hidden
    for the sake of such a count) and its share of the base.
    """

    code: str
    words: str
    count: int | None
    share: Share | None


@dataclass(frozen=True)
class Ranking:
    """The lines of a table that are shown, the largest first, and how many are not shown.

    Any of those may be larger than these: some are hidden for the sake of another's small count.
    """

    lines: tuple[Line, ...]
    not_shown: int

    def first(self, number: int) -> tuple[Line, ...]:
        """Return the largest, with all that are printed as large as the last of them."""
        if len(self.lines) <= number:
            return self.lines
        least = self.lines[number - 1].count
        end = sum(1 for line in self.lines[number:] if line.count == least)
        return self.lines[: number + end]


@dataclass(frozen=True)
class Figures:
    """What one release prints of one area or place."""

    cells: Mapping[Cell, int | None]

    @property
    def total(self) -> int | None:
        """How many answered, rounded; None for fewer than ten."""
        return self.cells.get((LEVEL, "", TOTAL))

    def base(self, product: str = LEVEL, part: str = "") -> int | None:
        """Return the printed base of a table."""
        return self.cells.get((product, part, BASE))

    def safe(self, product: str = LEVEL, part: str = "") -> Share | None:
        """Return the share who feel very or fairly safe, of those who are sure."""
        return share_of(self.cells.get((product, part, SAFE)), self.base(product, part))

    def lines(self, product: str, words: Mapping[str, str]) -> tuple[Line, ...]:
        """Return the lines of a table in the order of `words`."""
        base = self.base(product)
        found = []
        for code, said in words.items():
            count = self.cells.get((product, "", code))
            found.append(Line(code, said, count, share_of(count, base)))
        return tuple(found)

    def ranked(self, product: str, words: Mapping[str, str]) -> Ranking:
        """Return the lines of a table with the largest first, as far as they are shown.

        Those that are printed alike keep the order of `words`.
        """
        lines = self.lines(product, words)
        shown = [(line.count, line) for line in lines if line.count is not None]
        shown.sort(key=lambda told: -told[0])
        return Ranking(tuple(line for _, line in shown), len(lines) - len(shown))
