"""Deeds: hours of places from lists: a column a weekday, and what looks odd from any source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backend.domain.typed_hours import is_likely, odd_night
from backend.services.importing.hours_tree import times_of
from backend.services.importing.hours_words import NotHoursError
from shared.hours import OpeningHours
from shared.intervals import DAYS, DayHours, Interval, day_to_wire, format_wall
from shared.problems import Problem
from shared.seasons import Calendar, Known, Season, each_day, season_to_wire

Week = tuple[DayHours, ...]
EARLY_MIN = 5 * 60
"""Hours that begin between midnight and five are noted: a "02:00" is often an afternoon's."""

LOOKED_AHEAD_DAYS = 400
WEEKDAYS = tuple(day.lower() for day in DAYS)
_CLOSED = frozenset({"none", "-", "–", "n/a", "no"})
_ALL_DAY = frozenset({"00:00-00:00", "0:00-0:00"})
_SELDOM = re.compile(
    r"\b(monthly|fortnightly|alternate|1st|2nd|3rd|4th|last|term|appointment|request|season\w*)\b",
    re.IGNORECASE | re.ASCII,
)


class UnreadableHoursError(Exception):
    """Says in plain words why hours cannot be taken over."""


@dataclass(frozen=True)
class HoursReading:
    """Weekly hours, Monday first, seasons, what to look at; no week means not told."""

    week: Week | None
    notes: tuple[str, ...] = ()
    seasons: tuple[Season, ...] = ()

    def to_wire(self) -> dict[str, Any]:
        """Return week and seasons as published, [] where they are not told."""
        return {
            "weekly": [day_to_wire(day) for day in self.week or ()],
            "seasons": [season_to_wire(season) for season in self.seasons],
        }


def read_weekdays(values: Mapping[str, str]) -> HoursReading:
    """Return the hours of seven columns such as "09:00-13:00,14:15-18:15" or "CLOSED".

    Raises UnreadableHoursError, which names the day.
    """
    told = {day: values.get(day, "").strip() for day in WEEKDAYS}
    if not any(told.values()):
        return HoursReading(None)
    blank = [day.capitalize() for day, text in told.items() if not text]
    notes = (f"No hours for {', '.join(blank)}: taken as closed.",) if blank else ()
    return HoursReading(tuple(_day(day, text) for day, text in told.items()), notes)


def checked(reading: HoursReading, today: date, remark: str = "") -> HoursReading:
    """Return hours that can stand, with notes on what looks odd; raises UnreadableHoursError."""
    if reading.week is None:
        return HoursReading(None, (*reading.notes, "No opening hours: they must be asked for."))
    if seldom := _SELDOM.search(remark):
        what = f"the list says {seldom[0]!r}: they are not every week's"
        raise UnreadableHoursError(f"Its hours are not taken: {what}.")
    try:
        hours = OpeningHours(reading.week, {}, reading.seasons)
    except Problem as problem:
        raise UnreadableHoursError(f"{problem.title} {problem.detail}".strip()) from None
    if not _may_open(hours, today):
        raise UnreadableHoursError("By its hours it does not open in the coming year.")
    notes = dict.fromkeys([*reading.notes, *_oddities(_named(reading)), *_by_calendar(reading)])
    return HoursReading(reading.week, tuple(notes), reading.seasons)


def _may_open(hours: OpeningHours, today: date) -> bool:
    """Return whether it opens in the coming year, whichever of its days are holidays."""
    days = frozenset(each_day(today, today + timedelta(days=LOOKED_AHEAD_DAYS)))
    for holidays in (frozenset[date](), days):
        known = Known(holidays, min(days), max(days))
        if any(hours.within(Calendar(known, known)).on(day) for day in sorted(days)):
            return True
    return False


def _named(reading: HoursReading) -> Iterator[tuple[str, Interval]]:
    weeks = [reading.week or (), *(season.days for season in reading.seasons)]
    for week in weeks:
        for name, day in zip(DAYS, week, strict=True):
            yield from ((name, each) for each in day or ())


def _oddities(named: Iterable[tuple[str, Interval]]) -> Iterator[str]:
    """Yield what to look at; raises UnreadableHoursError for hours that nobody can mean."""
    for name, each in named:
        at = format_wall(each.opens)
        if not is_likely(each):
            slip = f"{name} would be open from {at} to {format_wall(each.closes)} the next day"
            raise UnreadableHoursError(f"Its hours are not taken: {slip}. Is that a slip?")
        if 0 < each.opens < EARLY_MIN:
            yield f"{name} opens at {at} at night: was the afternoon meant?"
        elif odd := odd_night(each):
            yield f"{name} {odd}: was the afternoon meant?"


def _by_calendar(reading: HoursReading) -> Iterator[str]:
    kinds = {each.kind for season in reading.seasons for each in season.when}
    if "bank_holidays" in kinds:
        yield "Hours of bank holidays go by the partnership's own calendar."
    if kinds & {"term", "school_holidays"}:
        yield "Hours of school term and holidays go by the partnership's own list of holidays."


def _day(name: str, text: str) -> DayHours:
    low = text.lower()
    if not low or low in _CLOSED:
        return ()
    try:
        return tuple(sorted(times_of("24/7" if low in _ALL_DAY else text)))
    except NotHoursError as error:
        shown = f"{name.capitalize()}: {text[:60]!r}"
        raise UnreadableHoursError(f"Its hours are not taken. {shown}: {error}.") from None
