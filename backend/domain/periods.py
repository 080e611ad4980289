"""Rules: the quarters and years that figures are about, and when each of them is closed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.clock import local
from shared.problems import Problem

CLOSES_AFTER = timedelta(weeks=4)
"""How long after its end answers about a quarter are waited for (D9)."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
THURSDAY = 4
"""The day of an ISO week by which it belongs to a month, quarter and year (ISO 8601)."""

_PERIOD = re.compile(r"(20[0-9]{2})(?:Q([1-4]))?")


@dataclass(frozen=True, order=True)
class Period:
    """A quarter of a calendar year, or the whole year (quarter 0)."""

    year: int
    quarter: int = 0

    def __str__(self) -> str:
        """Return it as commands and addresses write it: 2026Q3, or 2026."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.quarter == 0

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, 1 if self.is_year else self.quarter * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day."""
        month = 12 if self.is_year else self.quarter * 3
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def closes_on(self) -> date:
        """The first day on which it can be released."""
        return self.last_day + CLOSES_AFTER + timedelta(days=1)

    @property
    def words(self) -> str:
        """Return it in words, such as "July to September 2026"."""
        first, last = self.first_day.month, self.last_day.month
        return f"{MONTHS[first - 1]} to {MONTHS[last - 1]} {self.year}"

    @property
    def short(self) -> str:
        """Return it as charts write it, such as "Q3 26"."""
        return str(self.year) if self.is_year else f"Q{self.quarter} {self.year % 100:02d}"

    @property
    def weeks(self) -> tuple[str, str]:
        """Return its first and last ISO week: those whose Thursday lies in it."""
        first = self.first_day + timedelta(days=(THURSDAY - self.first_day.isoweekday()) % 7)
        last = self.last_day - timedelta(days=(self.last_day.isoweekday() - THURSDAY) % 7)
        return _week(first), _week(last)

    @property
    def months(self) -> tuple[str, ...]:
        """Return its months, such as "2026-07"."""
        numbers = range(self.first_day.month, self.last_day.month + 1)
        return tuple(f"{self.year}-{number:02d}" for number in numbers)

    def is_closed(self, now: datetime) -> bool:
        """Return whether it can be released."""
        return local(now).date() >= self.closes_on

    def before(self) -> "Period":
        """Return the quarter or year before."""
        if self.is_year:
            return Period(self.year - 1)
        return (
            Period(self.year - 1, 4) if self.quarter == 1 else Period(self.year, self.quarter - 1)
        )

    def after(self) -> "Period":
        """Return the quarter or year after."""
        if self.is_year:
            return Period(self.year + 1)
        return (
            Period(self.year + 1, 1) if self.quarter == 4 else Period(self.year, self.quarter + 1)
        )


def parse_period(text: str) -> Period:
    """Return the period of a text such as 2026Q3 or 2026; raises Problem period-invalid."""
    match = _PERIOD.fullmatch(text.strip().upper())
    if match is None:
        raise Problem("period-invalid", f"{text[:20]!r} is neither like 2026Q3 nor like 2026.")
    return Period(int(match[1]), int(match[2] or 0))


def quarter_of(day: date) -> Period:
    """Return the quarter of a day."""
    return Period(day.year, (day.month + 2) // 3)


def quarter_of_week(week: str) -> Period:
    """Return the quarter of an ISO week: that of its Thursday."""
    return quarter_of(_thursday(week))


def month_of_week(week: str) -> str:
    """Return the month of an ISO week: that of its Thursday."""
    return _thursday(week).isoformat()[:7]


def quarters_between(first: Period, last: Period) -> Iterator[Period]:
    """Yield the quarters from the first to the last, both included."""
    while first <= last:
        yield first
        first = first.after()


def _thursday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), THURSDAY)


def _week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"
