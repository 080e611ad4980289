"""What to check next: wanted first, then those unvisited for longest."""

from backend.services.readiness.planner import PER_PAGE, plan
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.readiness import ReadinessRow
from tests.backend.services.listing.cast import apply
from tests.backend.services.offers.cast import settle
from tests.backend.services.readiness.network import a_live_place, checked, days_ago


def order(world: World, ward: str = "") -> list[str]:
    return [visit.place_id for visit in plan(world.now(), ward).visits]


def test_suspended_places_and_offers_are_not_planned(world: World) -> None:
    apply("p1")
    apply("p2", state="suspended")
    assert plan(world.now()).total == 0


def test_those_unvisited_for_longest_come_first(world: World) -> None:
    a_live_place("year", checked_on=days_ago(200))
    a_live_place("spot", checked_on=days_ago(300))
    checked("spot", ago=20)
    a_live_place("again", checked_on=days_ago(10))
    checked("again", "failed", ago=50)
    a_live_place("never", checked_on=None)
    found = plan(world.now())
    assert [visit.place_id for visit in found.visits] == ["never", "year", "spot", "again"]
    assert [visit.is_overdue for visit in found.visits] == [True, True, False, False]
    assert [visit.last_outcome for visit in found.visits] == ["", "", "passed", ""]
    assert (found.overdue, found.every_days) == (2, 180)


def test_where_nobody_helped_comes_before_all_until_it_is_checked(world: World) -> None:
    a_live_place("long", checked_on=days_ago(300))
    a_live_place("wanted", checked_on=days_ago(1))
    with write() as session:
        session.get_one(ReadinessRow, "wanted").check_wanted = "2026-W47"
    found = plan(world.now())
    assert [visit.place_id for visit in found.visits] == ["wanted", "long"]
    assert (found.visits[0].wanted, found.wanted) == ("2026-W47", 1)


def test_a_ward_is_planned_alone_and_a_page_at_a_time(world: World) -> None:
    for number in range(PER_PAGE + 1):
        a_live_place(f"p{number:02d}", ward_id="w1")
    a_live_place("q", ward_id="w2")
    assert order(world, "w2") == ["q"]
    assert (len(order(world, "w1")), plan(world.now(), "w1", 2).page) == (PER_PAGE, 2)


def test_a_place_is_overdue_the_day_after_its_period(world: World) -> None:
    a_live_place("on-its-day", checked_on=days_ago(180))
    a_live_place("a-day-late", checked_on=days_ago(181))
    found = {visit.place_id: visit.is_overdue for visit in plan(world.now()).visits}
    assert found == {"on-its-day": False, "a-day-late": True}


def test_a_visit_is_told_by_its_ward_or_else_its_town(world: World) -> None:
    settle()
    a_live_place("p1", ward_id="w1")
    a_live_place("p2", ward_id=None, town="Leigh")
    assert {each.place_id: each.ward for each in plan(world.now()).visits} == {
        "p1": "Centre",
        "p2": "Leigh",
    }


def test_the_later_of_both_kinds_of_visit_is_told(world: World) -> None:
    a_live_place("same-day", checked_on=days_ago(5))
    checked("same-day", ago=5)
    a_live_place("spot-later", checked_on=days_ago(6))
    checked("spot-later", "failed", ago=4)
    found = {each.place_id: (each.last_on, each.last_outcome) for each in plan(world.now()).visits}
    assert found == {
        "same-day": (days_ago(5), "passed"),
        "spot-later": (days_ago(4), "failed"),
    }


def test_wanted_and_overdue_are_counted_and_pages_begin_at_one(world: World) -> None:
    assert (plan(world.now()).pages, plan(world.now(), page=0).page) == (1, 1)
    a_live_place("late", checked_on=days_ago(300))
    a_live_place("new", checked_on=days_ago(1))
    found = plan(world.now())
    assert (found.total, found.wanted, found.overdue, found.pages) == (2, 0, 1, 1)


def test_equally_old_visits_stand_by_name(world: World) -> None:
    for place_id, name in (("a", "Zebra"), ("b", "Anchor")):
        a_live_place(place_id, checked_on=days_ago(9), name=name)
    assert order(world) == ["b", "a"]


def test_of_two_wanted_the_one_that_waits_longer_comes_first(world: World) -> None:
    for place_id, week in (("a", "2026-W47"), ("b", "2026-W45")):
        a_live_place(place_id, checked_on=days_ago(9))
        with write() as session:
            session.get_one(ReadinessRow, place_id).check_wanted = week
    assert order(world) == ["b", "a"]
    assert plan(world.now()).wanted == 2
