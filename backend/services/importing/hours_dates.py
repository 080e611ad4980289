"""Deeds: the times of the year that opening hours name: dates, months, years, weeks."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from backend.services.importing import hours_words as words
from backend.services.importing.hours_stream import Stream
from backend.services.importing.hours_words import NotHoursError
from shared.digits import is_digits
from shared.seasons import DATES, WEEKS, Condition

FIRST_YEAR, LAST_YEAR = 2020, 2059
_LAST_WEEK = 53
_LEAP = 2024


@dataclass(frozen=True)
class _Date:
    """A day, a whole month or a whole year: what is not said is 0."""

    year: int = 0
    month: int = 0
    day: int = 0


def read_when(stream: Stream) -> list[tuple[Condition, ...]]:
    """Read dates and weeks; return the conditions of each alternative, none where none stand there.

    Raises NotHoursError.
    """
    dated = list(_ranges(stream))
    weeks = _weeks(stream) if stream.take(words.WEEK) else None
    stream.take_mark(":")
    if weeks is None:
        return [(each,) for each in dated]
    return [(each, weeks) for each in dated] or [(weeks,)]


def _ranges(stream: Stream) -> Iterator[Condition]:
    held: _Date | None = None
    while _is_date(stream) or (held is not None and stream.is_at(words.NUMBER)):
        first = _date(stream, held)
        last = first
        if stream.take(words.DASH):
            if not _is_date(stream) and not stream.is_at(words.NUMBER):
                raise NotHoursError("a date has no end")
            last = _date(stream, first)
        yield _condition(first, last)
        held = last
        if not _goes_on(stream):
            return


def _goes_on(stream: Stream) -> bool:
    """Return whether a comma is followed by another date, and take the comma."""
    if stream.peek(1).sort == words.MONTH:
        return stream.take(words.COMMA) is not None
    text = stream.peek(1).text
    is_day = stream.peek(1).sort == words.NUMBER and is_digits(text) and len(text) <= 2
    return is_day and stream.take(words.COMMA) is not None


def _is_date(stream: Stream) -> bool:
    if stream.is_at(words.MONTH):
        return True
    if not stream.is_at(words.NUMBER):
        return False
    text = stream.peek().text
    if is_digits(text) and len(text) <= 2:
        return stream.peek(1).sort == words.MONTH
    return _is_year(text) and not _is_time_pair(stream)


def _is_time_pair(stream: Stream) -> bool:
    """Return whether "2030-2200" stands there, which is a time and another, and no years."""
    other = stream.peek(2)
    return (
        stream.peek(1).sort == words.DASH
        and other.sort == words.NUMBER
        and not _is_year(other.text)
    )


def _is_year(text: str) -> bool:
    return len(text) == 4 and is_digits(text) and FIRST_YEAR <= int(text) <= LAST_YEAR


def _date(stream: Stream, before: _Date | None) -> _Date:
    """Read "2026", "Jul", "Jul 20", "20 July", "2026 Jul 20", or after one of them only "31"."""
    year = day = 0
    if stream.is_at(words.NUMBER) and _is_year(stream.peek().text):
        year = int(stream.next().text)
    if stream.is_at(words.NUMBER) and stream.peek(1).sort == words.MONTH:
        day = _day_number(stream)
    if month := stream.take(words.MONTH):
        if not day and stream.is_at(words.NUMBER) and _is_day(stream):
            day = _day_number(stream)
        if not year and stream.is_at(words.NUMBER) and _is_year(stream.peek().text) and day:
            year = int(stream.next().text)
        return _Date(year, month.value, day)
    if year:
        return _Date(year)
    if before is None or not before.day:
        raise NotHoursError(f"{stream.peek().text!r} stands where a date should")
    return _Date(before.year, before.month, _day_number(stream))


def _is_day(stream: Stream) -> bool:
    """Return whether a number after a month is a day, and no time: "Jul 20", not "Jul 20:00"."""
    text = stream.peek().text
    # "Jul 9-17" could be days or hours: days, as OpenStreetMap reads it.
    return is_digits(text) and len(text) <= 2


def _day_number(stream: Stream) -> int:
    return stream.must_number(1, 31)


def _condition(first: _Date, last: _Date) -> Condition:
    if first.year and not last.year and last.month:
        last = _Date(first.year, last.month, last.day)
    if bool(first.year) != bool(last.year):
        raise NotHoursError("one date has a year and the other has none")
    if (bool(first.month), bool(first.day)) != (bool(last.month), bool(last.day)):
        raise NotHoursError("one date is a day and the other a month or a year")
    begins = _told(first.year, first.month or 1, first.day or 1)
    month = last.month or 12
    # A February ends on its 29th in every year that has one.
    ends = _told(last.year, month, last.day or monthrange(last.year or _LEAP, month)[1])
    try:
        return Condition(DATES, first=begins, last=ends)
    except ValueError as error:
        raise NotHoursError(str(error)) from None


def _told(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"


def _weeks(stream: Stream) -> Condition:
    numbers: set[int] = set()
    while True:
        first = stream.must_number(1, _LAST_WEEK)
        last = stream.must_number(1, _LAST_WEEK) if stream.take(words.DASH) else first
        step = stream.must_number(1, _LAST_WEEK) if stream.take_mark("/") else 1
        if last < first:
            raise NotHoursError(f"weeks {first} to {last} run over New Year")
        numbers |= set(range(first, last + 1, step))
        if not (is_digits(stream.peek(1).text) and stream.take(words.COMMA)):
            return Condition(WEEKS, tuple(sorted(numbers)))
