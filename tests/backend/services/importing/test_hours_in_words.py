"""Hours as people write them: one meaning is read; the rest is kept, and asked of the venue."""

from datetime import date

import pytest

from backend.services.importing.day_hours import HoursReading
from backend.services.importing.hours_columns import hours_told
from backend.web.pages import week_words
from shared.season_words import season_rows

TODAY = date(2026, 11, 30)
CLOSED = "Mon–Sun closed"


def read(text: str) -> HoursReading:
    return hours_told({"opening_hours": text}, TODAY)


def words(reading: HoursReading) -> list[str]:
    """Return a reading in few words: its week, then its seasons."""
    assert reading.week is not None, reading.notes
    rows = [row for season in reading.seasons for row in season_rows(season)]
    return [week_words(reading.to_wire()["weekly"]), *(f"{when}: {hours}" for when, hours in rows)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mon-Fri 9am-5pm, Sat 10am-1pm", "Mon–Fri 09:00–17:00; Sat 10:00–13:00; Sun closed"),
        ("Monday to Friday 9am to 5pm", "Mon–Fri 09:00–17:00; Sat–Sun closed"),
        ("Monday: 10:00 - 13:00; Fri: closed", "Mon 10:00–13:00; Tue–Sun closed"),
        ("Thursday 10:30am - 12:30pm", "Mon–Wed closed; Thu 10:30–12:30; Fri–Sun closed"),
        ("Tuesdays & Thursdays 10am-12 noon", "Mon closed; Tue 10:00–12:00; Wed closed;"),
        ("Tue and Thurs 10am until 12.30pm", "Mon closed; Tue 10:00–12:30; Wed closed;"),
        ("Weds 9am-12pm / 1pm-5pm", "Mon–Tue closed; Wed 09:00–12:00, 13:00–17:00;"),
        ("9am-5pm Monday to Friday", "Mon–Fri 09:00–17:00; Sat–Sun closed"),
        ("Weekdays 9am-5pm, closed weekends", "Mon–Fri 09:00–17:00; Sat–Sun closed"),
        ("Daily 9am-10pm", "Mon–Sun 09:00–22:00"),
        ("open 24 hours", "Mon–Sun 00:00–24:00"),
        ("Mo, We 10:00-16:00", "Mon 10:00–16:00; Tue closed; Wed 10:00–16:00; Thu–Sun closed"),
        ("Mo-Fr, Su 09:00-17:00", "Mon–Fri 09:00–17:00; Sat closed; Sun 09:00–17:00"),
        ("Fr-Mo 09:00-17:00", "Mon 09:00–17:00; Tue–Thu closed; Fri–Sun 09:00–17:00"),
        ("Mo-Fr 0900-1730", "Mon–Fri 09:00–17:30; Sat–Sun closed"),
        ("Mo 0.375-0.7083333", "Mon 09:00–17:00; Tue–Sun closed"),
        ("Mo\u00a009:00\u2013\uff11\uff17:00", "Mon 09:00–17:00; Tue–Sun closed"),
        ("Mo-Fr 09:00-17:00; Fr 12:00-13:00 off", "Mon–Thu 09:00–17:00; Fri 09:00–12:00, 13:00"),
        ("24/7; Mo 08:00-09:00 off", "Mon 00:00–08:00, 09:00–24:00; Tue–Sun 00:00–24:00"),
        ("Mo-Sa 22:00-26:00", "Mon–Sat 22:00–02:00; Sun closed"),
        ("Mo 20:00-24:30", "Mon 20:00–00:30; Tue–Sun closed"),
    ],
)
def test_what_has_one_meaning_is_read(text: str, wanted: str) -> None:
    (week,) = words(read(text))
    assert week.startswith(wanted)


