"""The phone's hardware: handing a place, never the person's position, to the phone's map app."""

from typing import Protocol

from shared.geo import Point


class Directions(Protocol):
    """Whatever can lead the way to a place."""

    def lead(self, at: Point, label: str) -> bool:
        """Open a map at a place; return False where there is none, so that the address is shown."""
        ...


class NoDirections:
    """A desktop has no map app: the screen shows the address."""

    def lead(self, at: Point, label: str) -> bool:
        """Return that there is no map app."""
        return False
