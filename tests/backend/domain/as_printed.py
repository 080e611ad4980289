"""Figures as a release prints them, written down as plain numbers; None is not shown."""

from collections.abc import Mapping

from backend.domain.figures import Figures
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import Cell
from backend.domain.statistics import Share, share_of


def figures_of(shown: Mapping[Cell, int | None]) -> Figures:
    """Return what a release says that prints this."""
    return Figures({cell: PrintedCount.of(count) for cell, count in shown.items()})


def printed_share(part: int | None, base: int | None) -> Share | None:
    """Return the share that is printed of two counts."""
    return share_of(PrintedCount.of(part), PrintedCount.of(base))