@pytest.mark.parametrize(
    ("text", "week", "seasons"),
    [
        ("Mo-Fr 09:00-17:00; Aug off", None, ["01/08 – 31/08 each year: Monday – Sunday Closed"]),
        (
            "Mo-Fr 09:00-17:00; Jul 20-Aug 31 off",
            None,
            ["20/07 – 31/08 each year: Monday – Sunday Closed"],
        ),
        ("2026 Mo 09:00-17:00", CLOSED, ["01/01/2026 – 31/12/2026: Monday 09:00 – 17:00"]),
        (
            "2026 Dec Mo 09:00-17:00",
            CLOSED,
            ["01/12/2026 – 31/12/2026: Monday 09:00 – 17:00"],
        ),
        ("2027 Feb Mo 09:00-17:00", CLOSED, ["01/02/2027 – 28/02/2027: Monday 09:00 – 17:00"]),
        ("Feb Mo 09:00-17:00", CLOSED, ["01/02 – 29/02 each year: Monday 09:00 – 17:00"]),
        ("20 July - 31 August Mo 9am-5pm", CLOSED, ["20/07 – 31/08 each year: Monday 09:00 – "]),
        ("Mo-Fr 09:00-17:00; week 33 off", None, ["Weeks of the year: 33: Monday – Sunday Closed"]),
        ("week 1-7/2 Mo 10:00-12:00", CLOSED, ["Weeks of the year: 1, 3, 5, 7: Monday 10:00 – "]),
        ("First Monday of the month 7pm-9pm", CLOSED, ["1st Monday of the month: 19:00 – 21:00"]),
        (
            "1st and 3rd Tuesday 10am-12noon",
            CLOSED,
            ["1st Tuesday of the month, 3rd Tuesday of the month: 10:00 – 12:00"],
        ),
        ("Mo[1,-1] 10:00-12:00", CLOSED, ["last Monday of the month, 1st Monday of the month: 1"]),
        ("Mo-Fr 9am-3pm term time only", CLOSED, ["In school term: Monday – Friday 09:00 – 15:00"]),
        ("Mo-Fr 09:00-17:00; SH off", None, ["In school holidays: Monday – Sunday Closed"]),
        ("SH Mo 10:00-12:00", CLOSED, ["In school holidays: Monday 10:00 – 12:00"]),
        ("Mo-Fr 09:00-17:00; PH off", None, ["On bank holidays: Monday – Sunday Closed"]),
        ("PH off; Mo-Fr 09:00-17:00", None, ["On bank holidays: Monday – Sunday Closed"]),
        ("Mo-Fr 9am-5pm except bank holidays", None, ["On bank holidays: Monday – Sunday Closed"]),
        (
            "Mo-Fr 09:00-17:00; Dec 24,25-26 off",
            None,
            [
                "24/12 each year: Monday – Sunday Closed",
                "25/12 – 26/12 each year: Monday – Sunday Closed",
            ],
        ),
    ],
)
def test_seasons_are_read(text: str, week: str | None, seasons: list[str]) -> None:
    found = words(read(text))
    assert found[0] == (week or "Mon–Fri 09:00–17:00; Sat–Sun closed")
    assert [row[: len(wanted)] for row, wanted in zip(found[1:], seasons, strict=True)] == seasons


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9-5", "9 to 5 can be read in two ways"),
        ("Mo-Fr 9.30-4.30", "two ways"),
        ("Mo 10am-4", "two ways"),
        ("Mo", "days are named without times"),
        ("Mo-Fr 09:00-17:00; Sa", "days are named without times"),
        ('Mo-Fr 09:00-17:00 "by appointment"', "says that it depends"),
        ('Mo-Fr 09:00-17:00; Sa "on request"', "says that it depends"),
        ("Mo-Fr 09:00-17:00 by appointment", "'by' is not understood"),
        ("every other Monday 10am-12pm", "'every' is not understood"),
        ("Mo-Fr 09:00-17:00; easter off", "'easter' is not understood"),
        ("Mon 9am-5pm Tue 9am-1pm", "'tue' stands where the rule should end"),
        ("Jul off; Mo-Fr 09:00-17:00", "takes back what is said of a time of the year"),
        ("Mo-Fr 10:00-18:00, We 10:00-20:00", "which holds is not clear"),
        ("Aug off; Mo 09:00-12:00, Mo 13:00-14:00", "takes back"),
        ("Mo 09:00-12:00; Aug Mo off; Mo 10:00-11:00 off", "changed twice"),
        ("Fr 21:00-05:00; Sa 03:00-04:00 off", "in the middle of a night"),
        ("Fr 22:00-02:00; Fr 23:00-01:00 off", "in the middle of a night"),
        ("Fr 22:00-02:00; Fr 23:00-24:00 off", "in the middle of a night"),
        ("Mo 12:00-12:00", "open and close at the same time"),
        ("Tu 14:00-05:00", "Is that a slip?"),
        ("Mo 09:00", "no closing time"),
        ("Mo 09:00-17:00+", "has no end"),
        ("Mo 25:00-26:00", "longer than a day"),
        ("Mo 20:00-49:00", "'49:00' is no time of day"),
        ("Mo-", "days are named without times"),
        ("Mo[6] 10:00-12:00", "'6' is no number from 1 to 5"),
        ("Mo[1] +1 day 10:00-12:00", "'day' is not understood"),
        ("Mo[] 10:00-12:00", "counted from another day"),
        ("first 10am-12pm", "not followed by a weekday"),
        ("PH Mo[1] 10:00-12:00", "counted within a month"),
        ("week 50-3 Mo 10:00-12:00", "run over New Year"),
        ("week 54 Mo 10:00-12:00", "'54' is no number from 1 to 53"),
        ("Jul 20- Mo 10:00-12:00", "a date has no end"),
        ("2026 Jul 1-2027 Mo 10:00-12:00", "one date is a day and the other a month"),
        ("Jul 20-Aug Mo 10:00-12:00", "one date is a day and the other a month"),
        ("2026 Jul 1-Aug 1,2027 Mo 10:00-12:00", "days are named without times"),
        ("Jul 20-2027 Aug 1 off; Mo 10:00-12:00", "one date has a year and the other has none"),
        ("Mo 10:00-12:00; Feb 30 off", "'02-30' is no day"),
        ("Mo 10:00-12:00; 2027 May 1-Apr 1 off", "is before"),
        ("2020 Mo 10:00-12:00", "does not open in the coming year"),
        ("closed", "never open"),
        # Somebody left the days out: it is not open on Sundays for that.
        ("12noon-5pm", "does not say on which days"),
        ("9am-5pm", "does not say on which days"),
        ("10-12", "does not say on which days"),
        ("9:00-17:00", "does not say on which days"),
        ("Mo 10:00-13:00,12:00-14:00", "overlap"),
        ("Mo 09:00-17:00 €", "is not understood"),
        (";", "there is nothing in it"),
        ("Mo 09:00-17:00;" * 40, "longer than 400 signs"),
    ],
)
def test_what_cannot_be_held_exactly_is_kept_in_words_and_asked_for(text: str, why: str) -> None:
    reading = read(text)
    assert (reading.week, reading.seasons) == (None, ())
    assert why in reading.notes[0]
    assert reading.notes[1].startswith(f"The list says: {text[:80]}")
    assert reading.notes[2] == "Opening hours must be asked for."


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("09:00-17:00", "names no days: read as every day"),
        ("09:00-12:00, 13:00-17:00; 12:00-13:00 off", "names no days: read as every day"),
        ('Mo-Fr 09:00-17:00 open "side door"', "The list says 'side door'."),
        ('Mo-Fr 09:00-17:00; Sa off "on match days"', "The list says 'on match days'."),
        ("Mo 10:00-02:00", "Monday opens at 10:00 until 02:00 at night: was the afternoon meant?"),
        ("Mo 02:00-04:00", "Monday opens at 02:00 at night: was the afternoon meant?"),
        ("Fr 21:00-02:00; Sa 23:00-05:00", "nights run on past midnight"),
        ("Mo-Fr 09:00-17:00; PH off", "bank holidays go by the partnership's own calendar"),
        ("Mo-Fr 09:00-17:00; SH off", "partnership's own list of holidays"),
    ],
)
def test_what_is_read_and_odd_is_said(text: str, note: str) -> None:
    reading = read(text)
    assert reading.week is not None
    assert note in " ".join(reading.notes)


