"""Times as people type them: one meaning is read, two are asked about, slips are not believed."""

import pytest

from backend.domain.typed_hours import (
    UnclearHoursError,
    interval_of,
    is_likely,
    odd_night,
    read_time,
)
from shared.intervals import Interval


@pytest.mark.parametrize(
    ("typed", "minute", "has_half", "is_clock"),
    [
        ("9", 540, False, False),
        ("930", 570, False, False),
        ("09", 540, False, False),
        ("9:30", 570, False, False),
        ("9.30", 570, False, False),
        ("09.30", 570, False, False),
        ("09:00", 540, False, True),
        ("09:00:00", 540, False, True),
        ("0930", 570, False, True),
        ("09h30", 570, False, True),
        ("9am", 540, True, False),
        ("9 a.m.", 540, True, False),
        ("9.30PM", 1290, True, False),
        ("12am", 0, True, False),
        ("12pm", 720, True, False),
        ("12noon", 720, True, False),
        ("midday", 720, True, False),
        ("midnight", 0, True, False),
        ("12 midnight", 0, True, False),
        ("13", 780, False, True),
        ("12", 720, False, False),
        ("24:00", 1440, False, True),
    ],
)
def test_a_time_is_read_with_what_is_sure_of_it(
    typed: str, minute: int, has_half: bool, is_clock: bool
) -> None:
    found = read_time(typed)
    assert found is not None
    assert (found.minute, found.has_half, found.is_clock) == (minute, has_half, is_clock)


@pytest.mark.parametrize(
    "typed", ["", "nine", "25", "24:01", "9:60", "13pm", "0am", "9:3", "9-5", "٩", "9:00:30"]
)
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read_time(typed) is None


def meaning(opens: str, closes: str) -> tuple[int, int]:
    start, end = read_time(opens), read_time(closes)
    assert start is not None
    assert end is not None
    found = interval_of(start, end)
    return found.opens, found.closes


@pytest.mark.parametrize(
    ("opens", "closes", "wanted"),
    [
        ("09:00", "17:00", (540, 1020)),
        ("9", "17", (540, 1020)),
        ("9:00", "17:30", (540, 1050)),
        ("8:30", "12:00", (510, 720)),
        ("9am", "5pm", (540, 1020)),
        ("9", "5pm", (540, 1020)),
        ("5", "5pm", (300, 1020)),
        ("5:00", "17:00", (300, 1020)),
        ("4:59", "17:00", None),
        ("1", "5pm", (780, 1020)),
        ("10", "12pm", (600, 720)),
        ("5", "6am", (300, 360)),
        ("12noon", "5pm", (720, 1020)),
        ("9", "12", (540, 720)),
        ("10.30", "11.30", (630, 690)),
        ("9pm", "2am", (1260, 1560)),
        ("21:00", "02:00", (1260, 1560)),
        ("11", "midnight", None),
        ("11am", "midnight", (660, 1440)),
        ("midnight", "6am", (0, 360)),
        ("00:00", "24:00", (0, 1440)),
        ("13", "2am", (780, 1560)),
        ("10:00", "02:00", (600, 1560)),
    ],
)
def test_two_times_with_one_meaning_are_read(
    opens: str, closes: str, wanted: tuple[int, int] | None
) -> None:
    if wanted is None:
        with pytest.raises(UnclearHoursError, match="two ways"):
            meaning(opens, closes)
    else:
        assert meaning(opens, closes) == wanted


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        *(("9", "5"), ("10", "2"), ("9.30", "4.30"), ("10am", "4"), ("12", "2"), ("1", "5")),
        *(("9:00", "5:00"), ("7", "9"), ("8.59", "11"), ("9", "11pm"), ("7", "9pm"), ("9pm", "2")),
        *(("18", "2"), ("09:00", "5"), ("2", "4:30"), ("4", "17"), ("12", "5am")),
    ],
)
def test_two_times_with_two_meanings_are_never_guessed(opens: str, closes: str) -> None:
    with pytest.raises(UnclearHoursError, match="two ways"):
        meaning(opens, closes)


@pytest.mark.parametrize(("opens", "closes"), [("09:00", "09:00"), ("24:00", "02:00"), ("9", "9")])
def test_times_between_which_nothing_lies_are_refused(opens: str, closes: str) -> None:
    with pytest.raises(UnclearHoursError, match="same time"):
        meaning(opens, closes)


@pytest.mark.parametrize(
    ("hours", "likely"),
    [
        ((0, 1440), True),
        ((300, 1440), True),
        ((1260, 1860), True),
        ((1020, 1740), True),
        ((1020, 1741), False),
        ((840, 1740), False),
        ((660, 1620), True),
        ((660, 1621), False),
        ((420, 1620), True),
        ((419, 1620), False),
        ((810, 1860), False),
        ((630, 2040), False),
    ],
)
def test_a_night_that_nobody_means_is_not_believed(hours: tuple[int, int], likely: bool) -> None:
    assert is_likely(Interval(*hours)) is likely


def test_a_day_that_runs_into_the_night_is_looked_at() -> None:
    assert odd_night(Interval(600, 1560)) == "opens at 10:00 until 02:00 at night"
    assert odd_night(Interval(959, 1441)) != ""
    assert odd_night(Interval(960, 1560)) == odd_night(Interval(600, 1440)) == ""
