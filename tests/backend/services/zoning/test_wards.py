"""Wards of places and candidates stay true when borders, zones or a network file change them."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from backend.services.importing.areas import AreaKind, import_areas
from backend.services.importing.places import import_places
from backend.services.importing.taking import Taking
from backend.services.load_network import load_network
from backend.services.transaction import read, write
from backend.services.wards import ward_of
from backend.services.world import World
from backend.services.zoning.build import build_zones
from backend.services.zoning.wards import OUTSIDE, settle_wards, wards_by_zone
from backend.storage.publication import PublicationRow, next_version
from backend.storage.zones import ZoneRow, put, put_members
from shared.geo import Point
from tests.backend.cast import a_network, a_place, a_zone
from tests.backend.rows import rows
from tests.backend.services.importing.cast import csv_file, feature, geojson, polygon, settle
from tests.backend.services.listing.cast import apply
from tests.backend.services.test_candidates import draft
from tests.conftest import NOW, TODAY

MIDDLE, EDGES = -2.631, (-2.66, -2.60)
SOUTH, NORTH = 53.53, 53.56


def half(west: float, east: float, code: str) -> Any:
    ring = [[west, SOUTH], [east, SOUTH], [east, NORTH], [west, NORTH], [west, SOUTH]]
    return feature(polygon(ring), code=code, name=f"Ward {code}")


def take_wards(folder: Path, vintage: int, middle: float, *codes: str) -> None:
    """Take in a western and an eastern ward that meet at a longitude."""
    halves = (half(EDGES[0], middle, codes[0]), half(middle, EDGES[1], codes[1]))
    path = geojson(folder, *halves, name=f"wards{vintage}.geojson")
    import_areas(Taking(path), AreaKind("ward", vintage))


def wards(app: Flask, table: str) -> dict[str, str | None]:
    return dict(rows(app, f"SELECT id, ward_id FROM {table} ORDER BY id"))


@pytest.fixture
def borough(world: World, tmp_path: Path) -> World:
    settle(tmp_path)
    build_zones(least=1)
    return world


def test_new_borders_move_places_and_candidates(app: Flask, borough: World, tmp_path: Path) -> None:
    apply("west", lat=53.545, lon=-2.65)
    apply("far", lat=50.0, lon=-2.65)
    draft(1, lat=53.545, lon=-2.655, ward_id=None)
    draft(2, lat=53.545, lon=-2.605, ward_id=None)
    draft(3, lat=None, lon=None, postcode="WN1 1AA", ward_id=None)
    draft(4, notes=[OUTSIDE], ward_id="w-old")
    take_wards(tmp_path, 2022, MIDDLE, "w-west", "w-east")
    known = {"fhrs-1": "w-west", "fhrs-2": "w-east", "fhrs-3": "w-east", "fhrs-4": None}
    assert wards(app, "place_draft") == known
    assert wards(app, "place") == {"far": None, "west": "w-west"}
    # A year later the border lies so far west that nearly all is in the other ward.
    take_wards(tmp_path, 2023, -2.659, "v-west", "v-east")
    assert set(wards(app, "place_draft").values()) == {"v-east", None}
    assert wards(app, "place") == {"far": None, "west": "v-east"}


def test_building_the_zones_settles_the_wards(app: Flask, borough: World, tmp_path: Path) -> None:
    take_wards(tmp_path, 2022, MIDDLE, "w-west", "w-east")
    apply("west", lat=53.545, lon=-2.65, ward_id="w-lost")
    build_zones(least=1)
    assert wards(app, "place") == {"west": "w-west"}


def test_drafts_of_a_list_have_their_ward_at_once(
    app: Flask, borough: World, tmp_path: Path
) -> None:
    take_wards(tmp_path, 2022, MIDDLE, "w-west", "w-east")
    rows_ = "name,kind,lat,lon,address,postcode\nThe Inn,pub,53.545,-2.655,1 King Street,WN1 1AA\n"
    import_places(Taking(csv_file(tmp_path, rows_)), TODAY)
    assert list(wards(app, "place_draft").values()) == ["w-west"]


def test_a_network_file_brings_its_places_with_their_wards(app: Flask, world: World) -> None:
    ward = {"id": "w1", "name": "Centre", "kind": "ward", "zones": ["z1"]}
    draft(1)
    load_network(a_network(areas=[ward], places=[a_place(), a_place("p9", lat=50.0)]), NOW)
    assert wards(app, "place") == {"p1": "w1", "p9": None}
    assert wards(app, "place_draft") == {"fhrs-1": "w1"}


def test_many_points_get_the_ward_that_each_gets_alone(world: World) -> None:
    chance = Random(7)
    spots = [(chance.uniform(53.4, 53.6), chance.uniform(-2.8, -2.4)) for _ in range(40)]
    zones = [a_zone(f"z{at}", lat=lat, lon=lon) for at, (lat, lon) in enumerate(spots)]
    with write() as session:
        put(session, ZoneRow, zones)
    areas = [
        {"id": f"w{number}", "name": "W", "kind": "ward", "zones": members}
        for number, members in enumerate((["z1", "z2", "z3"], ["z3", "z4", "z5"]))
    ]
    load_network({"format": 1, "areas": areas}, NOW)
    points = {
        str(at): Point(chance.uniform(53.3, 53.7), chance.uniform(-2.9, -2.3)) for at in range(200)
    }
    points |= {f"z{at}": Point(*spots[at]) for at in range(8)}
    with read() as session:
        together = wards_by_zone(session, points)
        alone = {key: ward_of(session, at) for key, at in points.items()}
    assert {key: together.get(key) for key in points} == alone
    assert (alone["z3"], alone["z5"], alone["z7"]) == ("w0", "w1", None)


def settled() -> None:
    """Say that everything so far has been published."""
    with write() as session:
        next_version(session, "e1")
        session.execute(update(PublicationRow).values(is_due=False))


def is_due() -> bool:
    with read() as session:
        return session.query(PublicationRow).one().is_due


def test_imports_that_change_what_residents_see_are_published(
    borough: World, tmp_path: Path
) -> None:
    settled()
    take_wards(tmp_path, 2022, MIDDLE, "w-west", "w-east")
    assert is_due()
    settled()
    take_wards(tmp_path, 2022, MIDDLE, "w-west", "w-east")
    assert not is_due()
    build_zones(least=1)
    assert is_due()
    settled()
    load_network(a_network(), NOW)
    assert is_due()


def test_candidates_are_nothing_that_residents_see(borough: World, tmp_path: Path) -> None:
    settled()
    rows_ = "name,kind,lat,lon,address,postcode\nThe Inn,pub,53.545,-2.655,1 King Street,WN1 1AA\n"
    import_places(Taking(csv_file(tmp_path, rows_)), TODAY)
    assert not is_due()


def test_without_any_zone_no_ward_is_kept(app: Flask, world: World) -> None:
    apply("p1", ward_id="w-lost")
    with write() as session:
        put_members(session, "none", [])
        settle_wards(session)
    assert wards(app, "place") == {"p1": None}
