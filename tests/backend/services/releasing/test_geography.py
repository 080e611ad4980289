"""Deeds: a release is about the borough, its newest areas, places answered about, and visits."""

from backend.domain.noted import Noted, add_visits
from backend.domain.printing import PLACE, VISITS
from backend.domain.products import BOROUGH, YOUNG, Counted
from backend.domain.tallying import ALL_VISITS, AreaThen, Said, Tally, tally
from backend.services.releasing.geography import areas_today, places_of, whole_geography
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.zones import AreaRow
from tests.backend.services.releasing.cast import network

SAFELY = Counted("very_safe", "after_dark", "", "not_said", "not_said", "not_said", ())


def answered(*places: str) -> Tally:
    return tally([Said(None, place, "2026-W30", SAFELY) for place in places], ())


def today() -> tuple[AreaThen, ...]:
    with read() as session:
        return areas_today(session)


def test_without_areas_there_is_the_borough(world: World) -> None:
    assert today() == (AreaThen(BOROUGH, "The whole borough", BOROUGH, (), []),)


def test_the_borough_comes_first_and_areas_have_their_zones(world: World) -> None:
    network()
    with write() as session:
        session.add(
            AreaRow(id="b", name="Wigan Borough", kind=BOROUGH, vintage=2026, outline=[[1, 2]])
        )
    borough, *areas = today()
    assert (borough.id, borough.name, borough.outline) == (BOROUGH, "Wigan Borough", [[1, 2]])
    assert borough.zones == ()
    assert [area.kind for area in areas if area.kind == BOROUGH] == []
    leigh = next(area for area in areas if area.id == "t-leigh")
    assert leigh.zones
    assert list(leigh.zones) == sorted(leigh.zones)


def test_places_stand_by_their_ids_with_their_names() -> None:
    done = answered("place:p2", "place:p1", "place:gone")
    add_visits(done, [Noted(None, "p1", "hurt")] * 3)
    assert places_of(done, {"p1": "Inn", "p2": "Bank"}) == (
        AreaThen("place:gone", "place:gone", PLACE),
        AreaThen("place:p1", "Inn", PLACE),
        AreaThen("place:p2", "Bank", PLACE),
    )


def test_a_quarter_is_about_all_that_was_answered_or_noted(world: World) -> None:
    network()
    done = answered("place:p-001")
    add_visits(done, [Noted("t-leigh", "p1", "hurt")] * 3)
    with read() as session:
        found = whole_geography(session, done)
        without = whole_geography(session, answered())
    kinds = [(area.id, area.kind) for area in found[len(today()) :]]
    assert kinds == [
        ("place:p-001", PLACE),
        (YOUNG, YOUNG),
        (ALL_VISITS, VISITS),
        ("visits:t-leigh", VISITS),
    ]
    assert found[-1].name == next(area.name for area in found if area.id == "t-leigh")
    assert [area.id for area in without[len(today()) :]] == [YOUNG]
