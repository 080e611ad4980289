"""Hours as lists write them: weekday columns and OpenStreetMap syntax, and what is noted."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from opening_hours import OpeningHours as OsmHours

from backend.services.importing.day_hours import (
    HoursReading,
    UnreadableHoursError,
    checked,
    read_weekdays,
)
from backend.services.importing.osm_hours import read_osm_hours
from shared.hours import OpeningHours
from shared.intervals import DAY_MIN
from tests.conftest import TODAY
from tests.shared.weeks import as_osm, weekly_hours
from tests.support.parts import is_part

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 - opening-hours-py reads the wall clock
SAFE_HAVEN = "Fr 21:00-02:00{} Sa 23:00-05:00"


def day(reading: HoursReading, weekday: int) -> list[list[str]]:
    wire: list[list[str]] = reading.to_wire()["weekly"][weekday]
    return wire


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("09:00-13:00,14:15-18:15", [["09:00", "13:00"], ["14:15", "18:15"]]),
        (
            "09:00-12:30,13:00-16:30,17:00-21:00",
            [["09:00", "12:30"], ["13:00", "16:30"], ["17:00", "21:00"]],
        ),
        ("CLOSED", []),
        ("21:00-02:00", [["21:00", "02:00"]]),
        ("9am - 5.30pm", [["09:00", "17:30"]]),
        ("12pm to 12am", [["12:00", "24:00"]]),
        ("0900-1730", [["09:00", "17:30"]]),
        ("09.00 – 17.00 and 18:00–20:00", [["09:00", "17:00"], ["18:00", "20:00"]]),
        ("24 hours", [["00:00", "24:00"]]),
    ],
)
def test_a_weekday_is_read(text: str, wanted: list[list[str]]) -> None:
    assert day(read_weekdays({"monday": text, "tuesday": "closed"}), 0) == wanted


@pytest.mark.parametrize(
    "text", ["9 till late", "25:00-26:00", "09:00", "09:00-09:00", "24:00-02:00", "13pm-5pm"]
)
def test_a_weekday_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(UnreadableHoursError, match="Monday"):
        read_weekdays({"monday": text})


def test_blank_days_are_closed_and_noted_and_a_blank_week_is_not_told() -> None:
    reading = read_weekdays({"monday": "09:00-17:00", "sunday": " "})
    assert day(reading, 6) == []
    assert reading.notes[0].startswith("No hours for Tuesday")
    assert checked(read_weekdays({}), TODAY).week is None
    assert "must be asked for" in checked(read_weekdays({}), TODAY).notes[0]


def test_hours_that_overlap_or_never_open_are_refused() -> None:
    with pytest.raises(UnreadableHoursError, match="overlap"):
        checked(read_weekdays({"monday": "09:00-13:00,12:00-15:00"}), TODAY)
    with pytest.raises(UnreadableHoursError, match="never open"):
        checked(read_weekdays({"monday": "closed"}), TODAY)


@pytest.mark.parametrize("separator", [";", ","])
def test_a_night_is_never_cut_off_by_the_next_days_hours(separator: str) -> None:
    """The trap: after `;` OpenStreetMap replaces the whole Saturday, Friday's small hours too."""
    text = SAFE_HAVEN.format(separator)
    reading = read_osm_hours(text, TODAY)
    assert day(reading, 4) == [["21:00", "02:00"]]
    assert day(reading, 5) == [["23:00", "05:00"]]
    saturday_half_past_one = MONDAY + timedelta(days=5, hours=1, minutes=30)
    cuts = not OsmHours(text).is_open(saturday_half_past_one)
    assert cuts == (separator == ";")
    assert bool(reading.notes) == cuts


@pytest.mark.parametrize(
    ("text", "weekday", "wanted"),
    [
        ("Mo-Su 09:00-17:00; Sa 10:00-12:00; Su off", 5, [["10:00", "12:00"]]),
        ("Mo-Su 09:00-17:00; Sa 10:00-12:00; Su off", 6, []),
        ("Mo-Su 09:00-17:00; Sa 10:00-12:00; Su off", 0, [["09:00", "17:00"]]),
        ("24/7", 3, [["00:00", "24:00"]]),
        ("Mo-Sa 22:00-26:00", 5, [["22:00", "02:00"]]),
        ('Mo-Fr 09:00-17:00 open "by the side door"; PH off', 4, [["09:00", "17:00"]]),
    ],
)
def test_openstreetmaps_syntax_is_read(text: str, weekday: int, wanted: list[list[str]]) -> None:
    assert day(read_osm_hours(text, TODAY), weekday) == wanted


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("easter off", "'easter' is not understood"),
        ("Mo-Fr sunrise-sunset", "'sunrise' is not understood"),
        ("Mo 09:00+", "no closing time"),
        ("Mo 09:00-17:00+", "has no end"),
        ('Mo 09:00-17:00 || "by arrangement"', "stands where the rule should end"),
        ("Mo 09:00-17:00 unknown", "'unknown' is not understood"),
        ("whenever", "'whenever' is not understood"),
        ("", "nothing in it"),
    ],
)
def test_what_is_no_weekly_hours_is_refused(text: str, what: str) -> None:
    with pytest.raises(UnreadableHoursError, match=what):
        checked(read_osm_hours(text, TODAY), TODAY)


def strict(text: str) -> set[int]:
    return {at for at in range(0, 7 * DAY_MIN, 15) if OsmHours(text).is_open(at_minute(at))}


def ours(reading: HoursReading) -> set[int]:
    assert reading.week is not None
    week = 7 * DAY_MIN
    return {
        at % week
        for number, intervals in enumerate(reading.week)
        for each in intervals
        for at in range(number * DAY_MIN + each.opens, number * DAY_MIN + each.closes)
        if at % 15 == 0
    }


def at_minute(minute: int) -> datetime:
    # In the second week, so that Sunday's night has run into Monday.
    return MONDAY + timedelta(days=7, minutes=minute)


@pytest.mark.full("rules")
@settings(max_examples=200 if is_part("rules") else 60)
@given(weekly_hours())
def test_any_week_written_with_commas_comes_back(hours: OpeningHours) -> None:
    text = as_osm(hours)
    assert ours(read_osm_hours(text, TODAY)) == strict(text)
