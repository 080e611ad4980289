"""The contract's geometry: points, distance and bearing by plain arithmetic."""

import math
from dataclasses import dataclass

from shared.problems import Problem
from shared.saying import to_say

EQUATOR_RADIUS_M = 6378137.0
FLATTENING = 1 / 298.257223563
"""Semi-major axis and flattening of the WGS 84 ellipsoid (NIMA TR8350.2)."""

_E2 = FLATTENING * (2 - FLATTENING)
WINDS = (
    to_say("north"),
    to_say("north-east"),
    to_say("east"),
    to_say("south-east"),
    to_say("south"),
    to_say("south-west"),
    to_say("west"),
    to_say("north-west"),
)
"""The eight winds, clockwise from north."""


@dataclass(frozen=True, slots=True)
class Point:
    """A position: latitude and longitude in degrees, WGS 84."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        """Refuse what is not on the globe (position-invalid), NaN included."""
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise Problem("position-invalid", f"latitude {self.lat}, longitude {self.lon}")


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Return the length in metres of one degree of latitude and of longitude at a latitude.

    Meridional and prime-vertical radius of curvature of the ellipsoid (Snyder, Map Projections,
    USGS Professional Paper 1395, 1987, equations 4-18 to 4-20).
    """
    phi = math.radians(lat)
    w2 = 1 - _E2 * math.sin(phi) ** 2
    north = EQUATOR_RADIUS_M * (1 - _E2) / (w2 * math.sqrt(w2))
    east = EQUATOR_RADIUS_M / math.sqrt(w2) * math.cos(phi)
    return math.radians(north), math.radians(east)


def distance_m(a: Point, b: Point) -> float:
    """Return the distance in metres, within 0.5 % of the geodesic up to 30 km and 70 degrees."""
    north, east = metres_per_degree((a.lat + b.lat) / 2)
    return math.hypot((b.lat - a.lat) * north, (b.lon - a.lon) * east)


def bearing_deg(a: Point, b: Point) -> float:
    """Return the direction from a to b in degrees clockwise from north, 0 to below 360."""
    north, east = metres_per_degree((a.lat + b.lat) / 2)
    angle = math.degrees(math.atan2((b.lon - a.lon) * east, (b.lat - a.lat) * north))
    return angle % 360.0 % 360.0


def wind(degrees: float) -> str:
    """Return the nearest of the eight winds in words, such as "north-east"."""
    return WINDS[round(degrees / 45) % 8]
