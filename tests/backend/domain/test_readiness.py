"""Rules: where a place stands, by its dated facts."""

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest

from backend.domain.readiness import (
    CONFIRMATION,
    DUE,
    HOLIDAY,
    READY,
    SUSPENDED,
    TRAINING,
    VERIFICATION,
    Facts,
    Periods,
    Standing,
    day_begins,
    holiday_times,
    short_since,
    standing,
)
from backend.domain.training import Register, Trained, covered_until, faults_in, trained_on

PERIODS = Periods()
HOLIDAYS = tuple(sorted(holidays.country_holidays("GB", subdiv="ENG", years=range(2026, 2029))))
ALL = Register(8, (Trained("first_response", 8, date(2026, 9, 1)),))
NOBODY = Register(0, ())
TRAINED_IN_SEPTEMBER = Facts(
    began_on=date(2026, 9, 1),
    confirmed_on=date(2026, 9, 10),
    register=ALL,
    short_since=None,
    checked_on=date(2026, 9, 1),
)


def at(day: date, facts: Facts = TRAINED_IN_SEPTEMBER, wall_minute: int = 6 * 60) -> Standing:
    return standing(facts, PERIODS, HOLIDAYS, day_begins(day, wall_minute))


def test_a_confirmation_holds_for_a_month_and_then_for_two_weeks_of_grace() -> None:
    assert at(date(2026, 10, 10)).name == READY
    due = at(date(2026, 10, 11))
    assert (due.name, due.why and due.why.kind) == (DUE, CONFIRMATION)
    assert at(date(2026, 10, 24)).name == DUE
    assert at(date(2026, 10, 25)).name == SUSPENDED


def test_what_is_due_is_due_at_six_by_the_wall_and_no_place_vanishes_at_night() -> None:
    assert at(date(2026, 10, 25), wall_minute=6 * 60 - 1).name == DUE
    assert at(date(2026, 10, 25)).name == SUSPENDED


def test_the_minutes_that_phones_enforce_are_those_of_the_rules() -> None:
    found = at(date(2026, 9, 20))
    assert found.due_from == day_begins(date(2026, 10, 11))
    assert found.ready_until == day_begins(date(2026, 10, 25))


def test_the_night_in_which_clocks_go_back_has_one_six_o_clock() -> None:
    # 25 October 2026: at 02:00 it is 01:00 again; six by the wall is six UTC.
    assert day_begins(date(2026, 10, 25)) - day_begins(date(2026, 10, 24)) == 25 * 60


def test_hours_of_christmas_are_asked_for_three_weeks_ahead_and_hide_a_place_that_is_silent() -> (
    None
):
    facts = replace(TRAINED_IN_SEPTEMBER, confirmed_on=date(2026, 12, 3))
    due = at(date(2026, 12, 4), facts)
    assert (due.name, due.why and due.why.kind) == (DUE, HOLIDAY)
    assert at(date(2026, 12, 24), facts).name == DUE
    assert at(date(2026, 12, 25), facts).name == SUSPENDED
    assert at(date(2027, 1, 1), facts).name == SUSPENDED
    # It is over by itself: on 2 January nobody needs the hours of Christmas any more.
    assert at(date(2027, 1, 2), facts).name == READY


def test_one_confirmation_within_the_three_weeks_settles_christmas_and_new_year() -> None:
    facts = replace(TRAINED_IN_SEPTEMBER, confirmed_on=date(2026, 12, 4))
    assert at(date(2026, 12, 28), facts).name == READY
    assert at(date(2027, 1, 1), facts).name == READY


def test_holidays_close_together_are_one_time() -> None:
    times = holiday_times(HOLIDAYS)
    assert (date(2026, 4, 3), date(2026, 4, 6)) in times
    assert (date(2026, 12, 25), date(2027, 1, 1)) in times
    assert holiday_times(()) == []


@pytest.mark.parametrize(
    ("trained", "on", "expected"),
    [(4, date(2027, 8, 31), True), (4, date(2027, 9, 1), False), (3, date(2026, 9, 2), False)],
)
def test_half_of_the_rota_must_be_trained_and_training_holds_for_a_year(
    trained: int, on: date, expected: bool
) -> None:
    register = Register(8, (Trained("first_response", trained, date(2026, 9, 1)),))
    assert (covered_until(register, PERIODS.cover, on) > on) is expected


def test_who_was_short_stays_short_however_often_the_register_is_written() -> None:
    short = Register(8, (Trained("first_response", 1, date(2026, 9, 1)),))
    facts = replace(TRAINED_IN_SEPTEMBER, register=ALL)
    since = short_since(facts, short, PERIODS, date(2026, 9, 20))
    assert since == date(2026, 9, 20)
    later = replace(facts, register=short, short_since=since)
    assert short_since(later, short, PERIODS, date(2026, 10, 10)) == date(2026, 9, 20)
    assert short_since(later, ALL, PERIODS, date(2026, 10, 10)) is None
    confirmed = replace(later, confirmed_on=date(2026, 10, 18))
    assert at(date(2026, 10, 18), confirmed).name == SUSPENDED


def test_a_place_that_has_just_begun_gets_time_to_write_its_register() -> None:
    facts = replace(TRAINED_IN_SEPTEMBER, register=NOBODY, confirmed_on=date(2026, 10, 5))
    assert at(date(2026, 9, 28), facts).name == READY
    due = at(date(2026, 9, 29), facts)
    assert (due.name, due.why and due.why.kind) == (DUE, TRAINING)
    assert at(date(2026, 10, 27), facts).name == SUSPENDED


def test_a_check_holds_for_a_year_to_the_midnight() -> None:
    facts = replace(
        TRAINED_IN_SEPTEMBER,
        confirmed_on=date(2027, 8, 31),
        register=Register(8, (Trained("first_response", 8, date(2027, 8, 1)),)),
    )
    assert at(date(2027, 9, 1), facts, wall_minute=-1).name == READY
    gone = at(date(2027, 9, 1), facts, wall_minute=0)
    assert (gone.name, gone.why and gone.why.kind) == (SUSPENDED, VERIFICATION)
    assert not any(duty.sinks for duty in gone.duties if duty.kind == VERIFICATION)


def test_a_module_that_the_partnership_wants_counts_as_well() -> None:
    cover = replace(PERIODS, modules=("first_response", "ask_for_angela")).cover
    assert trained_on(ALL, cover, date(2026, 9, 2)) == 0


def test_every_fault_of_a_register_is_named_with_what_to_do() -> None:
    today = date(2026, 9, 20)
    wrong = Register(
        2,
        (
            Trained("first_response", 3, today + timedelta(days=1)),
            Trained("juggling", 0, today),
        ),
    )
    assert [fault.where for fault in faults_in(wrong, today)] == [
        "lines/0/on",
        "lines/1/module",
        "lines/1/people",
        "lines/0/people",
    ]
    assert [fault.where for fault in faults_in(NOBODY, today)] == ["rota"]
