"""Deeds: opening hours from a text, in OpenStreetMap's syntax or plain English, and their proof.

What the tree says (`hours_tree`) is written out anew and read by opening-hours-py, day by day for
the next 400: two readers that share nothing have to agree on every minute, or it is refused.
"""

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
_MINUTE = timedelta(minutes=1)

Minutes = set[tuple[int, int]]
"""Intervals as first and last minute after the first midnight that is looked at."""


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
        hours = schedule_of(rules)
        notes = _remarks(rules)
        if _prove(rules, hours, today):
            what = "nights run on past midnight; read strictly, OpenStreetMap's `;` would cut"
            notes.append(f"In {text!r} {what} them off. Ask the venue.")
    except NotHoursError as error:
        raise UnreadableHoursError(f"The hours {text[:120]!r} are not taken: {error}.") from None
    if not any(rule.names_days for rule in rules):
        notes.append(f"{text!r} names no days: read as every day.")
    return HoursReading(hours.weekly, tuple(notes), hours.seasons)


def _remarks(rules: Iterable[Rule]) -> list[str]:
    said = dict.fromkeys(rule.remark for rule in rules if rule.remark)
    return [f"The list says {remark!r}." for remark in said]


def _prove(rules: Sequence[Rule], hours: Schedule, today: date) -> bool:
    """Raise NotHoursError unless the other reader agrees on each rule.

    Return whether OpenStreetMap's `;` would cut nights that are whole here.
    """
    start = datetime.combine(today - timedelta(days=1), time())
    plain = [rule for rule in rules if all(each.kind in _WRITTEN for each in rule.conditions)]
    for rule in plain:
        written = rule_text(rule)
        if _read_by_other(written, start) != _read_by_tree(rule, start):
            raise NotHoursError(f"{written!r} is read in two ways")
    if len(plain) < len(rules):
        return False
    text = "".join(
        f"{'' if not at else ', ' if rule.is_added else '; '}{rule_text(rule, with_off=True)}"
        for at, rule in enumerate(rules)
    )
    return nights_are_longer(text, hours, start)


def nights_are_longer(text: str, hours: Schedule, start: datetime) -> bool:
    """Return whether nights are open longer here than by OpenStreetMap's own rule.

    Raises NotHoursError where anything else is.
    """
    days = [start.date() + timedelta(days=ahead) for ahead in range(PROVED_DAYS)]
    evenings, mornings = set(), set()
    for ahead, day in enumerate(days):
        for each in hours.on(day):
            first = ahead * DAY_MIN
            evenings |= _quarters(first + each.opens, first + min(each.closes, DAY_MIN))
            mornings |= _quarters(first + DAY_MIN, first + each.closes)
    strict = set()
    for begin, end in _read_by_other(text, start):
        strict |= _quarters(begin, end)
    whole = PROVED_DAYS * DAY_MIN // _QUARTER
    longer = {at for at in evenings - strict if at < whole}
    if longer:
        moment = start + min(longer) * _QUARTER * _MINUTE
        raise NotHoursError(f"whether it is open on {moment:%A, %d %B %Y at %H:%M} is not clear")
    return any(at < whole for at in mornings - strict - evenings)


_QUARTER = 15


def _quarters(begin: int, end: int) -> set[int]:
    return set(range(-(-begin // _QUARTER), -(-end // _QUARTER))) if end > begin else set()


def _read_by_other(text: str, start: datetime) -> Minutes:
    end = start + timedelta(days=PROVED_DAYS)
    try:
        found = OsmHours(text).intervals(start, end)
    except ParserError:
        raise NotHoursError(f"{text!r} is not in OpenStreetMap's syntax") from None
    opened = [
        (int((max(begin, start) - start) / _MINUTE), int((min(until, end) - start) / _MINUTE))
        for begin, until, state, _comment in found
        if str(state) == "open" and until > start
    ]
    return _joined(opened)


def _read_by_tree(rule: Rule, start: datetime) -> Minutes:
    alone = Rule(rule.conditions, rule.weekdays, rule.times)
    hours = schedule_of([alone])
    found = []
    for ahead in range(-1, PROVED_DAYS):
        first = ahead * DAY_MIN
        for each in hours.on(start.date() + timedelta(days=ahead)):
            begin, end = max(first + each.opens, 0), first + each.closes
            if end > 0:
                found.append((begin, min(end, PROVED_DAYS * DAY_MIN)))
    return _joined(found)


def _joined(found: Iterable[tuple[int, int]]) -> Minutes:
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return set(joined)


_WRITTEN = (DATES, NTH, WEEKS)
"""Conditions that OpenStreetMap's syntax writes and that depend on no calendar of ours."""
