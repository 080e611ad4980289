"""Zones that are built faster are the same zones, and large and empty countries come to an end."""

import csv
import hashlib
import json
from random import Random

import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from backend.services.zoning import centres
from backend.services.zoning.centres import zone_centres
from backend.services.zoning.labels import LANDMARK, TOWN, KnownName, Unlabelled, label_zones
from backend.services.zoning.nearest import NOWHERE, LonLat, nearest_centres
from shared.geo import Point
from tests.backend.services.zoning.plain import (
    plain_bases,
    plain_centres,
    plain_nearest,
    plain_zone_of,
    towns,
)
from tests.support import real_data
from tests.support.real_data import real_file

LEAST = 3
AS_BEFORE = "7d97f38870bfbd3dda8159794503dcaa2e85af31bef580c5766c837798bf7c1b"
"""Of the cells that the build of version 0.2.0 made of the real borough, which looked at all."""

SOUTH, NORTH = 55.0, 55.3


def box(wide: float) -> shapely.Polygon:
    return shapely.box(-4, SOUTH, -4 + wide, NORTH)


def scattered(count: int, wide: float, villages: int) -> list[LonLat]:
    """Return invented postcodes: villages far apart, a few houses between them."""
    chance = Random(20_261_130)
    middles = [
        (chance.uniform(-4, -4 + wide), chance.uniform(SOUTH, NORTH)) for _ in range(villages)
    ]
    found = []
    for _ in range(count):
        east, north = chance.choice(middles)
        spread = chance.choice((0.003, 0.01, 0.03))
        lon = min(max(chance.gauss(east, spread), -4), -4 + wide)
        lat = min(max(chance.gauss(north, spread / 2), SOUTH), NORTH)
        found.append((round(lon, 6), round(lat, 6)))
    return found


def test_the_real_borough_has_the_zones_that_it_had() -> None:
    features = json.loads(real_file(real_data.OUTLINE).read_text())["features"]
    border = shapely.from_geojson(json.dumps(features[0]["geometry"]))
    with real_file(real_data.POSTCODES).open(newline="") as file:
        listed = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    found = zone_centres(border, listed, LEAST)
    assert len(found) == 1157
    cells = " ".join(centre.cell for centre in found)
    assert hashlib.sha256(cells.encode()).hexdigest() == AS_BEFORE
    some = listed[::60]
    assert zone_centres(border, some, LEAST) == plain_centres(border, some, LEAST)


def test_an_empty_country_has_the_zones_that_the_plain_rule_makes() -> None:
    postcodes = scattered(60, 0.2, 5)
    assert zone_centres(box(0.2), postcodes, LEAST) == plain_centres(box(0.2), postcodes, LEAST)


def test_a_country_with_next_to_nobody_ends() -> None:
    postcodes = scattered(500, 1.0, 12)
    found = zone_centres(box(1.0), postcodes, LEAST)
    nearest = nearest_centres([centre.at for centre in found], postcodes)
    counts = [nearest.count(at) for at in set(nearest) if at >= 0]
    assert len(found) > 2000
    assert min(counts) >= LEAST


def test_open_ground_is_joined_where_there_would_be_more_zones_than_phones_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    postcodes = scattered(300, 1.0, 6)
    before = zone_centres(box(1.0), postcodes, LEAST)
    monkeypatch.setattr(centres, "MOST_ZONES", len(before) - 1)
    found = zone_centres(box(1.0), postcodes, LEAST)
    assert len(found) < len(before) / 2
    nearest = nearest_centres([centre.at for centre in found], postcodes)
    assert min(nearest.count(at) for at in set(nearest) if at >= 0) >= LEAST
    # Next to everywhere a zone is within a phone's reach, as before: not around lonely houses.
    ground = [(-3.99 + east / 50, 55.01 + north / 50) for east in range(49) for north in range(14)]
    reached = nearest_centres([centre.at for centre in found], ground)
    assert reached.count(NOWHERE) < len(ground) / 30


def test_each_round_tells_how_many_are_left() -> None:
    left: list[int] = []
    zone_centres(box(0.3), scattered(120, 0.3, 9), LEAST, left.append)
    assert left[-1] == 0
    assert max(left) > 10


# Few different values: many points are equally near.
degrees = st.integers(0, 12).map(lambda step: step / 200)
places = st.tuples(degrees.map(lambda d: d - 4), degrees.map(lambda d: d + 55))


@given(st.lists(places, max_size=30, unique=True), st.lists(places, max_size=30))
@example([], [(-4.0, 55.0)])
@example([(-4.0, 55.0)], [])
def test_the_nearest_is_the_plain_nearest(middles: list[LonLat], points: list[LonLat]) -> None:
    assert nearest_centres(middles, points) == plain_nearest(middles, points)


@given(
    st.lists(places, min_size=1, max_size=25, unique=True),
    st.lists(st.tuples(places, st.sampled_from((TOWN, LANDMARK, "neighbourhood"))), max_size=12),
)
def test_zones_are_called_after_the_plain_nearest_name(
    at: list[LonLat], known: list[tuple[LonLat, str]]
) -> None:
    zones = [Unlabelled(f"z{n}", Point(lat, lon), "X") for n, (lon, lat) in enumerate(at)]
    names = [
        KnownName(f"N{n}", kind, f"T{n % 2}", Point(lat, lon))
        for n, ((lon, lat), kind) in enumerate([(at[0], TOWN), *known])
    ]
    labels = label_zones(zones, names)
    nearest = plain_bases(zones, names)
    named = {plain_zone_of(name, zones) for name in names}
    for zone in zones:
        if zone.id not in named:
            assert f" of {nearest[zone.id].name}" in labels[zone.id][0]
    for name in towns(names):
        assert labels[plain_zone_of(name, zones)][1] in {"T0", "T1"}
        assert " of " not in labels[plain_zone_of(name, zones)][0]
