"""The stamp of an answer: its week and part of the day, and nothing finer."""

from datetime import UTC, datetime

import pytest

from shared.geo import Point
from shared.stamping import LAST_NIGHT, NOW, THIS_WEEK, TODAY, WHENS, daypart_said, week_said

WIGAN = Point(53.545, -2.632)
MONDAY_0030 = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)


def test_last_night_told_on_a_monday_was_the_week_before() -> None:
    weeks = [week_said(when, MONDAY_0030) for when in WHENS]
    assert weeks == ["2026-W49", "2026-W49", "2026-W48", "2026-W49"]


def test_a_week_begins_at_midnight_in_the_borough_in_summer_too() -> None:
    assert week_said(NOW, datetime(2026, 7, 5, 22, 59, tzinfo=UTC)) == "2026-W27"
    assert week_said(NOW, datetime(2026, 7, 5, 23, 0, tzinfo=UTC)) == "2026-W28"


@pytest.mark.parametrize(
    ("moment", "daypart"),
    [
        # The night the clocks go back: 00:30 UTC is 01:30 twice over, and night each time.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "night_economy"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "night_economy"),
        (datetime(2026, 10, 25, 5, 30, tzinfo=UTC), "after_dark"),
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), "daylight"),
    ],
)
def test_only_now_tells_the_light(moment: datetime, daypart: str) -> None:
    assert daypart_said(NOW, WIGAN, moment) == daypart
    assert daypart_said(LAST_NIGHT, WIGAN, moment) == "after_dark"
    assert {daypart_said(when, WIGAN, moment) for when in (TODAY, THIS_WEEK)} == {"not_said"}
