"""Walks as a phone's sensors would tell them: simulated physics, no recording of anybody.

A hand holds the phone tilted by up to 60° and rolled by up to 25°, and swings with each step, two a
second; the walker turns now and then. From the true attitude follow a rotation vector (as a
gyroscope steadies it: an error that wanders slowly, and a little noise), what pulls (the earth and
the body's own swing) and the magnetic field (49 µT, dipping by 68°, as over Wigan), each with the
noise of a cheap sensor. On part of a walk iron is near: a field of its own of 35 µT is added, and
the rotation vector follows it within seconds. Declination is set per walk.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from mobile.device.heading import Field, Matrix, Vector, cross, difference, scaled

GRAVITY, STEPS_HZ = 9.81, 2.0
RATE_HZ = 16
"""SENSOR_DELAY_UI."""


@dataclass(frozen=True)
class Sample:
    """A moment: where the top of the phone truly points, and what each sensor says of it."""

    at_s: float
    heading_deg: float
    rotation: tuple[float, ...]
    pull: Vector
    field: Vector
    is_disturbed: bool


@dataclass(frozen=True)
class Walk:
    """How somebody walks: seed, how the phone is tilted and rolled, where, whether iron is near."""

    seed: int
    tilt_deg: float
    roll_deg: float = 0.0
    declination_deg: float = 0.0
    iron_from_s: float = math.inf
    iron_for_s: float = 8.0
    seconds: float = 60.0

    @property
    def earth(self) -> Field:
        """The field as a model of the earth has it."""
        return Field(self.declination_deg, 68.0, 49.0)

    def samples(self) -> Iterator[Sample]:
        """Yield what the sensors say, sixteen times a second."""
        chance = random.Random(self.seed)
        heading, turning = chance.uniform(0, 360), 0.0
        wander, pulled_deg = chance.gauss(0, 2), 0.0
        iron = scaled(_unit(chance), 35.0)
        for number in range(int(self.seconds * RATE_HZ)):
            at_s, dt = number / RATE_HZ, 1 / RATE_HZ
            if chance.random() < dt / 8:
                turning = chance.choice((-15.0, -8.0, 0.0, 0.0, 8.0, 15.0))
            heading = (heading + turning * dt) % 360
            wander += -wander * dt / 10 + 2 * math.sqrt(2 * dt / 10) * chance.gauss(0, 1)
            step = math.tau * STEPS_HZ * at_s
            attitude = held(
                heading + 2 * sin(step / 2), self.tilt_deg + 3 * sin(step), self.roll_deg
            )
            is_near = self.iron_from_s <= at_s < self.iron_from_s + self.iron_for_s
            north = self._north(iron if is_near else (0, 0, 0))
            drawn = math.degrees(math.atan2(north[0], north[1])) - self.declination_deg
            goal = difference(drawn, 0.0) if is_near else 0.0
            pulled_deg += (goal - pulled_deg) * dt / (2.0 if is_near else 0.5)
            yield Sample(
                at_s,
                heading,
                _vector(
                    held(
                        heading - self.declination_deg - pulled_deg + wander + chance.gauss(0, 0.5),
                        self.tilt_deg + 3 * sin(step) + chance.gauss(0, 0.5),
                        self.roll_deg + chance.gauss(0, 0.5),
                    )
                ),
                _noisy(
                    into(attitude, (1.0 * sin(step), 1.0 * cos(step), GRAVITY + 2 * sin(step))),
                    chance,
                    0.15,
                ),
                _noisy(into(attitude, north), chance, 0.8),
                is_near,
            )

    def _north(self, iron: Vector) -> Vector:
        """Return the field in the world's axes: the earth's, and iron's."""
        earth = self.earth
        level = earth.strength_ut * cos(radians(earth.dip_deg))
        east = level * sin(radians(earth.declination_deg))
        north = level * cos(radians(earth.declination_deg))
        down = earth.strength_ut * sin(radians(earth.dip_deg))
        return east + iron[0], north + iron[1], -down + iron[2]


def held(heading_deg: float, tilt_deg: float, roll_deg: float) -> Matrix:
    """Return the attitude of a phone: its top raised by a tilt, then rolled about that axis."""
    h, p, r = radians(heading_deg), radians(tilt_deg), radians(roll_deg)
    top: Vector = (sin(h) * cos(p), cos(h) * cos(p), sin(p))
    level_right: Vector = (cos(h), -sin(h), 0.0)
    out = cross(level_right, top)
    right = _sum(scaled(level_right, cos(r)), scaled(out, -sin(r)))
    out = cross(right, top)
    return tuple((right[row], top[row], out[row]) for row in range(3))  # type: ignore[return-value]


def into(attitude: Matrix, vector: Vector) -> Vector:
    """Return a vector of the world's axes in the phone's."""
    x, y, z = (sum(attitude[row][axis] * vector[row] for row in range(3)) for axis in range(3))
    return x, y, z


def _vector(m: Matrix) -> tuple[float, ...]:
    """Return the quaternion of an attitude as Android tells it: x, y, z, w, and no exactness."""
    w = math.sqrt(max(0.0, 1 + m[0][0] + m[1][1] + m[2][2])) / 2
    if w > 0.05:
        return (
            (m[2][1] - m[1][2]) / (4 * w),
            (m[0][2] - m[2][0]) / (4 * w),
            (m[1][0] - m[0][1]) / (4 * w),
            w,
            -1.0,
        )
    z = math.sqrt(max(0.0, 1 - m[0][0] - m[1][1] + m[2][2])) / 2
    return (
        (m[0][2] + m[2][0]) / (4 * z),
        (m[1][2] + m[2][1]) / (4 * z),
        z,
        (m[1][0] - m[0][1]) / (4 * z),
        -1.0,
    )


def _noisy(vector: Vector, chance: random.Random, noise: float) -> Vector:
    x, y, z = (each + chance.gauss(0, noise) for each in vector)
    return x, y, z


def _sum(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _unit(chance: random.Random) -> Vector:
    angle, up = chance.uniform(0, math.tau), chance.uniform(-1, 1)
    level = math.sqrt(1 - up * up)
    return level * cos(angle), level * sin(angle), up
