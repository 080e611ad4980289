"""Deeds: the quarters one after the other, of the borough and of every area."""

from dataclasses import dataclass

from backend.domain.periods import MONTHS
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import BOROUGH, LEVEL, MONTH
from backend.domain.statistics import Share
from backend.services.perception.area_page import QUARTERS_SHOWN, At
from backend.services.perception.benchmarks import Benchmark, benchmark_for
from backend.services.perception.overview import AREA_KINDS
from backend.services.perception.reading import (
    NOTHING,
    AreaNamed,
    Head,
    areas,
    chosen,
    figures,
    heads,
    quarters,
)
from backend.services.transaction import read
from backend.storage.releases import Cells


@dataclass(frozen=True)
class AreaTrend:
    """One area of today and its shares, quarter by quarter."""

    area: AreaNamed
    shares: tuple[Share | None, ...]


@dataclass(frozen=True)
class Month:
    """One month of the borough: its base and share."""

    month: str
    base: PrintedCount
    safe: Share | None

    @property
    def words(self) -> str:
        """Return the month as pages write it."""
        year, number = self.month.split("-")
        return f"{MONTHS[int(number) - 1]} {year}"


@dataclass(frozen=True)
class TrendPage:
    """The borough and its areas over the quarters up to one, and the borough's months."""

    head: Head
    heads: tuple[Head, ...]
    shown: tuple[Head, ...]
    borough: tuple[At, ...]
    lines: tuple[AreaTrend, ...]
    months: tuple[Month, ...]
    benchmark: Benchmark | None


def trend_page(asked: str = "") -> TrendPage:
    """Return the quarters up to one; raises period-invalid and release-missing.

    An area stands under its id: one that was redrawn has another id, and begins anew.
    """
    with read() as session:
        found = quarters(heads(session))
        head = chosen(found, asked)
        shown = tuple(each for each in found if each.period <= head.period)[-QUARTERS_SHOWN:]
        held = figures(session, shown, Cells(products=(LEVEL, MONTH)))
        named = areas(session, head)
        beside = benchmark_for(session, head.period)
    lines = tuple(
        AreaTrend(area, tuple(held.get((each.id, area.id), NOTHING).safe() for each in shown))
        for area in named
        if area.kind in AREA_KINDS
    )
    borough = [held.get((each.id, BOROUGH), NOTHING) for each in shown]
    at = tuple(At(each, told.total, told.safe()) for each, told in zip(shown, borough, strict=True))
    months = tuple(
        Month(month, told.base("month", month), told.safe("month", month))
        for each, told in zip(shown, borough, strict=True)
        for month in each.period.months
    )
    return TrendPage(head, found, shown, at, lines, months, beside)
