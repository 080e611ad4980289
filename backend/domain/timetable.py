"""Rules: which part of wanted hours promises no more than the hours residents see now (D13)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import dropwhile

from shared.hours import Schedule
from shared.intervals import DAYS, DayHours, within_both
from shared.seasons import MOST_CONDITIONS, MOST_SEASONS, Season, tidy_season

Key = int | date
"""One day of a timetable: a weekday (0 is Monday), or a day on which other hours apply."""


@dataclass(frozen=True)
class Timetable(Schedule):
    """Hours as `shared.hours.OpeningHours`, but they may never be open."""

    def at(self, key: Key) -> DayHours | None:
        """Return what is said for a key; None where a day is no exception."""
        return self.weekly[key] if isinstance(key, int) else self.exceptions.get(key)


def narrowed(now: Timetable, wanted: Timetable) -> Timetable:
    """Return the hours that lie within both: what may be shown while the rest waits.

    Whatever begins on a day is open in both at every minute, those after midnight too.
    """
    weekly = tuple(within_both(a, b) for a, b in zip(now.weekly, wanted.weekly, strict=True))
    shown = _with_seasons(replace(now, weekly=weekly, exceptions={}), now, wanted)
    exceptions = {}
    for day in sorted({*now.exceptions, *wanted.exceptions}):
        hours = within_both(now.on(day), wanted.on(day))
        # What a season says of a day may change with what is known of holidays.
        if day in wanted.exceptions or shown.seasons or hours != shown.on(day):
            exceptions[day] = hours
    return replace(shown, exceptions=exceptions)


def _with_seasons(shown: Timetable, now: Timetable, wanted: Timetable) -> Timetable:
    """Return hours with the seasons of both, so that each day is within what both say of it.

    Where that would be too many to read, each weekday has what is open in all seasons of both.
    """
    if now.seasons == wanted.seasons:
        return replace(shown, seasons=now.seasons)
    pairs = list(dropwhile(lambda each: _is_usual(each, shown), _pairs(now, wanted)))
    # The last that holds counts: of several alike the last one stays.
    seasons = tuple(dict.fromkeys(reversed(pairs)))[::-1]
    if len(seasons) <= MOST_SEASONS and all(len(each.when) <= MOST_CONDITIONS for each in seasons):
        return replace(shown, seasons=seasons)
    told = [season.days for season in (*now.seasons, *wanted.seasons)]
    said = ([day for days in told if (day := days[at]) is not None] for at in range(len(DAYS)))
    weekly = (reduce(within_both, *pair) for pair in zip(said, shown.weekly, strict=True))
    return replace(shown, weekly=tuple(weekly), seasons=())


def _pairs(now: Timetable, wanted: Timetable) -> Iterator[Season]:
    """Yield a season for each pair of both, in the order in which the later ones count.

    The last that holds is that of the last of either that holds: what both say is within it.
    """
    for mine in (None, *now.seasons):
        for theirs in (None, *wanted.seasons):
            when = (*(mine.when if mine else ()), *(theirs.when if theirs else ()))
            days = tuple(
                None if a is None or b is None else within_both(a, b)
                for a, b in zip(
                    mine.days if mine else now.weekly,
                    theirs.days if theirs else wanted.weekly,
                    strict=True,
                )
            )
            if when and any(day is not None for day in days):
                yield tidy_season(Season(when, days))


def _is_usual(season: Season, shown: Timetable) -> bool:
    told = zip(season.days, shown.weekly, strict=True)
    return all(day is None or day == usual for day, usual in told)


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
    return replace(now, weekly=tuple(weekly), exceptions=exceptions)


def without_past(timetable: Timetable, today: date) -> Timetable:
    """Return a timetable without exceptions that are over, in which forms rightly differ."""
    coming = {day: hours for day, hours in timetable.exceptions.items() if day >= today}
    return replace(timetable, exceptions=coming)
