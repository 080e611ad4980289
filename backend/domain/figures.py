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
