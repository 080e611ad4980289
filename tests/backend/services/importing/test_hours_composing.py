"""Rules put together: what adds, what replaces, what is cut out, and each edge of it."""

from datetime import date, datetime, timedelta

import pytest

from backend.services.importing.day_hours import HoursReading, UnreadableHoursError, checked
from backend.services.importing.hours_composing import schedule_of
from backend.services.importing.hours_tree import Rule, rules_of, times_of
from backend.services.importing.hours_words import NotHoursError, tokens_of
from backend.services.importing.osm_hours import PROVED_DAYS, nights_are_longer, read_osm_hours
from shared.hours import Schedule
from shared.intervals import Interval, day_to_wire
from shared.seasons import Season

TODAY = date(2026, 11, 30)


def week(text: str) -> list[list[str]]:
    """Return each day's hours, such as ["09:00-12:00", "13:00-17:00"]."""
    hours = schedule_of(rules_of(text))
    return [["-".join(pair) for pair in day_to_wire(day)] for day in hours.weekly]


def monday(text: str) -> list[str]:
    return week(text)[0]


def seasons(text: str) -> tuple[Season, ...]:
    return schedule_of(rules_of(text)).seasons


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mo 09:00-12:00, Mo 13:00-17:00", ["09:00-12:00", "13:00-17:00"]),
        # What only meets is one.
        ("Mo 09:00-12:00, Mo 12:00-17:00", ["09:00-17:00"]),
        ("Mo 12:00-17:00, Mo 09:00-12:00", ["09:00-17:00"]),
        ("Mo 09:00-12:00,12:00-17:00", ["09:00-17:00"]),
        ("Mo 09:00-17:00; Mo 10:00-11:00", ["10:00-11:00"]),
        ("Mo 09:00-17:00; Mo off", []),
        ("Mo 09:00-17:00, Mo off", []),
        ("Mo 09:00-17:00; Mo 12:00-13:00 off", ["09:00-12:00", "13:00-17:00"]),
        ("Mo 09:00-17:00; Mo 08:00-10:00 off", ["10:00-17:00"]),
        ("Mo 09:00-17:00; Mo 16:00-18:00 off", ["09:00-16:00"]),
        ("Mo 09:00-17:00; Mo 16:00-24:00 off", ["09:00-16:00"]),
        ("Mo 09:00-17:00; Mo 08:00-09:00 off", ["09:00-17:00"]),
        ("Mo 09:00-17:00; Mo 17:00-18:00 off", ["09:00-17:00"]),
        ("Mo 09:00-17:00; Mo 09:00-17:00 off", []),
        ("Mo 09:00-17:00; Mo 10:00-11:00,12:00-13:00 off", None),
        ("Mo 20:00-02:00; Mo 21:00-22:00 off", ["20:00-21:00", "22:00-02:00"]),
        ("Su 20:00-02:00; Mo 09:00-17:00; Mo 12:00-13:00 off", ["09:00-12:00", "13:00-17:00"]),
        # The evening before ends when the gap begins.
        ("Su 20:00-02:00; Mo 01:00-17:00; Mo 02:00-03:00 off", ["01:00-02:00", "03:00-17:00"]),
    ],
)
def test_rules_of_one_day(text: str, wanted: list[str] | None) -> None:
    cut = ["09:00-10:00", "11:00-12:00", "13:00-17:00"]
    assert monday(text) == (wanted if wanted is not None else cut)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Su 10:00-12:00,20:00-02:00; Mo 09:00-17:00; Mo 01:00-03:00 off", "middle of a night"),
        ("Mo 09:00-17:00; Aug Su 20:00-03:00; Mo 01:00-02:00 off", "middle of a night"),
        ("Mo 20:00-02:00; Mo 21:00-24:00 off", "middle of a night"),
        ("Mo 20:00-02:00; Mo 23:00-01:00 off", "middle of a night"),
        ("Mo 09:00-12:00, Mo 11:00-13:00", "Monday is open, and which holds is not clear"),
        ("Mo 11:00-13:00, Mo 09:00-12:00", "Monday is open"),
        ("Mo 09:00-17:00; Aug Mo off; Mo 12:00-13:00 off", "hours of Monday are changed twice"),
        ("Mo 09:00-17:00; Aug Mo off, Mo 18:00-19:00", "changed twice"),
        ("Aug Mo-Fr off; Mo 09:00-17:00", "takes back"),
        ("Aug Mo off; Mo-Fr 09:00-17:00", "takes back"),
        ("Mo 09:00-10:00,09:30-11:00", "its times overlap"),
    ],
)
def test_rules_that_are_not_clear_are_refused(text: str, what: str) -> None:
    with pytest.raises(NotHoursError, match=what):
        schedule_of(rules_of(text))


