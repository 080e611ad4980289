"""Deeds: the published figure of another survey that stands beside ours, never mixed with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from backend.domain.benchmarks import daypart_of
from backend.domain.periods import Period
from backend.domain.statistics import rounded
from backend.services.benchmarks import Series, benchmarks

PREFERRED = ("csew-after-dark-north-west", "csew", "gmca")
"""What the id of a series begins with, in the order in which it is taken beside a chart."""


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
        return f"{self.name} {rounded(self.percent)} %"


def benchmark_for(session: Session, period: Period, daypart: str = "") -> Benchmark | None:
    """Return the figure that stands beside a daypart, or beside everybody, as `benchmarks_by`."""
    return benchmarks_by(session, period, [daypart]).get(daypart)


def benchmarks_by(
    session: Session, period: Period, dayparts: Iterable[str]
) -> Mapping[str, Benchmark]:
    """Return the figure that stands beside each daypart ("" for everybody), where there is one.

    Its survey asked about that daypart, or about no certain time for everybody. It is the newest
    that is not of a later year than the period; a year in which the survey was suspended has none,
    and then the newest before it stands.
    """
    held = benchmarks(session)
    found = {}
    for daypart in dayparts:
        fitting = [series for series in held if daypart_of(series.asked) == daypart]
        if (chosen := _preferred(fitting, period)) is not None:
            found[daypart] = chosen
    return found


def _preferred(fitting: Sequence[Series], period: Period) -> Benchmark | None:
    for begin in PREFERRED:
        for series in fitting:
            found = _newest(series, period) if series.id.startswith(begin) else None
            if found is not None:
                return found
    return None


def _newest(series: Series, period: Period) -> Benchmark | None:
    told = [
        (point.period, point.percent)
        for point in series.points
        if point.percent is not None and point.period[:4] <= str(period.year)
    ]
    if not told:
        return None
    name, percent = max(told)
    return Benchmark(*(series.name, name, percent, series.asked, series.source, series.source_on))
