"""Hours written as OpenStreetMap writes them: one text for each rule, and the same read back."""

from datetime import date

import pytest

from backend.services.importing.hours_tree import Rule, rules_of
from backend.services.importing.osm_hours import read_osm_hours
from backend.services.importing.osm_written import rule_text, schedule_text, seasons_of_days
from shared.hours import Schedule
from shared.intervals import Interval
from shared.seasons import BANK_HOLIDAYS, Condition, Season

TODAY = date(2026, 11, 30)
NINE_TO_FIVE = (Interval(540, 1020),)
TEN_TO_TWO = (Interval(600, 840),)
EVENING = (Interval(1140, 1500),)


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Su 00:00-24:00",
        "Mo,We-Fr,Su 09:00-17:00",
        "Mo-Tu,Th 09:00-12:00,13:00-17:00",
        "Fr-Sa 19:00-25:00",
        "PH off",
        "SH Mo-Fr 10:00-14:00",
        "Tu[1,-1] 10:00-12:00",
        "Jul 20-Aug 31 Mo-Fr 10:00-14:00",
        "2026 Dec 24 10:00-14:00",
        "2026 Dec 24-2027 Jan 02 off",
        "week 02,04 Mo 10:00-12:00",
        "Mo 10:00-12:00 term time",
    ],
)
def test_a_rule_is_written_as_it_was_read(text: str) -> None:
    (rule,) = rules_of(text)
    assert rule_text(rule, with_off=True) == text


def test_an_nth_of_several_weekdays_is_written_for_each_in_their_order() -> None:
    rule = Rule((Condition("nth", (1, 3)),), frozenset({4, 1}), TEN_TO_TWO)
    assert rule_text(rule) == "Tu[1,3],Fr[1,3] 10:00-14:00"


def test_what_closes_is_written_as_open_unless_it_is_asked_for() -> None:
    (whole,) = rules_of("PH off")
    (some,) = rules_of("Mo 12:00-13:00 off")
    assert rule_text(whole) == "PH 00:00-24:00"
    assert [rule_text(some), rule_text(some, with_off=True)] == [
        "Mo 12:00-13:00",
        "Mo 12:00-13:00 off",
    ]


def test_a_week_with_its_seasons_and_days_is_one_text_in_the_order_that_decides() -> None:
    summer = Condition("dates", first="07-20", last="08-31")
    hours = Schedule(
        (NINE_TO_FIVE,) * 4 + (EVENING, (), TEN_TO_TWO),
        {date(2027, 1, 2): TEN_TO_TWO, date(2026, 12, 24): ()},
        (
            Season((summer,), (TEN_TO_TWO, *[None] * 5, ())),
            Season((Condition(BANK_HOLIDAYS),), ((),) * 7),
        ),
    )
    text = schedule_text(hours)
    # On a weekday of which the week says nothing, nothing is written.
    assert text == (
        "Mo-Th 09:00-17:00; Fr 19:00-25:00; Su 10:00-14:00; "
        "Jul 20-Aug 31 Mo 10:00-14:00; Jul 20-Aug 31 Su off; PH off; "
        "2026 Dec 24 off; 2027 Jan 02 10:00-14:00"
    )
    days = list(seasons_of_days(hours))
    assert [len(season.days) for season in days] == [7, 7]
    assert read_osm_hours(text, TODAY).week == hours.weekly
