"""Measurements: one row for each comparison, its goal, and the table they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADINGS = ("what", "ours", "alternative", "ratio", "goal", "")
RATIO = "ratio"


@dataclass(frozen=True)
class Goal:
    """A limit for the ratio, or for our own figure where `of` is its unit; a ceiling or a floor."""

    limit: float
    of: str = RATIO
    is_ceiling: bool = True

    def is_met(self, row: "Row") -> bool:
        """Return whether a row keeps to it."""
        value = row.ratio if self.of == RATIO else row.ours
        if value is None:
            raise ValueError(f"{row.what}: a ratio is asked for, and there is no alternative")
        return value <= self.limit if self.is_ceiling else value >= self.limit

    def words(self) -> str:
        """Return it as printed, such as "≤ 1.3 ×" or "≤ 16 ms"."""
        sign = "≤" if self.is_ceiling else "≥"
        return f"{sign} {self.limit:g} {'×' if self.of == RATIO else self.of}"


@dataclass(frozen=True)
class Row:
    """One comparison: our median, the alternative's (by name) if there is one, and the goal."""

    what: str
    ours: float
    unit: str
    alternative: float | None = None
    against: str = ""
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """Our figure over the alternative's, or None where there is none (or too small a one)."""
        return self.ours / self.alternative if self.alternative else None

    @property
    def verdict(self) -> str:
        """Return "met" or "missed", or nothing where no goal was set."""
        if self.goal is None:
            return ""
        return "met" if self.goal.is_met(self) else "missed"

    def cells(self) -> tuple[str, ...]:
        """Return what stands under each heading."""
        other = ""
        if self.alternative is not None:
            other = f"{_figure(self.alternative)} {self.unit}, {self.against}"
        return (
            self.what,
            f"{_figure(self.ours)} {self.unit}",
            other,
            "" if self.ratio is None else f"{self.ratio:.3f} ×",
            self.goal.words() if self.goal else "",
            self.verdict,
        )


def table(rows: Iterable[Row]) -> str:
    """Return the rows under their headings, in columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(line, widths) for line in [HEADINGS, rule, *lines[1:]]) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return " | ".join(padded).rstrip()


def _figure(value: float) -> str:
    """Return three significant digits, with thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
