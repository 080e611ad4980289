"""Loading a network file: every fault with its place, all or nothing, and twice is as once."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.services.load_network import Loaded, load_network
from backend.services.network_file import read_file
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import Row
from demo.network import example_network
from shared.clock import from_minute, local
from shared.problems import Problem
from tests.backend.cast import a_network, a_place, a_zone
from tests.backend.rows import count, rows
from tests.conftest import NOW
from tests.support.example import FILLED, put_network

DAY = [["09:00", "17:00"]]
AREA = {"id": "a", "name": "A", "kind": "town", "outline": [[-2.6, 53.5]]}
TABLES = (
    *("place", "place_weekly", "place_exception", "place_exception_interval"),
    *("zone", "area", "zone_area", "gazetteer_name"),
)


def state(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(rows(app, f"SELECT * FROM {table}"), key=repr) for table in TABLES}


@pytest.mark.parametrize(
    ("network", "where"),
    [
        ({"places": [a_place(), a_place("p2", weekly=[DAY * 2, *[[]] * 6])]}, "places/1/weekly"),
        ({"places": [a_place(weekly=[[]] * 7, exceptions=[])]}, "places/0/weekly"),
        ({"places": [a_place(weekly=[[["9", "17"]], *[[]] * 6])]}, "places/0/weekly"),
        ({"places": [a_place(weekly=[DAY] * 6)]}, "places/0/weekly"),
        ({"places": [a_place(kind="bakery")]}, "places/0/kind"),
        ({"places": [a_place(facilities=["sauna"])]}, "places/0/facilities/0"),
        ({"places": [a_place(lat=91)]}, "places/0/lat"),
        ({"places": [a_place(state="open")]}, "places/0/state"),
        ({"places": [a_place(exception=[])]}, "places/0/exception"),
        ({"places": [a_place(listed_until_on="2027-01-01")]}, "places/0/listed_until_on"),
        ({"places": [a_place(listed_days="90")]}, "places/0/listed_days"),
        ({"places": [a_place(), a_place()]}, "places/1"),
        ({"zones": [a_zone(), a_zone()]}, "zones/1"),
        ({"zones": [a_zone(label="")]}, "zones/0/label"),
        ({"areas": [{**AREA, "zones": ["z1", "z9"]}]}, "areas/0/zones/1"),
        ({"areas": [{**AREA, "kind": "moon"}]}, "areas/0/kind"),
        ({"names": a_network()["names"] * 2}, "names/1"),
        ({"format": 2}, "format"),
        ({"venues": []}, "venues"),
    ],
)
def test_a_fault_is_named_by_its_place_and_nothing_changes(
    app: Flask, world: World, network: dict[str, Any], where: str
) -> None:
    with pytest.raises(Problem) as refusal:
        load_network(a_network(**network), NOW)
    assert refusal.value.code == "network-invalid"
    assert [fault.where for fault in refusal.value.errors] == [where]
    assert sum(count(app, table) for table in TABLES) == 0


@pytest.mark.parametrize("network", [[], "text", None, 7])
def test_what_is_no_object_is_refused(world: World, network: object) -> None:
    with pytest.raises(Problem, match="network-invalid"):
        load_network(network, NOW)


def test_a_check_in_the_future_and_a_listing_before_the_check_are_refused(world: World) -> None:
    place = a_place(checked_on="2026-11-28", listed_until_on="2026-11-27")
    del place["listed_days"], place["checked_days_ago"]
    with pytest.raises(Problem) as refusal:
        load_network(a_network(places=[place]), NOW)
    found = [fault.where for fault in refusal.value.errors]
    assert found == ["places/0/checked_on", "places/0/listed_until_on"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\xfd", b"[" * 100_000])
def test_a_file_that_is_not_json_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "network.json"
    path.write_bytes(content)
    with pytest.raises(Problem) as refusal:
        read_file(path)
    assert str(path) in refusal.value.detail


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        read_file(tmp_path / "none.json")


def test_the_same_file_twice_changes_nothing(app: Flask, world: World) -> None:
    loaded = load_network(a_network(), NOW)
    once = state(app)
    load_network(a_network(), NOW)
    assert loaded == Loaded(places=1, zones=2, areas=1, names=1, points=0)
    assert state(app) == once


def test_what_has_the_same_id_is_replaced_and_the_rest_stays(app: Flask, world: World) -> None:
    load_network(a_network(places=[a_place(), a_place("p2")]), NOW)
    changed = a_place(name="New", weekly=[DAY, *[[]] * 6], exceptions=[])
    load_network({"format": 1, "places": [changed]}, NOW)
    assert rows(app, "SELECT id, name FROM place ORDER BY id") == [
        ("p1", "New"),
        ("p2", "Night Haven"),
    ]
    hours = rows(app, "SELECT weekday, opens, closes FROM place_weekly WHERE place_id = 'p1'")
    assert hours == [(0, 540, 1020)]
    assert rows(app, "SELECT place_id FROM place_exception") == [("p2",)]
    assert count(app, "zone") == 2


def test_an_area_is_made_of_exactly_the_zones_named_last(app: Flask, world: World) -> None:
    load_network(a_network(), NOW)
    load_network({"format": 1, "areas": [{**AREA, "id": "wigan", "zones": ["z2"]}]}, NOW)
    assert rows(app, "SELECT area_id, zone_id FROM zone_area") == [("wigan", "z2")]


def test_days_may_be_counted_or_named_and_the_listing_lasts_to_the_end_of_its_day(
    app: Flask, world: World
) -> None:
    named = a_place("p2", listed_until_on="2027-02-25", checked_on="2026-11-21")
    del named["listed_days"], named["checked_days_ago"]
    load_network(a_network(places=[a_place("p1"), named]), NOW)
    counted, same = rows(app, "SELECT listed_until, checked_on FROM place ORDER BY id")
    assert counted == same
    assert local(from_minute(counted[0])).isoformat() == "2027-02-26T00:00:00+00:00"
    assert str(counted[1]) == "2026-11-21"


@pytest.mark.parametrize("network", [example_network(NOW), a_network()], ids=["example", "small"])
def test_tests_are_given_a_network_as_the_deed_makes_it(
    app: Flask, world: World, network: dict[str, Any]
) -> None:
    tables = Row.metadata.sorted_tables

    def held() -> dict[str, list[tuple[Any, ...]]]:
        found = {
            each.name: sorted(rows(app, f"SELECT * FROM {each.name}"), key=repr) for each in tables
        }
        return {name: lines for name, lines in found.items() if lines}

    def empty() -> None:
        with write() as session:
            for table in reversed([each for each in tables if each.name in FILLED]):
                session.execute(table.delete())

    before = set(held())
    load_network(network, NOW)
    made = held()
    assert {"zone", "place"} <= set(made) - before <= set(FILLED)
    # The first may take it in by the deed; the second never does.
    for _ in range(2):
        empty()
        put_network(network)
        assert held() == made
