"""A hand that holds a phone: a compass that points where a test turns it."""

from collections.abc import Callable
from dataclasses import replace

from mobile.context import Context
from mobile.device.compass import Compass, Pointing
from shared.geo import Point


class Hand:
    """A compass whose sensors are a test's; `is_on` says whether they are on."""

    def __init__(self, *, has_compass: bool = True) -> None:
        self.has_compass = has_compass
        self.is_on = False
        self.starts = 0
        self._tell: Callable[[Pointing], None] = lambda _: None

    def start(self, at: Point, tell: Callable[[Pointing], None]) -> bool:
        """Begin to tell, where there is a compass."""
        self._tell, self.is_on = tell, self.has_compass
        self.starts += 1
        return self.has_compass

    def stop(self) -> None:
        """Tell nothing more."""
        self.is_on = False

    def turn(self, heading_deg: float | None, trouble: str = "") -> None:
        """Point there, or say what is wrong."""
        if self.is_on:
            self._tell(Pointing(heading_deg, trouble))


def take(context: Context, hand: Hand) -> None:
    """Put a phone into a hand; before anything asks for its compass."""
    compass: Compass = hand
    context.device = replace(context.device, compass=compass)
