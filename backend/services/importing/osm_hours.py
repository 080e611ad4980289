"""Deeds: weekly hours from OpenStreetMap's opening_hours syntax, read by opening-hours-py."""

import re
from datetime import datetime, timedelta

from opening_hours import OpeningHours as OsmHours
from opening_hours import ParserError  # type: ignore[attr-defined]

from backend.services.importing.day_hours import HoursReading, UnreadableHoursError, Week
from shared.intervals import DAY_MIN, DAYS, DayHours, Interval

_MONDAYS = tuple(
    datetime(2026, month, day)  # noqa: DTZ001 - opening-hours-py reads the wall clock
    for month, day in ((3, 2), (3, 9), (3, 16), (3, 23), (7, 6), (10, 5), (11, 9), (12, 21))
)
"""Weeks of one year: hours that are not the same in all of them are not weekly."""

_OFF = re.compile(r"\b(off|closed)\b", re.IGNORECASE | re.ASCII)
_COMMENT = re.compile(r'"[^"]*"')
_NOT_WEEKLY = {
    r"\b(sunrise|sunset|dawn|dusk)\b": "depend on the sun",
    r"[0-9]\+": "have no end",
    r"\|\|": "have a fallback",
    r"\bunknown\b": "are said to be unknown",
}
_HOLIDAYS = re.compile(r"\b(PH|SH)\b")

_Day = tuple[Interval, ...]


def read_osm_hours(text: str) -> HoursReading:
    """Return the weekly hours of an opening_hours text, and which reading was taken.

    OpenStreetMap's rule is that after `;` a day's hours replace that whole day, so that in
    "Fr 21:00-02:00; Sa 23:00-05:00" the place closes at midnight on Friday; after `,` it does not.
    Here hours that run past midnight are never cut: a day's rule replaces what *begins* on that
    day. Raises UnreadableHoursError.
    """
    plain = _COMMENT.sub("", text).strip()
    for pattern, what in _NOT_WEEKLY.items():
        if re.search(pattern, plain, re.IGNORECASE | re.ASCII):
            raise UnreadableHoursError(f"The hours {text!r} {what}. Ask the venue.")
    rules = [rule.strip() for rule in plain.split(";") if rule.strip()]
    try:
        weeks = {_week(rules, monday) for monday in _MONDAYS}
        strict = _strict_week(plain)
    except ParserError:
        what = "are not in OpenStreetMap's syntax (such as Mo-Fr 09:00-17:00)"
        raise UnreadableHoursError(f"The hours {text!r} {what}.") from None
    if len(weeks) != 1:
        raise UnreadableHoursError(f"The hours {text!r} are not the same every week.")
    week = weeks.pop()
    notes = []
    if _covered(week) != strict:
        notes.append(
            f"In {text!r} nights run on past midnight; read strictly, OpenStreetMap's `;` would "
            "cut them off. Ask the venue."
        )
    if _HOLIDAYS.search(plain):
        notes.append("Hours of bank and school holidays were not taken over.")
    return HoursReading(week, tuple(notes))


def _week(rules: list[str], monday: datetime) -> Week:
    """Return the week in which the last rule that speaks of a day says what begins on it."""
    week: list[DayHours] = [()] * len(DAYS)
    for rule in rules:
        is_off = _OFF.search(rule) is not None
        said = _OFF.sub("", rule).strip()
        days = _beginning(said, monday) if said else [(Interval(0, DAY_MIN),)] * len(DAYS)
        for day, hours in enumerate(days):
            if hours:
                week[day] = () if is_off else hours
    return tuple(week)


def _beginning(rule: str, monday: datetime) -> list[_Day]:
    """Return what one rule alone says, by the day on which it begins."""
    days: list[list[Interval]] = [[] for _ in DAYS]
    found = OsmHours(rule).intervals(monday - timedelta(days=1), monday + timedelta(days=9))
    for begin, end, state, _comment in found:
        if str(state) == "open":
            for at, until in _in_days((begin - monday) // _MINUTE, (end - monday) // _MINUTE):
                if 0 <= at < len(DAYS) * DAY_MIN:
                    day = at // DAY_MIN
                    days[day].append(Interval(at - day * DAY_MIN, until - day * DAY_MIN))
    return [tuple(day) for day in days]


_MINUTE = timedelta(minutes=1)


def _in_days(begin: int, end: int) -> list[tuple[int, int]]:
    """Cut hours longer than a day at each midnight; a day from noon to noon loses its last minute.

    From 12:00 to 12:00 would otherwise read like nothing at all.
    """
    if end - begin == DAY_MIN:
        return [(begin, end if begin % DAY_MIN == 0 else end - 1)]
    if end - begin < DAY_MIN:
        return [(begin, end)]
    midnight = (begin // DAY_MIN + 1) * DAY_MIN
    return [(begin, midnight), *_in_days(midnight, end)]


def _strict_week(text: str) -> frozenset[int]:
    """Return the quarters of the week that are open by OpenStreetMap's own rule."""
    hours, monday = OsmHours(text), _MONDAYS[0]
    quarters = range(0, len(DAYS) * DAY_MIN, 15)
    return frozenset(at for at in quarters if hours.is_open(monday + timedelta(minutes=at)))


def _covered(week: Week) -> frozenset[int]:
    whole = len(DAYS) * DAY_MIN
    open_at = set()
    for day, hours in enumerate(week):
        for each in hours:
            first = -(-(day * DAY_MIN + each.opens) // 15) * 15
            open_at |= {at % whole for at in range(first, day * DAY_MIN + each.closes, 15)}
    return frozenset(open_at)
