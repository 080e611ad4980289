"""No minute is silently more open than opening_hours.js says, over two years of quarters."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from backend.services.bank_holidays import coming_bank_holidays
from backend.services.importing.day_hours import HoursReading
from backend.services.importing.hours_columns import hours_told
from shared.hours import Schedule
from shared.intervals import DAY_MIN, Interval
from shared.nations import ENGLAND
from shared.seasons import Calendar, Known
from tests.backend.services.importing.hours_texts import BY_HAND, WEEK, drawn
from tests.support.hours_peer import DAYS, Said, peer_reads
from tests.support.parts import is_part

FIRST = date(2026, 11, 30)
QUARTER = 15
LONGER_NIGHTS = "nights run on past midnight"
_KNOWN = coming_bank_holidays(ENGLAND, FIRST - timedelta(days=1), DAYS + 2)
CALENDAR = Calendar(
    Known(frozenset(day for day, _ in _KNOWN), FIRST - timedelta(2), FIRST + timedelta(DAYS + 2))
)
Reader = Callable[[str], HoursReading]


def read(text: str) -> HoursReading:
    return hours_told({"opening_hours": text}, FIRST)


def silently_more_open(texts: Sequence[str], said: Sequence[Said], reader: Reader) -> list[str]:
    """Return the texts that we read as open where the peer does not, and say nothing about it.

    What runs over from the evening before is as written; where that is more, a note says so.
    """
    found = []
    for text, peer in zip(texts, said, strict=True):
        reading = reader(text)
        if reading.week is None or isinstance(peer, str):
            continue
        evening, morning = quarters_of(reading)
        theirs = {at for begin, end in peer for at in range(begin // QUARTER, -(-end // QUARTER))}
        is_told = any(LONGER_NIGHTS in note for note in reading.notes)
        more = evening - theirs if is_told or "PH" in text else (evening | morning) - theirs
        if more:
            moment = FIRST + timedelta(minutes=min(more) * QUARTER)
            found.append(f"{text}: {len(more) / 4:.0f} h more, from {moment}")
    return found


def quarters_of(reading: HoursReading) -> tuple[set[int], set[int]]:
    """Return the quarters in which we hold it open: on the day it opens, and after midnight."""
    assert reading.week is not None
    hours = Schedule(reading.week, {}, reading.seasons, CALENDAR)
    evening: set[int] = set()
    morning: set[int] = set()
    for ahead in range(-1, DAYS):
        for each in hours.on(FIRST + timedelta(days=ahead)):
            first = ahead * DAY_MIN
            evening |= _quarters(first + each.opens, first + min(each.closes, DAY_MIN))
            morning |= _quarters(first + DAY_MIN, first + each.closes)
    return evening, morning


def _quarters(begin: int, end: int) -> set[int]:
    whole = DAYS * DAY_MIN
    return set(range(max(begin, 0) // QUARTER, -(-min(end, whole) // QUARTER)))


@pytest.fixture(scope="module")
def by_hand() -> list[Said]:
    return peer_reads(BY_HAND, FIRST)


def test_no_kind_of_hours_is_silently_more_open(by_hand: list[Said]) -> None:
    assert silently_more_open(BY_HAND, by_hand, read) == []
    taken = [text for text in BY_HAND if read(text).week is not None]
    assert len(taken) > len(BY_HAND) // 2


@pytest.mark.full("hours")
def test_no_hours_drawn_at_random_are_silently_more_open() -> None:
    texts = list(drawn(2026, 4000 if is_part("hours") else 120))
    assert silently_more_open(texts, peer_reads(texts, FIRST), read) == []
    taken = sum(read(text).week is not None for text in texts)
    assert taken > len(texts) // 4


@pytest.mark.parametrize(
    ("variant", "caught"),
    [
        (lambda text: read(text.split(";")[0]), f"{WEEK}; Aug off"),
        (lambda text: read(text.replace(' "by appointment"', "")), f'{WEEK} "by appointment"'),
        (lambda text: read(text.replace("Mo,", "Mo 00:00-24:00,")), "Mo, We 10:00-16:00"),
        (lambda text: longer(read(text)), WEEK),
    ],
)
def test_variants_that_read_longer_are_caught(
    by_hand: list[Said], variant: Reader, caught: str
) -> None:
    found = silently_more_open(BY_HAND, by_hand, variant)
    assert any(each.startswith(f"{caught}: ") for each in found)


def longer(reading: HoursReading) -> HoursReading:
    """Return a reading that closes a quarter of an hour late."""
    if reading.week is None:
        return reading
    week = tuple(
        tuple(Interval(each.opens, min(each.closes + 15, each.opens + DAY_MIN)) for each in day)
        for day in reading.week
    )
    return HoursReading(week, reading.notes, reading.seasons)
