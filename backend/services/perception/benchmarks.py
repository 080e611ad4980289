"""Deeds: the published figure of another survey that stands beside ours, never mixed with it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.periods import Period
from backend.storage.benchmarks import BenchmarkRow

PREFERRED = ("csew", "gmca")
"""What the name of a series begins with, in the order in which it is taken beside a chart."""


@dataclass(frozen=True)
class Benchmark:
    """One figure: what it is called, of which survey year, what was asked, where it stands."""

    name: str
    period: str
    percent: float
    asked: str
    source: str
    source_on: date

    @property
    def words(self) -> str:
        """Return it as charts write it."""
        return f"{self.name} {self.percent:.0f} %"


def benchmark_for(session: Session, period: Period) -> Benchmark | None:
    """Return the newest figure that is not of a later year than a period, or None.

    A year in which the survey was suspended has no figure; then the newest before it stands.
    """
    rows = session.scalars(select(BenchmarkRow).where(BenchmarkRow.percent.is_not(None)))
    told = [row for row in rows if row.period[:4] <= str(period.year) and _rank(row) is not None]
    told.sort(key=lambda row: (_rank(row) or 0, row.series))
    if not told:
        return None
    best = max((row for row in told if row.series == told[0].series), key=lambda row: row.period)
    assert best.percent is not None
    return Benchmark(best.name, best.period, best.percent, best.asked, best.source, best.source_on)


def _rank(row: BenchmarkRow) -> int | None:
    series = row.series.lower()
    return next((at for at, name in enumerate(PREFERRED) if series.startswith(name)), None)
