"""Rules: which part of wanted hours promises no more than the hours residents see now (D13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shared.hours import DAY_MIN, DAYS, DayHours, Interval

Key = int | date
"""One day of a timetable: a weekday (0 is Monday), or a day on which other hours apply."""


@dataclass(frozen=True)
class Timetable:
    """Weekly hours and exceptions as `shared.hours.OpeningHours`, but it may never be open."""

    weekly: tuple[DayHours, ...]
    exceptions: Mapping[date, DayHours]

    def on(self, day: date) -> DayHours:
        """Return the intervals that begin on a day."""
        return self.exceptions.get(day, self.weekly[day.weekday()])

    def at(self, key: Key) -> DayHours | None:
        """Return what is said for a key; None where a day is no exception."""
        return self.weekly[key] if isinstance(key, int) else self.exceptions.get(key)


def narrowed(now: Timetable, wanted: Timetable) -> Timetable:
    """Return the hours that lie within both: what may be shown while the rest waits.

    Whatever begins on a day is open in both at every minute, those after midnight too.
    """
    weekly = tuple(_both(a, b) for a, b in zip(now.weekly, wanted.weekly, strict=True))
    exceptions = {}
    for day in sorted({*now.exceptions, *wanted.exceptions}):
        hours = _both(now.on(day), wanted.on(day))
        if day in wanted.exceptions or hours != weekly[day.weekday()]:
            exceptions[day] = hours
    return Timetable(weekly, exceptions)


def waiting_days(shown: Timetable, wanted: Timetable) -> dict[Key, DayHours | None]:
    """Return the days on which more is wanted than shown; None takes an exception away."""
    week: dict[Key, DayHours | None] = {
        weekday: wanted.weekly[weekday]
        for weekday in range(len(DAYS))
        if shown.weekly[weekday] != wanted.weekly[weekday]
    }
    days = sorted({*shown.exceptions, *wanted.exceptions})
    return week | {day: wanted.at(day) for day in days if shown.on(day) != wanted.on(day)}


def touched_days(now: Timetable, wanted: Timetable) -> frozenset[Key]:
    """Return the days about which something is asked: an older wish about them is no more."""
    keys: list[Key] = [*range(len(DAYS)), *now.exceptions, *wanted.exceptions]
    return frozenset(key for key in keys if now.at(key) != wanted.at(key))


def with_days(now: Timetable, days: Mapping[Key, DayHours | None]) -> Timetable:
    """Return a timetable in which these days are as wanted."""
    weekly, exceptions = list(now.weekly), dict(now.exceptions)
    for key, hours in days.items():
        if isinstance(key, int):
            weekly[key] = hours or ()
        elif hours is None:
            exceptions.pop(key, None)
        else:
            exceptions[key] = hours
    return Timetable(tuple(weekly), exceptions)


def without_past(timetable: Timetable, today: date) -> Timetable:
    """Return a timetable without exceptions that are over, in which forms rightly differ."""
    coming = {day: hours for day, hours in timetable.exceptions.items() if day >= today}
    return Timetable(timetable.weekly, coming)


def tidy(hours: Iterable[Interval]) -> DayHours:
    """Return a day's intervals sorted, those that meet made one: equal hours compare equal."""
    found: list[Interval] = []
    for each in sorted(hours):
        last = found[-1] if found else None
        if last and each.opens <= last.closes <= each.closes <= last.opens + DAY_MIN:
            found[-1] = Interval(last.opens, each.closes)
        else:
            found.append(each)
    return tuple(found)


def _both(first: DayHours, second: DayHours) -> DayHours:
    pairs = ((a, b) for a in first for b in second)
    return tidy(
        Interval(max(a.opens, b.opens), min(a.closes, b.closes))
        for a, b in pairs
        if max(a.opens, b.opens) < min(a.closes, b.closes)
    )
