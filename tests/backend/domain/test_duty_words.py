"""What is due is told with its days: when, and from when residents no longer see the place."""

from datetime import date, timedelta

import pytest

from backend.domain.duty_words import by_when, day_in_words
from backend.domain.readiness import CONFIRMATION, VERIFICATION, Duty

DUE, ENDS = date(2026, 11, 27), date(2026, 12, 12)
ONE = timedelta(days=1)
HIDES = "Without it residents no longer see the place from 12 December 2026."


def test_a_day_is_told_with_its_month() -> None:
    assert day_in_words(date(2026, 1, 2)) == "2 January 2026"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (DUE - ONE, f"Due on 27 November 2026. {HIDES}"),
        (DUE, f"Due since 27 November 2026. {HIDES}"),
        (ENDS - ONE, f"Due since 27 November 2026. {HIDES}"),
        (ENDS, "Hidden from residents since 12 December 2026."),
    ],
)
def test_a_duty_is_told_by_its_days(today: date, words: str) -> None:
    assert by_when(Duty(CONFIRMATION, DUE, ENDS), today) == words


def test_an_officers_visit_is_told_by_its_end_alone() -> None:
    assert by_when(Duty(VERIFICATION, DUE, ENDS), DUE) == (
        "Without it residents no longer see the place from 12 December 2026."
    )
