"""The contract's zones: the nearest centre, or none."""

from hypothesis import given
from hypothesis import strategies as st

from shared.geo import Point, distance_m
from shared.zones import REACH_M, Zone, is_outside, nearest_zone, zone_from_wire

ZONES = [
    Zone(f"z{number}", Point(53.5 + number / 200, -2.6), f"Label {number}", "Leigh")
    for number in range(5)
]


def test_no_zones_and_a_point_out_of_reach_give_none() -> None:
    assert nearest_zone([], Point(53.5, -2.6)) is None
    assert nearest_zone(ZONES, Point(51.5, -0.1)) is None


@given(st.floats(53.45, 53.55), st.floats(-2.65, -2.55))
def test_a_point_belongs_to_the_nearest_centre(lat: float, lon: float) -> None:
    point = Point(lat, lon)
    found = nearest_zone(ZONES, point)
    nearest = min(distance_m(point, zone.at) for zone in ZONES)
    if nearest > REACH_M:
        assert found is None
    else:
        assert found is not None
        assert distance_m(point, found.at) == nearest


def test_the_reach_of_a_centre_is_three_kilometres() -> None:
    (zone,) = ZONES[:1]
    for metres, found in ((2990, zone), (3010, None)):
        point = Point(zone.at.lat - metres / 111_270, zone.at.lon)
        assert abs(distance_m(point, zone.at) - metres) < 5
        assert nearest_zone([zone], point) == found


def test_equal_distances_are_settled_by_id() -> None:
    twins = [Zone("b", Point(53.5, -2.6), "B", "Leigh"), Zone("a", Point(53.5, -2.6), "A", "Leigh")]
    found = nearest_zone(twins, Point(53.5, -2.6))
    assert found is not None
    assert found.id == "a"


def test_a_published_zone_is_read() -> None:
    body = {
        "id": "z1",
        "lat": 53.5,
        "lon": -2.6,
        "label": "Near the market, Leigh",
        "town": "Leigh",
    }
    assert zone_from_wire(body) == Zone("z1", Point(53.5, -2.6), "Near the market, Leigh", "Leigh")


def south_of(zone: Zone, metres: float) -> Point:
    """Return a point so far south of a zone's centre."""
    return Point(zone.at.lat - metres / 111_270, zone.at.lon)


def test_outside_begins_beyond_the_reach_of_every_zone_and_place() -> None:
    (zone,) = ZONES[:1]
    assert not is_outside([zone], [], south_of(zone, 2990))
    assert is_outside([zone], [], south_of(zone, 3010))
    assert not is_outside([zone], [south_of(zone, 5000)], south_of(zone, 3010))
    assert is_outside([zone], [south_of(zone, 9000)], south_of(zone, 3010))


def test_without_zones_nobody_is_said_to_be_outside() -> None:
    assert not is_outside([], [], Point(51.5, -0.1))
