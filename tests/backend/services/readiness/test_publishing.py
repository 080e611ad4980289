"""Deeds: what residents hear of readiness: confirmed when, how many trained, which month."""

from datetime import date

from backend.services.readiness.publishing import readiness_to_publish
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.readiness import ReadinessRow, TrainingRow
from tests.backend.services.readiness.network import a_live_place, days_ago


def published(world: World) -> dict[str, dict[str, object]]:
    with read() as session:
        return readiness_to_publish(session, world.now())


def test_a_place_tells_its_confirmation_its_training_and_the_month_of_a_visit(
    world: World,
) -> None:
    a_live_place("p1", confirmed=1, trained=1, checked_on=date(2026, 10, 28))
    assert published(world) == {
        "p1": {"confirmed_on": "2026-11-26", "rota": 4, "trained": 3, "visited": "2026-10"}
    }


def test_the_later_of_visit_and_check_is_told(world: World) -> None:
    a_live_place("p1", checked_on=date(2026, 10, 28))
    with write() as session:
        session.get_one(ReadinessRow, "p1").visited_on = date(2026, 11, 2)
    assert published(world)["p1"]["visited"] == "2026-11"


def test_what_is_not_known_is_not_told(world: World) -> None:
    a_live_place("p1", checked_on=None)
    with write() as session:
        session.get_one(ReadinessRow, "p1").confirmed_on = None
    told = published(world)["p1"]
    assert (told["confirmed_on"], told["visited"]) == (None, "")


def test_training_of_several_days_is_added_and_what_ran_out_is_not(world: World) -> None:
    a_live_place("p1", trained=400)
    a_live_place("p2")
    with write() as session:
        for people, ago in ((1, 20), (1, 10)):
            line = {"module": "first_response", "people": people, "on_day": days_ago(ago)}
            session.add(TrainingRow(place_id="p1", **line))
    found = published(world)
    assert (found["p1"]["trained"], found["p2"]["trained"]) == (2, 3)
