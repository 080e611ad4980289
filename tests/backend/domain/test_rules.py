"""Rules: which answers may be taken, which places are listed, which files hold together."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.feedback import check_may_be_taken
from backend.domain.listing import STATES, is_listed
from backend.domain.network import Network, PlaceDays, faults_in
from shared.clock import to_minute
from shared.perception import Feedback
from shared.problems import Problem
from tests.conftest import NOW

ANSWER = Feedback(level="very_safe", week="2026-W48", daypart="daylight", zone="z1")
TODAY = date(2026, 11, 27)
DAYS = PlaceDays(listed_until_on=TODAY, checked_on=TODAY)
EMPTY = Network({"zones": (), "areas": (), "places": (), "names": ()}, (), ())


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (replace(ANSWER, week="2026-W49"), "week-impossible"),
        (replace(ANSWER, week="2025-W46"), "week-impossible"),
        (replace(ANSWER, questions_version=2), "questions-unknown"),
        (replace(ANSWER, questions="other"), "questions-unknown"),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused(answer: Feedback, code: str) -> None:
    with pytest.raises(Problem) as refusal:
        check_may_be_taken(answer, NOW)
    assert refusal.value.code == code


def test_next_week_is_taken_once_it_has_begun() -> None:
    answer = replace(ANSWER, week="2026-W49")
    with pytest.raises(Problem):
        check_may_be_taken(answer, NOW + timedelta(days=2, minutes=29))
    assert check_may_be_taken(answer, NOW + timedelta(days=2, minutes=30)) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("state", [state for state in STATES if state != "live"])
def test_only_a_live_place_is_listed(state: str) -> None:
    assert not is_listed(state, to_minute(NOW) + 1, NOW, has_pending_move=False)


def test_a_listing_ends_with_its_minute() -> None:
    assert is_listed("live", to_minute(NOW) + 1, NOW, has_pending_move=False)
    assert not is_listed("live", to_minute(NOW), NOW, has_pending_move=False)
    assert not is_listed("live", to_minute(NOW) + 1, NOW, has_pending_move=True)


@pytest.mark.parametrize(
    ("network", "where"),
    [
        (replace(EMPTY, ids={**EMPTY.ids, "places": ("a", "b", "a")}), "places/2"),
        (replace(EMPTY, area_zones=(("z1",), ("z1", "z2"))), "areas/1/zones/1"),
        (
            replace(EMPTY, place_days=(DAYS, replace(DAYS, checked_on=TODAY + timedelta(1)))),
            "places/1/checked_on",
        ),
        (
            replace(EMPTY, place_days=(replace(DAYS, listed_until_on=TODAY - timedelta(1)),)),
            "places/0/listed_until_on",
        ),
    ],
)
def test_a_file_that_does_not_hold_together_is_told_where(network: Network, where: str) -> None:
    assert where in [fault.where for fault in faults_in(network, {"z1"}, TODAY)]


def test_a_zone_may_be_in_the_file_or_known_already() -> None:
    ids = {**EMPTY.ids, "zones": ("z2",)}
    network = replace(EMPTY, ids=ids, area_zones=(("z1", "z2"),), place_days=(DAYS,))
    assert faults_in(network, {"z1"}, TODAY) == []
