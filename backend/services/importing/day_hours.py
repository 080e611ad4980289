"""Deeds: weekly hours from a column a weekday, and what looks odd about hours from any source."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.hours import OpeningHours
from shared.intervals import DAY_MIN, DAYS, DayHours, Interval, format_wall
from shared.problems import Problem

Week = tuple[DayHours, ...]
EARLY_MIN = 5 * 60
"""Hours that begin between midnight and five are noted: a "02:00" is often an afternoon's."""

WEEKDAYS = tuple(day.lower() for day in DAYS)
_CLOSED = frozenset({"closed", "shut", "close", "none", "-", "–", "n/a"})
_ALL_DAY = frozenset({"24 hours", "24hours", "open 24 hours", "24/7", "all day", "00:00-00:00"})
_TIME = r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*([ap]m)?"
_PAIR = re.compile(rf"{_TIME}\s*(?:-|–|—|to|until)\s*{_TIME}")
_BETWEEN = re.compile(r"\s*(?:,|;|&|/|\band\b)\s*")
_SELDOM = re.compile(
    r"\b(monthly|fortnightly|alternate|1st|2nd|3rd|4th|last|term)\b", re.IGNORECASE | re.ASCII
)


class UnreadableHoursError(Exception):
    """Says in plain words why hours cannot be taken over."""


@dataclass(frozen=True)
class HoursReading:
    """Weekly hours, Monday first, and what somebody should look at; no week means not told."""

    week: Week | None
    notes: tuple[str, ...] = ()

    def to_wire(self) -> list[list[list[str]]]:
        """Return the week as published, [] where it is not told."""
        return [
            [[format_wall(each.opens), format_wall(each.closes)] for each in day]
            for day in self.week or ()
        ]


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


def checked(reading: HoursReading, remark: str = "") -> HoursReading:
    """Return hours that can stand, with notes on what looks odd; raises UnreadableHoursError."""
    if reading.week is None:
        return HoursReading(None, (*reading.notes, "No opening hours: they must be asked for."))
    try:
        OpeningHours(reading.week)
    except Problem as problem:
        raise UnreadableHoursError(f"{problem.title} {problem.detail}".strip()) from None
    notes = [*reading.notes, *_oddities(reading.week)]
    if seldom := _SELDOM.search(remark):
        notes.append(f"The list says {seldom[0]!r}: these hours may not be every week's.")
    return HoursReading(reading.week, tuple(notes))


def _oddities(week: Week) -> Iterator[str]:
    for name, day in zip(DAYS, week, strict=True):
        for each in day:
            at = format_wall(each.opens)
            if each.closes - each.opens >= DAY_MIN - 1 and each.opens:
                yield f"{name} lasts 24 hours from {at}: was noon or midnight meant?"
            elif 0 < each.opens < EARLY_MIN:
                yield f"{name} opens at {at} at night: was the afternoon meant?"


def _day(name: str, text: str) -> DayHours:
    low = text.lower()
    if not low or low in _CLOSED:
        return ()
    if low in _ALL_DAY:
        return (Interval(0, DAY_MIN),)
    intervals = []
    for part in _BETWEEN.split(low):
        match = _PAIR.fullmatch(part.strip())
        if match is None:
            what = "is not like 09:00-17:30 or CLOSED"
            raise UnreadableHoursError(f"{name.capitalize()}: {text[:60]!r} {what}.")
        intervals.append(_interval(name, text, match))
    return tuple(sorted(intervals))


def _interval(name: str, text: str, match: re.Match[str]) -> Interval:
    opens, closes = _minute(*match.group(1, 2, 3)), _minute(*match.group(4, 5, 6))
    if opens is None or closes is None or opens in (closes, DAY_MIN):
        raise UnreadableHoursError(f"{name.capitalize()}: {text[:60]!r} holds no times of day.")
    return Interval(opens, closes if closes > opens else closes + DAY_MIN)


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    """Return the minute of the day; None where there is no such time."""
    hours, minutes = int(hour), int(minute or 0)
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= DAY_MIN else None
