"""The phone's hardware: from what its sensors say to which way the top of the screen points.

Axes are Android's: x to the right and y to the top of a phone held upright, z out of its screen;
the world's are east, north and up. Angles are degrees clockwise from north.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
"""Rows are east, north and up, told in the phone's axes."""

SCREEN_UP: tuple[Vector, ...] = ((0, 1, 0), (1, 0, 0), (0, -1, 0), (-1, 0, 0))
"""The top of the screen in the phone's axes, by Surface.ROTATION_0 to ROTATION_270: the drawn
picture is turned against the phone, so what was its right side is on top at ROTATION_90."""

INTO_SCREEN: Vector = (0, 0, -1)
UPRIGHT_FROM = 0.42
"""Where so little of the top of the screen lies level (steeper than 65°), one looks through it."""


@dataclass(frozen=True)
class Field:
    """The earth's magnetic field at a place, as the phone's own model has it.

    `declination_deg` is how far its north lies east of true north, `dip_deg` how steeply it points
    down, `strength_ut` how strong it is, in microtesla.
    """

    declination_deg: float
    dip_deg: float
    strength_ut: float


def from_rotation_vector(values: Sequence[float]) -> Matrix:
    """Return the attitude of a rotation vector: a unit quaternion's x, y, z and, if told, w."""
    x, y, z = values[:3]
    w = values[3] if len(values) > 3 else sqrt(max(0.0, 1 - x * x - y * y - z * z))
    return (
        (1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
        (2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
        (2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)),
    )


def from_pull_and_field(pull: Vector, field: Vector) -> Matrix | None:
    """Return the attitude by what pulls (up, at rest) and the magnetic field; None in free fall."""
    east, up = cross(field, pull), length(pull)
    level = length(east)
    # A phone that falls, or a field along what pulls, names no direction.
    if up < 1.0 or level < 0.1 * up:
        return None
    east = scaled(east, 1 / level)
    upward = scaled(pull, 1 / up)
    return east, cross(upward, east), upward


def heading_of(attitude: Matrix, rotation: int) -> float | None:
    """Return where the top of the screen points, seen from above; where it stands, what is behind.

    None where neither lies level enough.
    """
    for way in (SCREEN_UP[rotation % 4], INTO_SCREEN):
        east, north, _up = turned(attitude, way)
        if hypot(east, north) >= UPRIGHT_FROM:
            return degrees(atan2(east, north)) % 360
    return None


def turned(attitude: Matrix, vector: Vector) -> Vector:
    """Return a vector of the phone's axes in the world's."""
    return (dot(attitude[0], vector), dot(attitude[1], vector), dot(attitude[2], vector))


def is_disturbed(seen: Vector, earth: Field) -> bool:
    """Return whether a field in the world's axes is not the earth's: iron, or a magnet, is near."""
    east, north, up = seen
    strength = length(seen)
    if abs(strength - earth.strength_ut) > 0.3 * earth.strength_ut:
        return True
    if abs(degrees(atan2(-up, hypot(east, north))) - earth.dip_deg) > MOST_DIP_OFF_DEG:
        return True
    return abs(degrees(atan2(east, north))) > MOST_NORTH_OFF_DEG


MOST_DIP_OFF_DEG, MOST_NORTH_OFF_DEG = 12.0, 15.0


def difference(ours: float, other: float) -> float:
    """Return how far one angle lies clockwise of another, from -180 to 180."""
    return (ours - other + 180) % 360 - 180


class Smooth:
    """A vector or direction without what shakes faster than its time, in seconds."""

    def __init__(self, time_s: float) -> None:
        self._time_s = time_s
        self._at_s: float | None = None
        self._held: Vector = (0, 0, 0)

    def take(self, new: Vector, at_s: float) -> Vector:
        """Take a value of a moment; return the smooth one."""
        gone = math.inf if self._at_s is None else max(0.0, at_s - self._at_s)
        self._at_s = at_s
        kept = exp(-gone / self._time_s)
        x, y, z = (kept * old + (1 - kept) * now for old, now in zip(self._held, new, strict=True))
        self._held = (x, y, z)
        return self._held


def direction(heading_deg: float) -> Vector:
    """Return a heading as a level unit vector."""
    angle = radians(heading_deg)
    return sin(angle), cos(angle), 0.0


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Return the vector product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vector) -> float:
    """Return the length."""
    return sqrt(dot(a, a))


def scaled(a: Vector, factor: float) -> Vector:
    """Return a vector so many times as long."""
    return a[0] * factor, a[1] * factor, a[2] * factor
