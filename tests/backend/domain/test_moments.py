"""The moments at which time alone changes where a place stands, and what is told of it first."""

from datetime import date, timedelta

from backend.domain.readiness import (
    CONFIRMATION,
    DUE,
    HOLIDAY,
    READY,
    SUSPENDED,
    VERIFICATION,
    Duty,
    Facts,
    Periods,
    Standing,
    day_begins,
    holiday_times,
    standing,
)
from backend.domain.training import Register

DAY = date(2026, 11, 2)
CHRISTMAS = Duty(HOLIDAY, DAY, date(2026, 12, 25), date(2026, 12, 29))


def days_on(days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_time_of_holidays_is_over_by_itself_and_other_duties_are_not() -> None:
    assert CHRISTMAS.over_from == day_begins(date(2026, 12, 29))
    assert Duty(CONFIRMATION, DAY, DAY).over_from is None


def test_only_what_is_late_or_hidden_has_a_reason() -> None:
    told = (CHRISTMAS,)
    assert Standing(READY, told, None, None).why is None
    assert Standing(DUE, told, None, None).why == CHRISTMAS
    assert Standing(SUSPENDED, (), None, None).why is None


def test_the_next_change_comes_after_now() -> None:
    stands = Standing(READY, (CHRISTMAS,), None, None)
    moments = [CHRISTMAS.due_from, CHRISTMAS.hides_from, CHRISTMAS.over_from or 0]
    assert moments == sorted(moments)
    assert [stands.changes_after(each - 1) for each in moments] == moments
    assert stands.changes_after(moments[0]) == moments[1]
    assert stands.changes_after(moments[2]) is None


def test_holidays_a_week_apart_are_one_time() -> None:
    alone, second, third = date(2026, 8, 31), date(2026, 12, 25), date(2027, 1, 1)
    assert holiday_times([]) == []
    assert holiday_times([alone]) == [(alone, alone)]
    assert holiday_times([alone, second, third]) == [(alone, alone), (second, third)]
    later = third + timedelta(days=1)
    assert holiday_times([second, later]) == [(second, second), (later, later)]


def test_what_is_overdue_is_told_before_what_hides_the_place_sooner() -> None:
    periods = Periods(confirm_every_days=31, confirm_grace_days=14)
    facts = Facts(
        began_on=days_on(-31),
        confirmed_on=days_on(-31),
        register=Register(0, ()),
        short_since=days_on(20),
        checked_on=date(2025, 11, 12),
    )
    due = day_begins(DAY)
    kinds = [duty.kind for duty in standing(facts, periods, (), due).duties]
    assert kinds[:2] == [CONFIRMATION, VERIFICATION]
    kinds = [duty.kind for duty in standing(facts, periods, (), due - 1).duties]
    assert kinds[:2] == [VERIFICATION, CONFIRMATION]
