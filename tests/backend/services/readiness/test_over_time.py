"""Readiness by ward, and at each month's end by the last change before it."""

from datetime import UTC, datetime

from backend.services.readiness.over_time import NOT_KNOWN, SHOWN_MONTHS, Stands, over_time
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.zones import AreaRow
from tests.backend.services.listing.cast import apply
from tests.backend.services.offers.cast import settle
from tests.backend.services.readiness.network import a_live_place, changed


def month(world: World, label: str) -> tuple[int, int, int]:
    found = next(each for each in over_time(world.now()).by_month if each.label == label)
    return found.ready, found.due, found.hidden


def test_an_empty_network_has_twelve_months_of_nothing(world: World) -> None:
    found = over_time(world.now())
    assert (found.by_ward, found.in_all.places) == ((), 0)
    assert [each.label for each in found.by_month][::11] == ["Dec 25", "Nov 26"]
    assert len(found.by_month) == SHOWN_MONTHS


def test_each_ward_counts_its_places_where_they_stand_now(world: World) -> None:
    settle()
    a_live_place("p1", ward_id="w1")
    a_live_place("p2", ward_id="w1", confirmed=40)
    a_live_place("p3", ward_id=None, confirmed=60)
    apply("p4", state="suspended", ward_id="w1")
    apply("p5", state="left", ward_id="w1")
    found = over_time(world.now())
    assert found.by_ward == (Stands("Centre", 1, 1, 1), Stands(NOT_KNOWN, 0, 0, 1))
    assert found.in_all == Stands("In all", 1, 1, 2)


def test_a_place_stands_at_a_months_end_as_its_last_change_before_left_it(world: World) -> None:
    apply("p1", state="live")
    changed("p1", "ready", datetime(2024, 3, 1, tzinfo=UTC))
    changed("p1", "due", datetime(2026, 3, 30, 9, tzinfo=UTC))
    changed("p1", "suspended", datetime(2026, 5, 2, tzinfo=UTC))
    changed("p1", "out", datetime(2026, 8, 1, 12, tzinfo=UTC))
    assert month(world, "Feb 26") == (1, 0, 0)
    assert month(world, "Mar 26") == month(world, "Apr 26") == (0, 1, 0)
    assert month(world, "May 26") == month(world, "Jul 26") == (0, 0, 1)
    assert month(world, "Aug 26") == month(world, "Nov 26") == (0, 0, 0)


def test_a_month_ends_at_midnight_by_the_wall(world: World) -> None:
    apply("p1", state="live")
    # Midnight of summer time is 23:00 UTC.
    changed("p1", "ready", datetime(2026, 6, 30, 22, 59, tzinfo=UTC))
    apply("p2", state="live")
    changed("p2", "ready", datetime(2026, 6, 30, 23, 1, tzinfo=UTC))
    assert (month(world, "Jun 26"), month(world, "Jul 26")) == ((1, 0, 0), (2, 0, 0))


def test_a_change_at_the_very_end_of_a_month_is_of_it(world: World) -> None:
    apply("p1", state="live")
    changed("p1", "ready", datetime(2026, 6, 30, 23, 0, tzinfo=UTC))
    assert (month(world, "May 26"), month(world, "Jun 26")) == ((0, 0, 0), (1, 0, 0))


def test_the_first_month_shows_what_changed_in_it(world: World) -> None:
    apply("p1", state="live")
    changed("p1", "ready", datetime(2025, 12, 5, tzinfo=UTC))
    changed("p1", "due", datetime(2026, 1, 10, tzinfo=UTC))
    assert (month(world, "Dec 25"), month(world, "Jan 26")) == ((1, 0, 0), (0, 1, 0))


def test_wards_stand_by_their_names_and_what_has_none_last(world: World) -> None:
    settle()
    with write() as session:
        east = {"kind": "ward", "outline": [], "vintage": 2023}
        session.add_all(AreaRow(id=f"w{name}", name=name, **east) for name in ("Zoo", "Abbey"))
    for place_id, ward in (("a", "wZoo"), ("b", "w1"), ("c", "wAbbey"), ("d", None)):
        a_live_place(place_id, ward_id=ward)
    labels = [each.label for each in over_time(world.now()).by_ward]
    assert labels == ["Abbey", "Centre", "Zoo", NOT_KNOWN]


def test_all_that_stand_somewhere_are_added_up() -> None:
    assert Stands("In all", 4, 2, 1).places == 7