def test_a_rule_of_a_time_of_the_year_leaves_other_days_alone() -> None:
    (august,) = seasons("Mo-Fr 09:00-17:00; Aug Mo 10:00-12:00")
    assert august.days == ((Interval(600, 720),), *[None] * 6)
    # Tuesday is the same all year, so that its lunch can be cut out.
    assert week("Mo-Tu 09:00-17:00; Aug Mo off; Tu 12:00-13:00 off")[1] == [
        "09:00-12:00",
        "13:00-17:00",
    ]
    (august,) = seasons("Mo 09:00-17:00; Aug Mo 12:00-13:00 off")
    assert august.days[0] == (Interval(540, 720), Interval(780, 1020))
    (august,) = seasons("Mo 09:00-17:00, Aug Mo 18:00-19:00")
    assert august.days[0] == (Interval(540, 1020), Interval(1080, 1140))


def test_what_is_closed_on_holidays_stays_so_and_what_is_open_does_not() -> None:
    closed = seasons("PH,SH off; Mo 09:00-17:00; Aug off")
    assert [season.when[0].kind for season in closed] == [
        "dates",
        "bank_holidays",
        "school_holidays",
    ]
    with pytest.raises(NotHoursError, match="takes back"):
        seasons("PH 10:00-12:00; Mo 09:00-17:00")
    with pytest.raises(NotHoursError, match="takes back"):
        seasons("PH 10:00-12:00 off; Mo 09:00-17:00")


def test_there_is_an_end_to_seasons() -> None:
    def many(number: int) -> str:
        return "; ".join(["Mo 09:00-17:00", *(f"week {week} off" for week in range(1, number + 1))])

    assert len(seasons(many(24))) == 24
    with pytest.raises(NotHoursError, match="too many times of the year"):
        seasons(many(25))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sept: Mo 09:00-17:00", "09-01", "09-30"),
        ("September Mo 09:00-17:00", "09-01", "09-30"),
        ("Jul 1-9 Mo 09:00-17:00", "07-01", "07-09"),
        ("9 July-12 July Mo 09:00-17:00", "07-09", "07-12"),
        ("2026-2027 Mo 09:00-17:00", "2026-01-01", "2027-12-31"),
        ("2059 Mo 09:00-17:00", "2059-01-01", "2059-12-31"),
        ("2026 Dec 24-Dec 31 Mo 09:00-17:00", "2026-12-24", "2026-12-31"),
        ("24 Dec 2026 - 2 Jan 2027 Mo 09:00-17:00", "2026-12-24", "2027-01-02"),
        ("2028 Feb Mo 09:00-17:00", "2028-02-01", "2028-02-29"),
    ],
)
def test_dates_are_read(text: str, first: str, last: str) -> None:
    (season,) = seasons(text)
    assert (season.when[0].first, season.when[0].last) == (first, last)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("week 1 Mo 09:00-17:00", (1,)),
        ("week 1-1 Mo 09:00-17:00", (1,)),
        ("week 1-3/1 Mo 09:00-17:00", (1, 2, 3)),
        ("week 53 Mo 09:00-17:00", (53,)),
        ("week 01-53/26: Mo 09:00-17:00", (1, 27, 53)),
        ("weeks 1,3,10-12 Mo 09:00-17:00", (1, 3, 10, 11, 12)),
        ("Mo[1-3] 09:00-17:00", (1, 2, 3)),
        ("Mo[-1] 09:00-17:00", (-1,)),
        ("Mo[5,1] 09:00-17:00", (1, 5)),
        ("1st, 2nd and last Monday 9am-5pm", (-1, 1, 2)),
    ],
)
def test_weeks_and_nths_are_read(text: str, numbers: tuple[int, ...]) -> None:
    (season,) = seasons(text)
    assert season.when[0].numbers == numbers


