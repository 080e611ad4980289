"""The contract's opening hours: a week, its seasons and exceptions, and the openings they make."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Self

from shared.clock import LOCAL_ZONE, local, to_minute
from shared.intervals import DAY_MIN, DAYS, DayHours
from shared.problems import Fault, Problem
from shared.seasons import NOTHING_KNOWN, Calendar, Season, seasonal

OPENINGS_DAYS = 14
"""How many days of openings travel to phones, so that they compare numbers and need no rules."""

Opening = tuple[int, int]
"""From and until, in UTC minutes since 1970: open at `from <= minute < until`."""


@dataclass(frozen=True)
class Schedule:
    """What begins on each day: weekly hours (seven days, Monday first), seasons, exceptions.

    A season replaces the usual hours on its days, a later one an earlier one, and an exception
    both. All of them replace the intervals that *begin* on a day; what runs over from the evening
    before stays open. Nothing is checked: it may never be open.
    """

    weekly: tuple[DayHours, ...]
    exceptions: Mapping[date, DayHours] = field(default_factory=dict)
    seasons: tuple[Season, ...] = ()
    calendar: Calendar = field(default=NOTHING_KNOWN, compare=False)

    def on(self, day: date) -> DayHours:
        """Return the intervals that begin on a day, never more than is known."""
        told = self.exceptions.get(day)
        if told is not None:
            return told
        return seasonal(self.weekly[day.weekday()], self.seasons, day, self.calendar)

    def within(self, calendar: Calendar) -> Self:
        """Return the same hours where this calendar is known."""
        return replace(self, calendar=calendar)

    def checked(self) -> "OpeningHours":
        """Return the same hours where they can stand; raises as `OpeningHours`."""
        return OpeningHours(self.weekly, self.exceptions, self.seasons, self.calendar)


@dataclass(frozen=True)
class OpeningHours(Schedule):
    """A schedule that can stand; raises hours-malformed, hours-overlap and hours-never-open."""

    def __post_init__(self) -> None:
        """Check that the week has seven days, that nothing overlaps and that it opens at all."""
        if len(self.weekly) != len(DAYS):
            raise Problem("hours-malformed", f"{len(self.weekly)} days instead of 7")
        _refuse_overlaps(self)
        seasonal_days = [day for season in self.seasons for day in season.days]
        if not any((*self.weekly, *self.exceptions.values(), *seasonal_days)):
            raise Problem("hours-never-open")


def openings(hours: Schedule, start: datetime, days: int = OPENINGS_DAYS) -> tuple[Opening, ...]:
    """Return the openings that touch the days from the local day of `start` on, in UTC minutes.

    Sorted, joined where they meet, cut off at the local midnight that ends the last day. A wall
    time that a clock change skips is taken as the moment of the change; one that comes twice
    counts as the later one for opening and the earlier one for closing, so that a place is never
    shown open for an hour that its staff may have read the other way.
    """
    first = local(start).date()
    horizon = resolve(first + timedelta(days=days), 0, later=False)
    found = []
    for offset in range(-1, days):
        day = first + timedelta(days=offset)
        for interval in hours.on(day):
            begin = resolve(day, interval.opens, later=True)
            end = min(resolve(day, interval.closes, later=False), horizon)
            if begin < end and end > to_minute(start):
                found.append((begin, end))
    return join(found)


def join(found: Iterable[Opening]) -> tuple[Opening, ...]:
    """Return openings sorted, with those that meet or overlap made into one."""
    joined: list[Opening] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def resolve(day: date, wall_minute: int, *, later: bool) -> int:
    """Return the UTC minute of a wall-clock minute after a day's midnight.

    `later` chooses the second of two equal wall times; a skipped one is the moment of the change.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=wall_minute)
    first = wall.replace(tzinfo=LOCAL_ZONE, fold=0)
    second = wall.replace(tzinfo=LOCAL_ZONE, fold=1)
    if first.utcoffset() == second.utcoffset():
        return to_minute(first)
    if first.astimezone(UTC).astimezone(LOCAL_ZONE).replace(tzinfo=None) != wall:
        return _moment_of_change(to_minute(second), to_minute(first))
    return to_minute(second if later else first)


def _moment_of_change(before: int, after: int) -> int:
    """Return the minute between two at which the local offset changes (by halving)."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    def offset(minute: int) -> timedelta | None:
        return (epoch + timedelta(minutes=minute)).astimezone(LOCAL_ZONE).utcoffset()

    old = offset(before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if offset(middle) == old else (before, middle)
    return after


def _refuse_overlaps(hours: OpeningHours) -> None:
    faults = list(_overlaps_of_week("hours", hours.weekly))
    for number, season in enumerate(hours.seasons):
        faults += _overlaps_of_week(f"seasons/{number}", [day or () for day in season.days])
    for day, intervals in hours.exceptions.items():
        ordered = sorted(intervals)
        if any(a.closes > b.opens for a, b in pairwise(ordered)):
            faults.append(Fault(f"exceptions/{day.isoformat()}", "overlap with each other"))
    if faults:
        raise Problem("hours-overlap", "; ".join(f"{f.where} {f.what}" for f in faults), faults)


def _overlaps_of_week(where: str, weekly: Sequence[DayHours]) -> Iterator[Fault]:
    week = [
        (day * DAY_MIN + interval.opens, day * DAY_MIN + interval.closes, DAYS[day])
        for day, intervals in enumerate(weekly)
        for interval in intervals
    ]
    week.sort()
    wrapped = [(begin + 7 * DAY_MIN, end, name) for begin, end, name in week[:1]]
    for earlier, later in zip(week, [*week[1:], *wrapped], strict=True):
        if earlier[1] > later[0]:
            yield Fault(f"{where}/{later[2]}", f"overlaps with the hours of {earlier[2]}")
