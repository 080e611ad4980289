"""Rules: what a printed table says: its counts, shares and gaps, and never more than it holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.printed_counts import NOT_PRINTED, PrintedCount
from backend.domain.products import BASE, LEVEL, SAFE, TOTAL, UNSAFE, UNSAFE_LEVELS, UNSURE, Cell
from backend.domain.statistics import Share, share_of, share_without


@dataclass(frozen=True)
class Line:
    """One line of a table: what was counted, its printed count and its share of the whole."""

    code: str
    words: str
    count: PrintedCount
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

    cells: Mapping[Cell, PrintedCount]

    def count(self, product: str, part: str, code: str) -> PrintedCount:
        """Return a printed count, whatever its state."""
        return self.cells.get((product, part, code), NOT_PRINTED)

    @property
    def total(self) -> PrintedCount:
        """How many answered."""
        return self.count(LEVEL, "", TOTAL)

    def base(self, product: str = LEVEL, part: str = "") -> PrintedCount:
        """Return the printed base of a table."""
        return self.count(product, part, BASE)

    def whole(self, product: str, part: str, code: str) -> PrintedCount:
        """Return what a count is a share of: its base, but all who answered for "don't know".

        Those who do not know are not in the base of the levels.
        """
        return self.total if (product, code) == (LEVEL, UNSURE) else self.base(product, part)

    def safe(self, product: str = LEVEL, part: str = "") -> Share | None:
        """Return the share who feel very or fairly safe, of those who are sure.

        Where how many feel safe is not shown but how many feel unsafe are, or of levels how many
        feel fairly and very unsafe, it is worked out from these: else the places that feel worst,
        where fewer than ten feel safe, would be those without a figure and without a change.
        """
        base = self.base(product, part)
        found = share_of(self.count(product, part, SAFE), base)
        if found is not None:
            return found
        of_rest = share_without([self.count(product, part, UNSAFE)], base)
        if of_rest is None and product == LEVEL:
            return share_without([self.count(product, part, code) for code in UNSAFE_LEVELS], base)
        return of_rest

    def lines(self, product: str, words: Mapping[str, str]) -> tuple[Line, ...]:
        """Return the lines of a table in the order of `words`."""
        found = []
        for code, said in words.items():
            count = self.count(product, "", code)
            found.append(Line(code, said, count, share_of(count, self.whole(product, "", code))))
        return tuple(found)

    def ranked(self, product: str, words: Mapping[str, str]) -> Ranking:
        """Return the lines of a table with the largest first, as far as they are shown.

        Those that are printed alike keep the order of `words`.
        """
        lines = self.lines(product, words)
        shown = [line for line in lines if line.count.is_shown]
        shown.sort(key=lambda line: -line.count.number)
        return Ranking(tuple(shown), len(lines) - len(shown))
