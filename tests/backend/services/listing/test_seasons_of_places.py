"""Seasons of a place: less at once, more once agreed, and phones that know none read the days."""

from datetime import UTC, date, datetime
from typing import Any

from backend.services.documents import places_to_publish
from backend.services.listing.change import propose
from backend.services.listing.closing import close_today
from backend.services.listing.decide_change import approve_change, waiting_change
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.imported import SchoolHolidayRow
from backend.storage.places import PlaceRow
from shared.clock import local, to_minute
from tests.backend.services.listing.cast import guardian_of, keep_ready, make_live, version_of
from tests.conftest import NOW

TODAY = local(NOW).date()
DECEMBER = {"kind": "dates", "first": "12-01", "last": "12-31"}


def published(world: World) -> dict[str, Any]:
    with read() as session:
        places, left_out = places_to_publish(session, world.now(), world.nation)
    assert left_out == []
    return places[0]


def wish(world: World, *seasons: dict[str, Any]) -> Any:
    actor = guardian_of("p1", f"lea-{len(seasons)}@inn.example")
    return propose(world, actor, "p1", {"seasons": [*seasons]}, version_of("p1"))


def season(*hours: list[str], when: dict[str, Any] = DECEMBER) -> dict[str, Any]:
    return {"when": [when], "days": [[*hours]] * 5 + [None, None]}


def test_a_season_that_closes_holds_at_once_and_phones_read_its_days(world: World) -> None:
    make_live(world)
    keep_ready()
    done = wish(world, season())
    assert (done.at_once, done.waiting) == (("seasons",), ())
    place = published(world)
    closed = {each["on"] for each in place["exceptions"] if not each["hours"]}
    assert place["weekly"][0] == [["09:00", "17:00"]]
    assert {day for day in closed if "2026-12-01" <= day <= "2026-12-10"} == {
        f"2026-12-{day:02d}" for day in (1, 2, 3, 4, 7, 8, 9, 10)
    }
    assert place["seasons"] == [season()]
    # NOW is a Friday night: Monday, 30 November is the last day of the usual hours.
    monday = to_minute(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert [opening for opening in place["openings"] if opening[0] >= monday] == [
        [monday, monday + 8 * 60]
    ]


def test_longer_hours_of_a_season_wait_and_then_hold(world: World) -> None:
    _, ben = make_live(world)
    keep_ready()
    longer = season(["08:00", "20:00"])
    done = wish(world, longer)
    assert (done.at_once, done.waiting) == ((), ("seasons",))
    assert published(world)["seasons"] == []
    told = waiting_change(ben, "p1")
    assert told is not None
    assert told.fields == {"seasons": ([], [longer])}
    approve_change(world, ben, "p1", version_of("p1"))
    place = published(world)
    assert place["seasons"] == [longer]
    assert {"on": "2026-12-01", "hours": [["08:00", "20:00"]]} in place["exceptions"]


def test_hours_of_term_go_by_the_list_of_holidays(world: World) -> None:
    make_live(world)
    keep_ready()
    wish(world, season(["10:00", "15:00"], when={"kind": "term"}))
    # Nobody knows when term is: only what is open in both is told.
    assert {"on": "2026-12-01", "hours": [["10:00", "15:00"]]} in published(world)["exceptions"]
    with write() as session:
        session.add(SchoolHolidayRow(first=TODAY, last=date(2026, 12, 1), name="Odd"))
        session.add(SchoolHolidayRow(first=date(2026, 12, 21), last=date(2027, 1, 1), name="Xmas"))
    days = [each["on"] for each in published(world)["exceptions"]]
    assert "2026-12-01" not in days
    assert "2026-12-02" in days


def test_closing_today_closes_what_a_season_opens(world: World) -> None:
    make_live(world)
    keep_ready()
    wish(world, season(["10:00", "15:00"], when={"kind": "weeks", "numbers": [*range(1, 54)]}))
    actor = guardian_of("p1", "max@inn.example")
    close_today(world, actor, "p1", version_of("p1"))
    minute = world.now().timestamp() / 60
    assert not [each for each in published(world)["openings"] if each[0] <= minute < each[1]]


def test_a_season_that_is_damaged_in_the_database_leaves_its_place_out(world: World) -> None:
    make_live(world)
    keep_ready()
    with write() as session:
        place = session.get_one(PlaceRow, "p1")
        place.seasons = [{"when": [{"kind": "moon"}], "days": [[]] * 7}]
    with read() as session:
        places, left_out = places_to_publish(session, world.now(), world.nation)
    assert (places, [each.where for each in left_out]) == ([], ["place p1"])