@pytest.mark.parametrize("text", ["24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00; Aug off"])
def test_plain_hours_are_read_without_a_word(text: str) -> None:
    assert read(text).notes == ()


def test_one_day_that_cannot_be_read_costs_the_hours_and_not_the_venue() -> None:
    days = {"monday": "9am-5pm", "tuesday": "By appointment", "sunday": "closed"}
    reading = hours_told(days, TODAY)
    assert reading.week is None
    assert "Tuesday: 'By appointment': 'by' is not understood" in reading.notes[0]
    assert reading.notes[1].endswith("Monday 9am-5pm; Tuesday By appointment; Sunday closed")


@pytest.mark.parametrize("remark", ["Monthly", "fortnightly", "Term time only", "By appointment"])
def test_a_remark_that_takes_back_the_week_is_believed(remark: str) -> None:
    reading = hours_told({"opening_hours": "Mo 10:00-12:00", "remark": remark}, TODAY)
    assert reading.week is None
    assert "they are not every week's" in reading.notes[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12noon-5pm", "Mon 12:00–17:00"),
        ("24hrs", "Mon 00:00–24:00"),
        ("00:00-00:00", "Mon 00:00–24:00"),
        ("09:00:00-17:00:00", "Mon–Tue 09:00–17:00"),
        ("8.30am-1pm,2pm-6pm", "Mon 08:30–13:00, 14:00–18:00"),
        ("0.375-0.708333", "Mon–Tue 09:00–17:00"),
        ("n/a", "Mon closed"),
    ],
)
def test_a_column_of_a_weekday_is_read(text: str, wanted: str) -> None:
    reading = hours_told({"monday": text, "tuesday": "9am-5pm"}, TODAY)
    assert words(reading)[0].startswith(wanted)


@pytest.mark.parametrize("text", ["9-5", "9 to 5", "9–5", "9.30-4.30", "10am-4", "10-2", "12-2"])
def test_a_column_with_two_meanings_is_never_guessed(text: str) -> None:
    assert hours_told({"monday": text}, TODAY).week is None