def test_several_times_of_the_year_make_a_season_each() -> None:
    found = seasons("Dec 24,26-28,Jan 1 off; Jul 1,Jul 8: Tu 10:00-11:00; Su[1] 09:00-10:00")
    told = [(each.when[0].first, each.when[0].last) for each in found]
    assert told[:3] == [("12-24", "12-24"), ("12-26", "12-28"), ("01-01", "01-01")]
    assert found[-1].when[0].numbers == (1,)
    both = seasons("Jul week 28 Tu 10:00-11:00")
    assert [each.kind for each in both[0].when] == ["dates", "weeks"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mo[0] 09:00-17:00", "'0' is no number from 1 to 5"),
        ("Mo[1-6] 09:00-17:00", "'6' is no number from 1 to 5"),
        ("week 0 Mo 09:00-17:00", "'0' is no number from 1 to 53"),
        ("week 1-54 Mo 09:00-17:00", "'54' is no number"),
        ("week 1-5/0 Mo 09:00-17:00", "'0' is no number"),
        ("Jul 32 Mo 09:00-17:00", "'32' is no number from 1 to 31"),
        ("Jul 0 Mo 09:00-17:00", "'0' is no number from 1 to 31"),
        ("2060 Mo 09:00-17:00", "no time of day"),
        ("2019 Mo 09:00-17:00", "has no closing time"),
        ("Mo 09:00-48:30", "no time of day"),
        ("Mo 25:00-26:00", "longer than a day"),
        ("Mo 00:00-48:00", "longer than a day"),
        ("123 Jul Mo 09:00-17:00", "123 has no closing time"),
        ("Jul 123 Mo 09:00-17:00", "123 has no closing time"),
        ("Jul,20 Mo 09:00-17:00", "'20' stands where a date should"),
        ("Mo 01:00-25:30", "longer than a day"),
        ("Mo 09:00-", "ends too early"),
        ("Mo 09:00-Tu", "'tu' is no time of day"),
        ("supercalifragilisticexpialidocious", "'supercalifragilistic' is not understood"),
        ("Mo 09:00-17:00 ££££££££££££££££££££££", "'££££££££££££££££££££' is not understood"),
        ("Jul 1,Mo 09:00-17:00", "days are named without times"),
    ],
)
def test_what_is_out_of_the_syntax_is_named(text: str, what: str) -> None:
    with pytest.raises(NotHoursError, match=what):
        rules_of(text)


def test_hours_past_midnight_as_openstreetmap_writes_them() -> None:
    assert monday("Mo 20:00-24:30") == ["20:00-00:30"]
    assert rules_of("Mo 23:59-47:59")[0].times == (Interval(1439, 2879),)
    assert rules_of("Mo 00:30-24:30")[0].times == (Interval(30, 1470),)
    assert rules_of("Mo 20:00-24:00")[0].times == (Interval(1200, 1440),)


def test_a_column_of_one_day_ends_where_it_is_understood() -> None:
    assert times_of("24/7") == (Interval(0, 1440),)
    assert times_of("closed") == ()
    for text in ("9am-5pm Mo", "closed 9am-5pm", "9am-5pm; 6pm-7pm", "24/7 9am-5pm"):
        with pytest.raises(NotHoursError, match="is not understood"):
            times_of(text)


def test_a_token_keeps_its_words() -> None:
    assert [token.text for token in tokens_of('Mo-Fr "Ring"')] == ["mo", "-", "fr", '"Ring"']
    assert tokens_of(" ") == []
    assert rules_of('Mo off "Ring"') == [
        Rule((), frozenset({0}), (), is_off=True, remark="Ring"),
    ]


