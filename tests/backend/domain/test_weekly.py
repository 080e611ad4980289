"""What staff see turns on Monday at four by the wall, and numbers are rounded so far as is said."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.inbox import FEWEST_TOGETHER, MONDAYS_AT_MOST, come_in
from backend.domain.weekly import coarse, in_words, is_turn, turned_week, week_before

SUMMER_ENDS = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 11, 29, 23, 59, tzinfo=UTC), "2026-W48"),
        (datetime(2026, 11, 30, 3, 59, tzinfo=UTC), "2026-W48"),
        (datetime(2026, 11, 30, 4, 0, tzinfo=UTC), "2026-W49"),
        (datetime(2026, 7, 6, 2, 59, tzinfo=UTC), "2026-W27"),
        (datetime(2026, 7, 6, 3, 0, tzinfo=UTC), "2026-W28"),
        (datetime(2027, 1, 4, 3, 0, tzinfo=UTC), "2026-W53"),
    ],
)
def test_a_week_turns_on_monday_at_four_by_the_wall(moment: datetime, week: str) -> None:
    assert turned_week(moment) == week


def test_a_week_turns_once_whenever_somebody_looks() -> None:
    noted, turns = None, []
    for hour in range(24 * 21):
        now = SUMMER_ENDS + timedelta(hours=hour)
        if is_turn(noted, now):
            noted = turned_week(now)
            turns.append(now)
    assert [now.isoformat() for now in turns[1:]] == [
        f"2026-{day}T04:30:00+00:00" for day in ("10-26", "11-02", "11-09")
    ]


def test_the_week_before_a_first_week_is_the_years_last() -> None:
    assert (week_before("2026-W01"), week_before("2027-W01")) == ("2025-W52", "2026-W53")


@pytest.mark.parametrize(
    ("number", "shown", "words"),
    [
        (0, 0, "none"),
        (1, None, "fewer than 10"),
        (9, None, "fewer than 10"),
        (10, 10, "about 10"),
        (14, 10, "about 10"),
        (15, 20, "about 20"),
        (1_234, 1_230, "about 1,230"),
    ],
)
def test_numbers_are_rounded_and_small_ones_are_not_said(
    number: int, shown: int | None, words: str
) -> None:
    assert coarse(number, 10) == shown
    assert in_words(shown, 10) == words


def test_few_wait_for_others_and_not_for_ever() -> None:
    assert come_in(FEWEST_TOGETHER, 1)
    assert not come_in(FEWEST_TOGETHER - 1, MONDAYS_AT_MOST - 1)
    assert come_in(1, MONDAYS_AT_MOST)
    assert not come_in(0, MONDAYS_AT_MOST)
