"""The contract's opening hours: refusals, nights, clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import from_minute, local, to_minute
from shared.hours import OpeningHours, join, openings, resolve
from shared.intervals import DAY_MIN, Interval, format_wall, parse_interval
from shared.problems import Problem
from tests.shared.weeks import FALL_BACK, SPRING_FORWARD, days_of_2026, weekly_hours

CLOSED_WEEK: tuple[tuple[Interval, ...], ...] = ((),) * 7
HAVEN = OpeningHours(
    ((),) * 4 + ((parse_interval("21:00", "02:00"),), (parse_interval("23:00", "05:00"),), ())
)


def at(text: str) -> datetime:
    """Return a UTC moment."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walls(hours: OpeningHours, start: str, days: int) -> list[tuple[str, str]]:
    """Return the openings as local wall-clock texts."""
    return [
        tuple(local(from_minute(minute)).strftime("%a %H:%M") for minute in opening)  # type: ignore[misc]
        for opening in openings(hours, at(start), days)
    ]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("9:00", "17:00"), ("09:00", "25:00"), ("09:60", "10:00"), ("", "10:00"), ("09:00", "09:00")],
)
def test_times_that_are_none_are_refused(opens: str, closes: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_interval(opens, closes)
    assert refused.value.code == "hours-malformed"


@pytest.mark.parametrize(
    ("opens", "closes"), [("24:00", "24:00"), ("24:00", "02:00"), ("٠٩:00", "10:00")]
)
def test_an_opening_at_24_or_in_other_digits_is_refused(opens: str, closes: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_interval(opens, closes)
    assert refused.value.code == "hours-malformed"


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (1440, 1500), (60, 60), (60, 1501)])
def test_an_interval_begins_on_its_day_and_lasts_a_day_at_most(opens: int, closes: int) -> None:
    with pytest.raises(Problem) as refused:
        Interval(opens, closes)
    assert refused.value.code == "hours-malformed"


def test_the_longest_intervals_that_there_are_are_taken() -> None:
    assert parse_interval("00:00", "24:00") == Interval(0, 1440)
    assert parse_interval("23:59", "23:58") == Interval(1439, 2878)
    assert parse_interval("00:00", "00:01") == Interval(0, 1)