def test_nights_are_longer_only_where_a_rule_cuts_them() -> None:
    def notes(text: str) -> tuple[str, ...]:
        return read_osm_hours(text, TODAY).notes

    assert notes("Fr 21:00-02:00; Su 23:00-05:00") == ()
    assert notes("Fr 21:00-24:00; Sa 23:00-05:00") == ()
    assert len(notes("Fr 21:00-00:15; Sa 23:00-24:00")) == 1
    # On the last of the days that are looked at nothing is left out and nothing is added.
    assert notes("Mo-Su 21:00-02:00") == ()


def test_hours_at_the_edges_of_a_day_and_of_the_year() -> None:
    def odd(text: str) -> tuple[str, ...]:
        return checked(read_osm_hours(text, TODAY), TODAY).notes

    assert odd("Mo 05:00-12:00") == odd("Mo 00:00-12:00") == ()
    assert "at night" in odd("Mo 04:59-12:00")[0]
    assert "at night" in odd("Mo 00:01-12:00")[0]
    # It opens on holidays alone, whichever days they are.
    assert checked(read_osm_hours("PH 10:00-12:00", TODAY), TODAY).week is not None
    assert checked(read_osm_hours("PH Tu 10:00-12:00", TODAY), TODAY).week is not None
    assert checked(HoursReading(None), TODAY).notes[-1].startswith("No opening hours")


def test_a_schedule_that_is_open_longer_than_the_other_reader_says_is_refused() -> None:
    start = datetime(2026, 11, 29)  # noqa: DTZ001 - opening-hours-py reads the wall clock
    text = "Mo 09:00-17:00"
    assert not nights_are_longer(text, schedule_of(rules_of(text)), start)
    for longer in (
        "Mo 09:00-17:15",
        "Mo 08:45-17:00",
        "Mo-Tu 09:00-17:00",
        "Mo 09:00-17:00,23:00-24:00",
    ):
        with pytest.raises(
            NotHoursError, match=r"open on (Monday, 30 November|Tuesday, 01 December) 2026"
        ):
            nights_are_longer(text, schedule_of(rules_of(longer)), start)
    assert nights_are_longer("Mo 09:00-24:00", schedule_of(rules_of("Mo 09:00-24:15")), start)
    # What runs on after the last day that is looked at is not known.
    last = start.date() + timedelta(days=PROVED_DAYS - 1)
    night = Schedule(((),) * 7, {last: (Interval(540, 1560),)})
    assert not nights_are_longer(f"{last:%Y %b %d} 09:00-24:00", night, start)
    before = Schedule(((),) * 7, {last - timedelta(days=1): (Interval(540, 1455),)})
    text = f"{last - timedelta(days=1):%Y %b %d} 09:00-24:00"
    assert nights_are_longer(text, before, start)


def test_the_other_reader_is_asked_up_to_a_minute_past_the_first_midnight() -> None:
    assert read_osm_hours("Sa 20:00-24:01", TODAY).week is not None


def test_the_longest_text_that_is_read() -> None:
    with pytest.raises(UnreadableHoursError, match="named without times"):
        read_osm_hours(f"Mo 09:00-17:00; {'Tu,' * 128}", TODAY)
    with pytest.raises(UnreadableHoursError, match="longer than 400 signs"):
        read_osm_hours(f"Mo 09:00-17:00; {'Tu,' * 128}Mo", TODAY)


def test_one_rule_that_names_days_is_enough() -> None:
    assert read_osm_hours("09:00-17:00; Sa off", TODAY).notes == ()
    assert "names no days" in read_osm_hours("09:00-17:00; 12:00-13:00 off", TODAY).notes[0]


def test_a_long_text_is_cut_in_what_is_said_of_it() -> None:
    text = f"Mo 09:00-17:00 {'x' * 200}"
    with pytest.raises(UnreadableHoursError) as refusal:
        read_osm_hours(text, TODAY)
    assert f"The hours {text[:120]!r} are not taken" in str(refusal.value)
