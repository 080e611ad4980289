"""What is due: each state leads to the deed that this officer may do, and to no other."""

from datetime import datetime, timedelta

import pytest

from backend.domain.duties import DUTIES, Facts, duty_of
from backend.domain.staff import ANALYST, GUARDIAN, OFFICER
from backend.domain.steps import Listing, Person, Step
from shared.clock import to_minute
from tests.conftest import NOW

ANNA, BEN = Person(1, OFFICER), Person(2, OFFICER)
YEAR = NOW + timedelta(days=365)


def facts(state: str, *history: tuple[str, int], ends: datetime = YEAR, **more: bool) -> Facts:
    steps = tuple(Step(deed, staff_id) for deed, staff_id in history)
    return Facts(Listing(state, steps), to_minute(ends), **more)


@pytest.mark.parametrize(
    ("what", "anna", "ben"),
    [
        (facts("applied"), "application", "application"),
        (facts("checked", ("check", 1)), None, "second_approval"),
        (facts("approved", ("check", 1), ("approve", 2)), "not_shown", "not_shown"),
        (facts("suspended", ("suspend", 1)), "suspended", "suspended"),
        (facts("suspended", ("suspend", 1), ("propose_lift", 1)), "suspended", "lift"),
        (facts("live"), None, None),
        (facts("live", ends=NOW + timedelta(days=59)), "check_due", "check_due"),
        (facts("live", ends=NOW + timedelta(days=60)), "check_due", "check_due"),
        (facts("live", ends=NOW + timedelta(days=60, minutes=1)), None, None),
        (facts("live", ends=NOW), "ran_out", "ran_out"),
        (facts("live", ("check_again", 1), ends=NOW + timedelta(days=9)), "check_due", "renewal"),
        (facts("live", has_change=True), "change", "change"),
        (facts("live", has_change=True, is_moving=True), "move", "move"),
        (facts("left"), None, None),
        (facts("declined"), None, None),
    ],
)
def test_each_place_leads_to_the_deed_that_this_officer_may_do(
    what: Facts, anna: str | None, ben: str | None
) -> None:
    assert (duty_of(what, ANNA, NOW), duty_of(what, BEN, NOW)) == (anna, ben)


@pytest.mark.parametrize("role", [ANALYST, GUARDIAN])
def test_nobody_but_officers_has_duties(role: str) -> None:
    for state in ("applied", "checked", "approved", "suspended", "live"):
        assert duty_of(facts(state, ends=NOW), Person(3, role), NOW) is None


def test_ones_own_place_is_nobodys_own_duty() -> None:
    own = Person(1, OFFICER, is_own=True)
    assert duty_of(facts("applied"), own, NOW) is None
    assert duty_of(facts("live", has_change=True), own, NOW) is None


def test_every_duty_has_its_place_in_the_order_and_its_words() -> None:
    from backend.console.words import _WHY
    from backend.console.words import DUTIES as WORDS

    assert set(DUTIES) == set(WORDS) == set(_WHY)
