"""A visit may be put right in its own week and the next, and no later."""

from datetime import UTC, datetime

import pytest

from backend.domain.visits import is_recent

MONDAY = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("week", "now", "recent"),
    [
        ("2026-W48", SUNDAY, True),
        ("2026-W47", SUNDAY, True),
        ("2026-W47", MONDAY, False),
        ("2026-W48", MONDAY, True),
        ("2026-W49", SUNDAY, False),
    ],
)
def test_this_weeks_and_last_weeks_visits_are_recent(
    week: str, now: datetime, recent: bool
) -> None:
    assert is_recent(week, now) is recent
