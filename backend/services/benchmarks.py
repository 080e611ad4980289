"""Deeds: figures of other surveys, to stand beside ours; they are never mixed with them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from backend.services.transaction import read
from backend.storage.benchmarks import BenchmarkRow
from backend.storage.benchmarks import benchmarks as all_rows


@dataclass(frozen=True)
class Point:
    """One figure of a series; without a percentage where the survey did not ask."""

    period: str
    percent: float | None


@dataclass(frozen=True)
class Series:
    """One survey's answers to one question over the years, and where they were published."""

    id: str
    name: str
    asked: str
    source: str
    source_on: date
    points: tuple[Point, ...]

    @property
    def newest(self) -> Point | None:
        """The last point that has a percentage."""
        return next((point for point in self.points[::-1] if point.percent is not None), None)


def benchmarks(session: Session | None = None) -> tuple[Series, ...]:
    """Return every series with its points in the order of time.

    Without a session it reads by itself; inside another deed it is given that one's.
    """
    if session is None:
        with read() as own:
            return benchmarks(own)
    by_series = groupby(all_rows(session), key=lambda row: row.series)
    return tuple(_series(list(rows)) for _, rows in by_series)


def _series(rows: list[BenchmarkRow]) -> Series:
    last = rows[-1]
    points = tuple(Point(row.period, row.percent) for row in rows)
    taken_on = max(row.source_on for row in rows)
    return Series(last.series, last.name, last.asked, last.source, taken_on, points)
