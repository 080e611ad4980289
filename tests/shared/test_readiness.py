"""The contract's readiness: one sentence for residents, and how overdue places rank."""

from dataclasses import replace
from datetime import timedelta

from shared.clock import to_minute
from shared.ranking import DUE_SINKS_MIN, RankingIndex
from shared.readiness import is_due, readiness_words
from shared.walking import METRES_PER_MINUTE
from tests.shared.cast import ALWAYS, HERE, NOW, day, place

SOON = to_minute(NOW + timedelta(days=10))
PAST = to_minute(NOW - timedelta(days=1))
READY = replace(
    place("inn", 300, ALWAYS),
    due_from=SOON,
    confirmed_on=NOW.date() - timedelta(days=6),
    rota=8,
    trained=8,
    visited="2026-10",
)


def test_a_ready_place_says_who_confirmed_it_who_is_trained_and_when_it_was_visited() -> None:
    assert readiness_words(READY, NOW) == (
        "Ready. Staff confirmed 6 days ago, 8 of 8 trained, visited in October."
    )


def test_an_overdue_place_says_so_and_still_what_is_known() -> None:
    late = replace(READY, due_from=PAST, rota=0, confirmed_on=None, visited="2025-12")
    assert readiness_words(late, NOW) == (
        "Not everything here was confirmed in time. Visited in December 2025."
    )


def test_a_list_from_before_readiness_says_nothing_of_it() -> None:
    old = place("inn", 300, ALWAYS)
    assert readiness_words(old, NOW) == ""
    assert not is_due(old, NOW)


def test_a_place_is_overdue_from_its_own_minute_on_also_offline() -> None:
    then = NOW + timedelta(days=10)
    assert not is_due(READY, then - timedelta(minutes=1))
    assert is_due(READY, then)


def order(*places: object) -> list[str]:
    found = RankingIndex(places).rank(HERE, NOW, NOW)  # type: ignore[arg-type]
    return [item.place.name for item in found.items]


def test_an_overdue_place_sinks_by_ten_minutes_of_walking_and_no_more() -> None:
    late = replace(place("late", 300, ALWAYS), due_from=PAST)
    sinks_m = DUE_SINKS_MIN * METRES_PER_MINUTE
    assert order(late, place("near", 300 + sinks_m - 20, ALWAYS)) == ["near", "late"]
    assert order(late, place("far", 300 + sinks_m + 20, ALWAYS)) == ["late", "far"]


def test_an_overdue_place_that_is_open_still_leads_a_ready_one_that_is_shut() -> None:
    late = replace(place("late", 900, ALWAYS), due_from=PAST)
    shut = place("shut", 100, (day("09:00-10:00"),) * 7)
    assert order(shut, late) == ["late", "shut"]


def test_a_place_that_sinks_says_its_true_way() -> None:
    late = replace(place("late", 300, ALWAYS), due_from=PAST)
    (item,) = RankingIndex([late]).rank(HERE, NOW, NOW).items
    assert item.is_due
    assert round(item.distance_m) == 300
