"""Deeds: opening hours from a text, in OpenStreetMap's syntax or plain English, and their proof.

What the tree says (`hours_tree`) is written out anew and read by opening-hours-py, day by day for
the next 400: two readers that share nothing have to agree on every minute, or it is refused.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours as OsmHours
from opening_hours import ParserError  # type: ignore[attr-defined]

from backend.services.importing.day_hours import HoursReading, UnreadableHoursError
from backend.services.importing.hours_composing import schedule_of
from backend.services.importing.hours_tree import Rule, rules_of
from backend.services.importing.hours_words import NotHoursError
from backend.services.importing.osm_written import rule_text
from shared.hours import Schedule
from shared.intervals import DAY_MIN
from shared.seasons import DATES, NTH, WEEKS

PROVED_DAYS = 400
MOST_TEXT = 400
_TIMES = re.compile(r"\b[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}\b")
_END = PROVED_DAYS * DAY_MIN
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)

Minutes = list[tuple[int, int]]
"""Intervals in minutes after the first midnight that is looked at, joined and in their order."""


def read_osm_hours(text: str, today: date) -> HoursReading:
    """Return the hours of a text, and what somebody should look at; raises UnreadableHoursError.

    OpenStreetMap's rule is that after `;` a day's hours replace that whole day, so that in
    "Fr 21:00-02:00; Sa 23:00-05:00" the place closes at midnight on Friday. Here hours that run
    past midnight are never cut: a day's rule replaces what *begins* on that day.
    """
    if len(text) > MOST_TEXT:
        raise UnreadableHoursError(f"The hours {text[:60]!r}… are longer than {MOST_TEXT} signs.")
    try:
        rules = rules_of(text)
        has_days = any(rule.names_days for rule in rules)
        if not has_days and not _as_written_there(text):
            raise NotHoursError("it does not say on which days")
        hours = schedule_of(rules)
        notes = _remarks(rules)
        if _prove(rules, hours, today):
            what = "nights run on past midnight; read strictly, OpenStreetMap's `;` would cut"
            notes.append(f"In {text!r} {what} them off. Ask the venue.")
    except NotHoursError as error:
        raise UnreadableHoursError(f"The hours {text[:120]!r} are not taken: {error}.") from None
    if not has_days:
        notes.append(f"{text!r} names no days: read as every day.")
    return HoursReading(hours.weekly, tuple(notes), hours.seasons)


def _as_written_there(text: str) -> bool:
    """Whether a text is times as OpenStreetMap writes them, where no day means every day.

    In plain English it means that somebody left the days out: "9-5" is no Sunday's hours.
    """
    return not _TIMES.sub("", text).replace("off", "").strip(" ,;")


def _remarks(rules: Iterable[Rule]) -> list[str]:
    said = dict.fromkeys(rule.remark for rule in rules if rule.remark)
    return [f"The list says {remark!r}." for remark in said]


def _prove(rules: Sequence[Rule], hours: Schedule, today: date) -> bool:
    """Raise NotHoursError unless the other reader agrees, on all rules or else on each of them.

    Return whether OpenStreetMap's `;` would cut nights that are whole here.
    """
    start = datetime.combine(today - _DAY, time())
    plain = [rule for rule in rules if all(each.kind in _WRITTEN for each in rule.conditions)]
    is_whole = len(plain) == len(rules)
    text = "".join(
        f"{'' if not at else ', ' if rule.is_added else '; '}{rule_text(rule, with_off=True)}"
        for at, rule in enumerate(plain)
    )
    if is_whole and _read_by_other(text, start) == _read_here(hours, start):
        return False
    for rule in plain:
        written = rule_text(rule)
        alone = schedule_of([Rule(rule.conditions, rule.weekdays, rule.times)])
        if _read_by_other(written, start) != _read_here(alone, start):
            raise NotHoursError(f"{written!r} is read in two ways")
    return is_whole and nights_are_longer(text, hours, start)


def nights_are_longer(text: str, hours: Schedule, start: datetime) -> bool:
    """Return whether nights are open longer here than by OpenStreetMap's own rule.

    Raises NotHoursError where anything else is.
    """
    evenings: Minutes = []
    mornings: Minutes = []
    day = start.date()
    for midnight in range(0, _END, DAY_MIN):
        for each in hours.on(day):
            evenings.append((midnight + each.opens, midnight + min(each.closes, DAY_MIN)))
            if each.closes > DAY_MIN:
                mornings.append((midnight + DAY_MIN, min(midnight + each.closes, _END)))
        day += _DAY
    strict = _read_by_other(text, start)
    longer = _first_beyond(_joined(evenings), strict)
    if longer is not None:
        moment = start + longer * _MINUTE
        raise NotHoursError(f"whether it is open on {moment:%A, %d %B %Y at %H:%M} is not clear")
    return _first_beyond(_joined(mornings), _joined([*strict, *evenings])) is not None


def _first_beyond(ours: Minutes, theirs: Minutes) -> int | None:
    """Return the first minute of ours that is not in theirs; both are joined."""
    at = 0
    for begin, end in ours:
        while at < len(theirs) and theirs[at][1] <= begin:
            at += 1
        if at == len(theirs) or theirs[at][0] > begin:
            return begin if begin < end else None
        if theirs[at][1] < end:
            return theirs[at][1]
    return None


def _read_by_other(text: str, start: datetime) -> Minutes:
    try:
        found = OsmHours(text).intervals(start, start + timedelta(days=PROVED_DAYS))
    except ParserError:
        raise NotHoursError(f"{text!r} is not in OpenStreetMap's syntax") from None
    opened = [each[:2] for each in found if str(each[2]) == "open"]
    return _joined((_minute(begin - start), _minute(end - start)) for begin, end in opened)


def _minute(passed: timedelta) -> int:
    """Return the minutes that have passed, within the days that are looked at."""
    return min(max(passed.days * DAY_MIN + passed.seconds // 60, 0), _END)


def _read_here(hours: Schedule, start: datetime) -> Minutes:
    found: Minutes = []
    day = start.date() - _DAY
    for midnight in range(-DAY_MIN, _END, DAY_MIN):
        for each in hours.on(day):
            if midnight + each.closes > 0:
                found.append((max(midnight + each.opens, 0), min(midnight + each.closes, _END)))
        day += _DAY
    return _joined(found)


def _joined(found: Iterable[tuple[int, int]]) -> Minutes:
    joined: Minutes = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


_WRITTEN = (DATES, NTH, WEEKS)
"""Conditions that OpenStreetMap's syntax writes and that depend on no calendar of ours."""
