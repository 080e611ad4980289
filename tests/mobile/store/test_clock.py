"""The corrected clock: believed as long as it can be, never earlier than the held list."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobile.store.clock import SMALL_S, CorrectedClock, Offset, keep_offset, read_offset
from tests.mobile.clocks import WrongClocks

TRUE = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
TOLERANCE = timedelta(seconds=2 * SMALL_S)

errors = st.timedeltas(timedelta(days=-3650), timedelta(days=3650))


class StubbornOffset(Offset):
    """The control: an offset that outlives a hand on the clock."""

    def holds_for(self, booted_s: float) -> bool:
        """Believe for ever."""
        return True


def learned(phone: WrongClocks, kind: type[Offset] = Offset) -> CorrectedClock:
    """Return the corrected clock of a phone that has just heard the truth."""
    clock = CorrectedClock(phone.clocks())
    booted_s = round(phone.clocks().booted_at().timestamp())
    clock.offset = kind(round(-phone.error.total_seconds()), booted_s)
    return clock


@given(errors, st.timedeltas(timedelta(), timedelta(days=30)))
def test_whatever_the_error_the_corrected_clock_is_right_as_time_goes_by(
    error: timedelta, later: timedelta
) -> None:
    phone = WrongClocks(TRUE, error)
    clock = learned(phone)
    phone.wait(later)
    assert abs(clock.now() - phone.true) <= TOLERANCE
    assert abs(timedelta(seconds=clock.off_by_s) + error) <= timedelta(seconds=1)


@given(errors)
def test_a_clock_that_was_mended_is_not_corrected_any_more(error: timedelta) -> None:
    phone = WrongClocks(TRUE, error)
    clock = learned(phone)
    phone.mend()
    assert abs(clock.now() - TRUE) <= TOLERANCE
    assert abs(clock.off_by_s) <= SMALL_S


def test_an_offset_that_outlives_the_mending_would_be_noticed() -> None:
    phone = WrongClocks(TRUE, timedelta(hours=-2))
    clock = learned(phone, StubbornOffset)
    phone.mend()
    assert clock.now() - TRUE == timedelta(hours=2)


def test_after_a_restart_the_phone_goes_by_its_own_clock_until_the_next_answer() -> None:
    phone = WrongClocks(TRUE, timedelta(hours=-2))
    clock = learned(phone)
    phone.restart()
    assert clock.now() == phone.now()
    assert clock.off_by_s == 0


def test_a_clock_before_the_held_list_is_provably_wrong() -> None:
    phone = WrongClocks(TRUE, timedelta(days=-4000))
    clock = CorrectedClock(phone.clocks())
    clock.not_before = TRUE - timedelta(hours=3)
    assert clock.now() == clock.not_before
    assert clock.is_lost
    phone.mend()
    assert clock.now() == TRUE
    assert not clock.is_lost


def test_a_clock_a_little_behind_the_list_is_not_called_lost() -> None:
    clock = CorrectedClock(WrongClocks(TRUE).clocks())
    clock.not_before = TRUE + timedelta(minutes=9)
    assert clock.now() == clock.not_before
    assert not clock.is_lost


@pytest.mark.parametrize(
    ("seconds", "applied"),
    [(0, 0), (SMALL_S, 0), (-SMALL_S, 0), (SMALL_S + 1, SMALL_S + 1), (-7200, -7200)],
)
def test_a_small_offset_is_not_applied(seconds: int, applied: int) -> None:
    assert Offset(seconds, 0).applied_s == applied


def test_what_is_known_of_the_clock_survives_a_restart_of_the_app(
    memory: sqlite3.Connection,
) -> None:
    assert read_offset(memory) is None
    offset = Offset(7200, 1_795_000_000, doubt_s=-4)
    keep_offset(memory, offset)
    keep_offset(memory, offset)
    assert read_offset(memory) == offset
