"""Rules: when people are reminded, and that it is never at night."""

from datetime import UTC, date, datetime

from backend.domain.readiness import CONFIRMATION, HOLIDAY, VERIFICATION, Duty, Periods, day_begins
from backend.domain.reminders import (
    AT_DUE,
    BEFORE,
    HIDDEN,
    LAST,
    is_quiet,
    quiet_until,
    stage_of,
    wake_after,
)
from shared.clock import from_minute, to_minute

PERIODS = Periods()
DUTY = Duty(CONFIRMATION, date(2026, 10, 11), date(2026, 10, 25))
EIGHT = 8 * 60


def stage_on(day: date, duty: Duty = DUTY) -> str | None:
    return stage_of(duty, PERIODS, day_begins(day, EIGHT))


def test_a_duty_is_told_before_when_it_is_due_a_last_time_and_when_it_hides() -> None:
    days = {3: None, 4: BEFORE, 10: BEFORE, 11: AT_DUE, 21: AT_DUE, 22: LAST, 24: LAST, 25: HIDDEN}
    assert {day: stage_on(date(2026, 10, day)) for day in days} == days


def test_hours_of_holidays_are_asked_for_weeks_ahead_and_need_no_reminder_of_that() -> None:
    duty = Duty(HOLIDAY, date(2026, 12, 4), date(2026, 12, 25), date(2027, 1, 2))
    assert stage_on(date(2026, 12, 3), duty) is None
    assert stage_on(date(2026, 12, 4), duty) == AT_DUE


def test_a_yearly_check_has_no_day_on_which_its_people_are_late() -> None:
    duty = Duty(VERIFICATION, date(2027, 9, 1), date(2027, 9, 1))
    assert [stage_on(date(2027, 8, day), duty) for day in (24, 25, 31)] == [None, BEFORE, BEFORE]
    assert stage_on(date(2027, 9, 1), duty) == HIDDEN


def test_the_next_stage_wakes_the_sweep() -> None:
    woken = wake_after((DUTY,), PERIODS, day_begins(date(2026, 10, 11), EIGHT))
    assert woken == day_begins(date(2026, 10, 22), EIGHT)
    assert wake_after((DUTY,), PERIODS, day_begins(date(2026, 10, 25), EIGHT)) is None


def test_nobody_is_written_to_at_night_and_the_night_ends_at_eight_by_the_wall() -> None:
    # Half past eight in the evening of British summer time is 19:30 UTC.
    evening = datetime(2026, 10, 24, 19, 30, tzinfo=UTC)
    assert is_quiet(evening)
    assert not is_quiet(datetime(2026, 10, 24, 18, 30, tzinfo=UTC))
    # The night in which clocks go back: eight by the wall is eight UTC.
    assert from_minute(quiet_until(evening)) == datetime(2026, 10, 25, 8, tzinfo=UTC)
    early = datetime(2026, 10, 25, 5, 0, tzinfo=UTC)
    assert quiet_until(early) == to_minute(datetime(2026, 10, 25, 8, tzinfo=UTC))


def test_the_day_begins_and_ends_with_its_hour() -> None:
    day = datetime(2026, 11, 27, tzinfo=UTC)
    assert [is_quiet(day.replace(hour=hour)) for hour in (7, 8, 19, 20)] == [
        *(True, False, False, True),
    ]


def test_a_short_grace_has_no_last_reminder_of_its_own() -> None:
    short = Duty(CONFIRMATION, date(2026, 10, 11), date(2026, 10, 14))
    assert [stage_on(date(2026, 10, day), short) for day in (10, 11, 13, 14)] == [
        *(BEFORE, AT_DUE, AT_DUE, HIDDEN),
    ]
