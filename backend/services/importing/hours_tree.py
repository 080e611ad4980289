"""Deeds: opening hours as a tree: rules, each with its conditions, weekdays and times.

The syntax is a part of OpenStreetMap's opening_hours (specification of 2024), and plain English of
the same shape. What is outside of it is refused by name; nothing is guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from backend.domain.typed_hours import TypedTime, UnclearHoursError, interval_of, read_time
from backend.services.importing import hours_words as words
from backend.services.importing.hours_dates import read_when
from backend.services.importing.hours_stream import Stream
from backend.services.importing.hours_words import NotHoursError, tokens_of
from shared.digits import is_digits
from shared.intervals import DAY_MIN, Interval
from shared.seasons import BANK_HOLIDAYS, NTH, SCHOOL_HOLIDAYS, Condition

EVERY_DAY = frozenset(range(7))
_HOLIDAYS = {words.BANK: BANK_HOLIDAYS, words.SCHOOL: SCHOOL_HOLIDAYS}
MOST_CLOSING_MIN = 2 * DAY_MIN


@dataclass(frozen=True)
class Rule:
    """One rule: on days that fulfil all conditions and are of these weekdays, these times.

    No times are the whole day. `is_off` closes them; `is_added` comes after a comma and takes away
    nothing of what is there; `remark` is what stands there between quotation marks. `names_days`
    is whether days, times of the year or "24/7" stand there.
    """

    conditions: tuple[Condition, ...]
    weekdays: frozenset[int]
    times: tuple[Interval, ...] = ()
    is_off: bool = False
    is_added: bool = False
    remark: str = ""
    names_days: bool = field(default=True, compare=False)


@dataclass
class _Days:
    """What selectors name: weekdays, those of an nth, and holidays, each its own rules."""

    weekdays: set[int] = field(default_factory=set)
    sorts: list[tuple[tuple[Condition, ...], frozenset[int]]] = field(default_factory=list)
    is_term: bool = False

    @property
    def are_named(self) -> bool:
        """Whether any day was named."""
        return bool(self.weekdays or self.sorts)


def rules_of(text: str) -> list[Rule]:
    """Return the rules of a text in their order; raises NotHoursError."""
    stream = Stream(tokens_of(text))
    rules: list[Rule] = []
    is_added = False
    while stream.has_more:
        if stream.take(words.RULE):
            is_added = False
            continue
        rules += _rule(stream, is_added=is_added)
        is_added = stream.take(words.COMMA) is not None
        if not is_added and not stream.is_at(words.RULE, words.END):
            raise NotHoursError(f"{stream.peek().text!r} stands where the rule should end")
    if not rules:
        raise NotHoursError("there is nothing in it")
    return rules


def times_of(text: str) -> tuple[Interval, ...]:
    """Return the times of one day, such as "9am-12pm & 1pm-5pm"; raises NotHoursError."""
    stream = Stream(tokens_of(text))
    if stream.take(words.ALWAYS):
        found: tuple[Interval, ...] = (Interval(0, DAY_MIN),)
    elif stream.take(words.OFF):
        found = ()
    else:
        found = _times(stream, lambda: stream.is_at(words.RULE, words.MARK))
    if stream.has_more:
        raise NotHoursError(f"{stream.peek().text!r} is not understood")
    return found


def _rule(stream: Stream, *, is_added: bool) -> list[Rule]:
    is_off = stream.take(words.OFF) is not None
    when = read_when(stream)
    days = _days(stream)
    has_selectors = days.are_named or days.is_term or bool(when)
    stream.take_mark(":")
    times: tuple[Interval, ...] = ()
    is_always = stream.take(words.ALWAYS) is not None
    if stream.is_at(words.NUMBER, words.NOON, words.MIDNIGHT):
        times = _times(stream, lambda: False)
    if not has_selectors and stream.is_at(words.DAY):
        # "9am-5pm Monday to Friday"
        days = _days(stream)
        has_selectors = True
    is_off = stream.take(words.OFF) is not None or is_off
    is_open = stream.take(words.OPEN) is not None
    days.is_term = stream.take(words.TERM) is not None or days.is_term
    remark = stream.take(words.COMMENT)
    if remark is not None and not (is_open or is_off):
        raise NotHoursError(f"{remark.text} says that it depends")
    if not (times or is_off or is_open or is_always):
        raise NotHoursError("days are named without times")
    named = has_selectors or not times
    like = Rule((), EVERY_DAY, times, is_off, is_added, _said(remark), names_days=named)
    return _spread(when, days, like)


def _said(remark: words.Token | None) -> str:
    return remark.text.strip('" ') if remark is not None else ""


def _spread(when: list[tuple[Condition, ...]], days: _Days, like: Rule) -> list[Rule]:
    """Return a rule for each time of the year and each sort of days that its selectors name."""
    found = []
    for dated in when or [()]:
        term = (Condition("term"),) if days.is_term else ()
        for sort, weekdays in _sorts(days):
            conditions = (*dated, *term, *sort)
            found.append(replace(like, conditions=conditions, weekdays=weekdays))
    return found


def _sorts(days: _Days) -> list[tuple[tuple[Condition, ...], frozenset[int]]]:
    if not days.are_named:
        return [((), EVERY_DAY)]
    usual = [((), frozenset(days.weekdays))] if days.weekdays else []
    return [*usual, *days.sorts]


def _holidays(stream: Stream, days: _Days, kind: str) -> None:
    """Read "PH", or "SH Mo-Fr": those of these weekdays that are holidays."""
    named = _Days()
    if stream.is_at(words.DAY):
        _weekday(stream, named)
    if named.sorts:
        raise NotHoursError("holidays are counted within a month")
    days.sorts.append(((Condition(kind),), frozenset(named.weekdays) or EVERY_DAY))


def _days(stream: Stream) -> _Days:
    """Read weekdays, nths and holidays, with commas between them."""
    days = _Days()
    while True:
        if holiday := stream.take(words.BANK, words.SCHOOL):
            _holidays(stream, days, _HOLIDAYS[holiday.sort])
        elif stream.take(words.TERM):
            days.is_term = True
            if stream.is_at(words.DAY, words.ORDINAL):
                continue
        elif not _weekday(stream, days):
            return days
        if not stream.take_before(
            words.COMMA, words.DAY, words.ORDINAL, words.BANK, words.SCHOOL, words.TERM
        ) and not stream.is_at(words.TERM):
            return days


def _weekday(stream: Stream, days: _Days) -> bool:
    ordinals = _ordinals(stream)
    day = stream.take(words.DAY)
    if day is None:
        if ordinals:
            raise NotHoursError("a first, second or last is not followed by a weekday")
        return False
    weekdays = frozenset({day.value})
    if stream.take_before(words.DASH, words.DAY):
        last = stream.must(words.DAY).value
        weekdays = frozenset((day.value + ahead) % 7 for ahead in range((last - day.value) % 7 + 1))
    if stream.take_mark("["):
        ordinals = (*ordinals, *_bracketed(stream))
    if ordinals:
        days.sorts.append(((Condition(NTH, ordinals),), weekdays))
    else:
        days.weekdays |= weekdays
    return True


def _ordinals(stream: Stream) -> tuple[int, ...]:
    """Read "1st", "first and third", "last"."""
    found: list[int] = []
    while token := stream.take(words.ORDINAL):
        found.append(token.value)
        stream.take_before(words.COMMA, words.ORDINAL)
    return tuple(found)


def _bracketed(stream: Stream) -> tuple[int, ...]:
    """Read what stands in "Mo[1,3]" or "Tu[-1]" or "We[1-2]"."""
    found: list[int] = []
    while not stream.take_mark("]"):
        is_from_end = stream.take(words.DASH) is not None
        first = stream.must_number(1, 5)
        last = stream.must_number(1, 5) if stream.take(words.DASH) else first
        found += [-first] if is_from_end else range(first, last + 1)
        stream.take(words.COMMA)
    if not found or stream.is_at(words.MARK, words.DASH):
        raise NotHoursError("days are counted from another day")
    return tuple(found)


def _times(stream: Stream, is_over: Callable[[], bool]) -> tuple[Interval, ...]:
    found = [_pair(stream)]
    while not is_over() and (
        stream.take_before(words.COMMA, words.NUMBER, words.NOON)
        or stream.take_mark_before("/", words.NUMBER)
    ):
        found.append(_pair(stream))
    ordered = sorted(found)
    if any(a.closes > b.opens for a, b in pairwise(ordered)):
        raise NotHoursError("its times overlap")
    return tuple(ordered)


def _pair(stream: Stream) -> Interval:
    begins, opens = _time(stream)
    if not stream.take(words.DASH):
        raise NotHoursError(f"{begins} has no closing time")
    ends, closes = _time(stream)
    if stream.is_at_mark("+"):
        raise NotHoursError(f"{begins} has no end")
    try:
        if closes.minute > DAY_MIN:
            return _past_midnight(opens, closes)
        return interval_of(opens, closes)
    except UnclearHoursError as error:
        raise NotHoursError(f"{begins} to {ends} {error}") from None


def _past_midnight(opens: TypedTime, closes: TypedTime) -> Interval:
    if not opens.minute < DAY_MIN or closes.minute > opens.minute + DAY_MIN:
        raise UnclearHoursError("is longer than a day")
    return Interval(opens.minute, closes.minute)


def _time(stream: Stream) -> tuple[str, TypedTime]:
    token = stream.next()
    half = stream.take(words.NOON, words.MIDNIGHT) if token.sort == words.NUMBER else None
    text = f"{token.text} {half.text}" if half else token.text
    found = read_time(text)
    if found is None and token.sort == words.NUMBER:
        found = _extended(token.text)
    if found is None:
        raise NotHoursError(f"{text[:20]!r} is no time of day")
    return text, found


def _extended(text: str) -> TypedTime | None:
    """Read 24:30 to 48:00, as OpenStreetMap writes what runs past midnight."""
    hour, colon, minute = text.partition(":")
    total = int(hour) * 60 + int(minute or 0) if colon and is_digits(minute) else 0
    if DAY_MIN < total <= MOST_CLOSING_MIN and len(hour) == len(minute) == 2:
        return TypedTime(total, is_clock=True)
    return None