@pytest.mark.parametrize("text", ["24:01", "00:60", "0900", "009:0", "1:000", "aa:00", "23:5a"])
def test_a_time_of_day_has_four_digits_up_to_24(text: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_interval("09:00", text)
    assert refused.value.code == "hours-malformed"


@pytest.mark.parametrize("days", [0, 6, 8])
def test_a_week_has_seven_days(days: int) -> None:
    with pytest.raises(Problem) as refused:
        OpeningHours(((Interval(0, 60),),) * days)
    assert refused.value.code == "hours-malformed"


def test_hours_that_meet_do_not_overlap() -> None:
    day, night = Interval(540, 720), Interval(720, 1440 + 540)
    hours = OpeningHours(((day, night),) * 7, {date(2026, 12, 24): (night, day)})
    assert hours.on(date(2026, 12, 24)) == (night, day)
    assert hours.on(date(2026, 12, 25)) == (day, night)


def test_a_place_may_open_on_one_dated_day_alone() -> None:
    hours = OpeningHours(CLOSED_WEEK, {date(2026, 12, 24): (Interval(540, 720),)})
    assert walls(hours, "2026-12-24T00:00", 1) == [("Thu 09:00", "Thu 12:00")]


@pytest.mark.parametrize(
    ("minute", "text"), [(0, "00:00"), (61, "01:01"), (1440, "24:00"), (1441, "00:01")]
)
def test_a_minute_is_written_as_the_wall_has_it(minute: int, text: str) -> None:
    assert format_wall(minute) == text


def test_openings_that_meet_or_overlap_are_one() -> None:
    assert join([(5, 9), (1, 3), (3, 5), (12, 20), (13, 15)]) == ((1, 9), (12, 20))
    assert join([(1, 3), (4, 5)]) == ((1, 3), (4, 5))


def test_what_ends_as_the_list_begins_is_left_out() -> None:
    hours = OpeningHours(((Interval(540, 720),),) * 7)
    assert walls(hours, "2026-11-27T12:00", 1) == []
    assert walls(hours, "2026-11-27T11:59", 1) == [("Fri 09:00", "Fri 12:00")]
    assert len(openings(hours, at("2026-11-27T00:00"))) == 14


def test_hours_that_never_open_are_refused() -> None:
    with pytest.raises(Problem) as refused:
        OpeningHours(CLOSED_WEEK)
    assert refused.value.code == "hours-never-open"


def test_overlapping_hours_are_refused_with_the_day() -> None:
    monday = (Interval(540, 720), Interval(700, 800))
    with pytest.raises(Problem) as refused:
        OpeningHours((monday, *CLOSED_WEEK[1:]))
    assert refused.value.code == "hours-overlap"
    assert refused.value.errors[0].where == "hours/Monday"


def test_a_sunday_night_that_runs_into_monday_morning_overlaps() -> None:
    monday, sunday = (parse_interval("09:00", "17:00"),), (parse_interval("22:00", "10:00"),)
    with pytest.raises(Problem) as refused:
        OpeningHours((monday, *CLOSED_WEEK[2:], sunday))
    assert refused.value.code == "hours-overlap"


def test_a_day_with_overlapping_exceptions_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        OpeningHours(
            ((Interval(540, 1020),),) * 7,
            {date(2026, 12, 24): (Interval(540, 720), Interval(600, 800))},
        )
    assert refused.value.errors[0].where == "exceptions/2026-12-24"


def test_a_night_haven_is_open_past_midnight() -> None:
    assert walls(HAVEN, "2026-11-27T12:00", 3) == [
        ("Fri 21:00", "Sat 02:00"),
        ("Sat 23:00", "Sun 05:00"),
    ]


def test_the_night_before_is_still_open_after_midnight() -> None:
    assert walls(HAVEN, "2026-11-28T01:30", 1) == [
        ("Fri 21:00", "Sat 02:00"),
        ("Sat 23:00", "Sun 00:00"),
    ]


def test_a_closed_day_keeps_what_runs_over_from_the_evening_before() -> None:
    hours = OpeningHours(HAVEN.weekly, {date(2026, 11, 28): ()})
    assert walls(hours, "2026-11-27T12:00", 3) == [("Fri 21:00", "Sat 02:00")]


def test_an_exception_with_other_hours_replaces_the_day() -> None:
    hours = OpeningHours(
        ((parse_interval("09:00", "17:00"),),) * 7,
        {date(2026, 12, 26): (parse_interval("11:00", "15:00"),)},
    )
    assert walls(hours, "2026-12-26T08:00", 1) == [("Sat 11:00", "Sat 15:00")]


def test_a_split_day_opens_twice() -> None:
    split = (parse_interval("09:00", "13:00"), parse_interval("14:15", "18:15"))
    assert walls(OpeningHours((split,) * 7), "2026-11-27T06:00", 1) == [
        ("Fri 09:00", "Fri 13:00"),
        ("Fri 14:15", "Fri 18:15"),
    ]


def test_open_day_and_night_is_one_opening() -> None:
    always = OpeningHours(((parse_interval("00:00", "24:00"),),) * 7)
    (only,) = openings(always, at("2026-10-24T12:00"))
    assert only[1] - only[0] >= 14 * DAY_MIN


def test_the_night_clocks_go_back_closes_at_the_first_reading() -> None:
    hours = OpeningHours(((parse_interval("22:00", "01:30"),),) * 7)
    (saturday, *_) = openings(hours, at("2026-10-24T12:00"), 1)
    # 01:30 comes twice; 00:30 UTC is the first time.
    assert from_minute(openings(hours, at("2026-10-24T12:00"), 2)[0][1]) == at("2026-10-25T00:30")
    assert from_minute(saturday[0]) == at("2026-10-24T21:00")


def test_the_night_clocks_go_back_opens_at_the_second_reading() -> None:
    assert from_minute(resolve(FALL_BACK, 90, later=True)) == at("2026-10-25T01:30")


def test_an_hour_that_clocks_skip_begins_and_ends_at_the_change() -> None:
    hours = OpeningHours(((parse_interval("01:30", "05:00"),),) * 7)
    (first, *_) = openings(hours, at("2026-03-29T00:00"), 1)
    assert from_minute(first[0]) == at("2026-03-29T01:00")
    assert from_minute(first[1]) == at("2026-03-29T04:00")
    only_skipped = OpeningHours(((), (), (), (), (), (), (parse_interval("01:15", "01:45"),)))
    assert openings(only_skipped, at("2026-03-29T00:00"), 1) == ()


def test_every_minute_that_clocks_skip_is_the_moment_of_the_change() -> None:
    change = to_minute(at("2026-03-29T01:00"))
    for later in (False, True):
        found = {resolve(SPRING_FORWARD, minute, later=later) for minute in range(60, 120)}
        assert found == {change}


def test_the_long_night_lasts_an_hour_longer() -> None:
    (opening,) = openings(HAVEN, at("2026-10-24T12:00"), 2)
    assert opening[1] - opening[0] == 7 * 60
    (spring,) = openings(HAVEN, at("2026-03-28T12:00"), 2)
    assert spring[1] - spring[0] == 5 * 60


@given(weekly_hours(), days_of_2026())
def test_openings_rise_and_never_touch(hours: OpeningHours, day: date) -> None:
    found = openings(hours, datetime(day.year, day.month, day.day, tzinfo=UTC))
    flat = [minute for opening in found for minute in opening]
    assert flat == sorted(set(flat))


@given(weekly_hours(), days_of_2026(), st.integers(0, 24 * 60 - 1))
def test_what_was_published_earlier_says_the_same(
    hours: OpeningHours, day: date, minute: int
) -> None:
    """Two lists published at different moments agree about every minute both cover."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    later = start + timedelta(minutes=minute)
    early, late = openings(hours, start, 5), openings(hours, later, 5)
    horizon = to_minute(start) + 3 * DAY_MIN
    for moment in range(to_minute(later), horizon, 37):
        assert _is_open(early, moment) == _is_open(late, moment)


@given(st.integers(0, 2 * DAY_MIN))
def test_wall_times_are_two_digits_each(minute: int) -> None:
    text = format_wall(minute)
    assert len(text) == 5
    assert 0 <= int(text[:2]) <= 24


def _is_open(found: tuple[tuple[int, int], ...], minute: int) -> bool:
    return any(begin <= minute < end for begin, end in found)


def test_the_changes_of_2026_are_where_the_tests_think() -> None:
    for day, before, after in ((SPRING_FORWARD, 0, 60), (FALL_BACK, 60, 0)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert local(midnight).utcoffset() == timedelta(minutes=before)
        assert local(midnight + timedelta(hours=2)).utcoffset() == timedelta(minutes=after)
