"""The phone's hardware: which way the phone points, from true north, and whether that is sure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan2, degrees
from typing import Protocol

from mobile.device.heading import (
    Field,
    Matrix,
    Smooth,
    Vector,
    direction,
    from_pull_and_field,
    from_rotation_vector,
    heading_of,
    is_disturbed,
    turned,
)
from shared.geo import Point

NONE, VAGUE, DISTURBED = "none", "vague", "disturbed"
"""Troubles: no such sensor; the phone itself is not sure of it; iron or a magnet is near."""

MEDIUM = 2
"""SensorManager.SENSOR_STATUS_ACCURACY_MEDIUM: below it, calibration "may be needed"."""

MOST_OFF_RAD = 0.52
"""A rotation vector that the phone calls less exact than this (30°) points nowhere."""

HAND_S = 0.15
SWAY_S = 0.25
"""How slow what is smoothed away is: a hand's shaking, where a gyroscope knows the rest; without
one the sway of walking, some two steps a second, which pulls as the earth does."""

CALM_AFTER_S = 2.0
"""After what disturbed has passed, the phone's own reckoning needs a while to come back."""


@dataclass(frozen=True)
class Pointing:
    """Where the top of the screen points, in degrees clockwise from true north; or a trouble."""

    heading_deg: float | None
    trouble: str = ""


class Compass(Protocol):
    """Whatever knows the way the phone points; on only while somebody looks at the needle."""

    def start(self, at: Point, tell: Callable[[Pointing], None]) -> bool:
        """Begin to tell, on whatever thread; return False where the phone has no compass."""
        ...

    def stop(self) -> None:
        """Switch the sensors off; nothing more is told."""
        ...


class NoCompass:
    """A desktop: it lies on a table and points nowhere."""

    def start(self, at: Point, tell: Callable[[Pointing], None]) -> bool:
        """Return that there is none."""
        return False

    def stop(self) -> None:
        """Nothing runs that could be stopped."""


class Sense:
    """Makes one direction of what the sensors say, each time one of them speaks.

    `rotation` says how the screen is turned now, 0 to 3; `earth` is the field at the place.
    """

    def __init__(self, earth: Field, rotation: Callable[[], int], *, has_rotation: bool) -> None:
        self._earth = earth
        self._rotation = rotation
        self._has_rotation = has_rotation
        self._smooth = Smooth(HAND_S)
        self._pulls, self._draws = Smooth(SWAY_S), Smooth(SWAY_S)
        self._pull: Vector | None = None
        self._field: Vector | None = None
        self._attitude: Matrix | None = None
        self._accuracy = MEDIUM
        self._calm_from_s = 0.0

    def graded(self, accuracy: int) -> None:
        """Take how sure the phone is of its sensor: 0 to 3, or -1 where it feels nothing."""
        self._accuracy = accuracy

    def rotated(self, values: Sequence[float], at_s: float) -> Pointing:
        """Take a rotation vector; its fifth number is how exact it is in radians, if above 0."""
        self._attitude = from_rotation_vector(values)
        is_vague = len(values) > 4 and values[4] > MOST_OFF_RAD
        return self._pointing(at_s, is_vague=is_vague)

    def pulled(self, pull: Vector, at_s: float) -> Pointing | None:
        """Take what pulls, in metres per second squared, where there is no rotation vector."""
        self._pull = self._pulls.take(pull, at_s)
        return None if self._has_rotation else self._by_field(at_s)

    def drawn(self, field: Vector, at_s: float) -> Pointing | None:
        """Take the magnetic field, in microtesla: with what pulls a direction, else a check."""
        self._field = self._draws.take(field, at_s)
        if self._has_rotation:
            self._watch(at_s)
            return None
        return self._by_field(at_s)

    def _by_field(self, at_s: float) -> Pointing | None:
        if self._pull is None or self._field is None:
            return None
        self._attitude = from_pull_and_field(self._pull, self._field)
        self._watch(at_s)
        return self._pointing(at_s)

    def _watch(self, at_s: float) -> None:
        """Look whether what draws the needle is the earth."""
        if self._attitude is None or self._field is None:
            return
        if is_disturbed(turned(self._attitude, self._field), self._earth):
            self._calm_from_s = at_s + CALM_AFTER_S

    def _pointing(self, at_s: float, *, is_vague: bool = False) -> Pointing:
        if self._accuracy < MEDIUM or is_vague or self._attitude is None:
            return Pointing(None, VAGUE)
        if at_s < self._calm_from_s:
            return Pointing(None, DISTURBED)
        heading = heading_of(self._attitude, self._rotation())
        if heading is None:
            return Pointing(None, VAGUE)
        east, north, _ = self._smooth.take(direction(heading), at_s)
        return Pointing((degrees(atan2(east, north)) + self._earth.declination_deg) % 360)
