"""When a sign-in is over, and until when it proves who somebody is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.domain.staff import ABSOLUTE, FRESH, IDLE, OFFICER, Held, is_fresh, why_over
from tests.conftest import NOW

MOMENT = timedelta(microseconds=1)
HELD = Held(NOW, NOW, "mark", OFFICER, "mark", OFFICER, is_active=True)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (replace(HELD, is_active=False), "closed"),
        (replace(HELD, mark_now="other"), "changed"),
        (replace(HELD, role_now="analyst"), "changed"),
        (replace(HELD, started_at=NOW - ABSOLUTE), "too long"),
        (replace(HELD, seen_at=NOW - IDLE), "idle"),
        (replace(HELD, started_at=NOW - ABSOLUTE, seen_at=NOW - IDLE), "too long"),
    ],
)
def test_a_session_is_over_from_the_moment_that_ends_it(held: Held, why: str) -> None:
    assert why_over(held, NOW) == why


def test_a_session_holds_until_then() -> None:
    held = replace(HELD, started_at=NOW - ABSOLUTE + MOMENT, seen_at=NOW - IDLE + MOMENT)
    assert why_over(held, NOW) is None


def test_a_proof_is_fresh_for_five_minutes_and_no_longer() -> None:
    assert is_fresh(NOW - FRESH + MOMENT, NOW) is True
    assert is_fresh(NOW - FRESH, NOW) is False
