"""The contract's geometry against geopy's geodesic on the WGS 84 ellipsoid."""

import math

import pytest
from geopy.distance import geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.geo import Point, bearing_deg, distance_m, wind
from shared.problems import Problem
from shared.walking import METRES_PER_MINUTE, walk_min

NEAR_WIGAN = st.builds(Point, st.floats(53.40, 53.65), st.floats(-2.80, -2.35))
BRITAIN = st.builds(Point, st.floats(50, 60), st.floats(-6, 1.5))


def relative_error(ours: float, a: Point, b: Point) -> float:
    """Return how far a distance in metres is from the geodesic, as a fraction."""
    true = geodesic((a.lat, a.lon), (b.lat, b.lon)).meters
    return abs(ours - true) / true


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_a_position_off_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(Problem) as refused:
        Point(lat, lon)
    assert refused.value.code == "position-invalid"


@given(BRITAIN, st.floats(-0.25, 0.25), st.floats(-0.25, 0.25))
def test_distance_is_within_half_a_percent_of_the_geodesic_up_to_30_km(
    a: Point, north: float, east: float
) -> None:
    b = Point(a.lat + north, a.lon + east)
    true = geodesic((a.lat, a.lon), (b.lat, b.lon)).meters
    assume(1 < true <= 30_000)
    assert relative_error(distance_m(a, b), a, b) < 0.005


def test_a_sphere_without_the_ellipsoid_would_be_noticed() -> None:
    a, b = Point(53.5, -2.6), Point(53.5, -2.2)
    degrees_only = math.hypot(b.lat - a.lat, b.lon - a.lon) * 111_195
    assert relative_error(degrees_only, a, b) > 0.005


@given(NEAR_WIGAN, NEAR_WIGAN)
def test_distance_is_the_same_both_ways(a: Point, b: Point) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a))


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [(0.01, 0, "north"), (0, 0.01, "east"), (-0.01, 0, "south"), (0, -0.01, "west")],
)
def test_bearings_point_to_the_four_winds(lat: float, lon: float, name: str) -> None:
    here = Point(53.5, -2.6)
    assert wind(bearing_deg(here, Point(here.lat + lat, here.lon + lon))) == name


@given(NEAR_WIGAN, NEAR_WIGAN)
def test_a_bearing_lies_in_the_circle(a: Point, b: Point) -> None:
    assert 0 <= bearing_deg(a, b) < 360


@given(st.floats(0, 30_000))
def test_walking_minutes_are_never_too_few(metres: float) -> None:
    assert walk_min(metres) >= 1
    assert (
        (walk_min(metres) - 1) * METRES_PER_MINUTE <= metres <= walk_min(metres) * METRES_PER_MINUTE
    )
