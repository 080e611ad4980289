"""The phone's hardware: where the phone is; the position goes to screens and nowhere else."""

from collections.abc import Callable
from typing import Protocol

from shared.geo import Point


class Location(Protocol):
    """Whatever knows the position; asked only while a screen shows it."""

    def start(self, on_fix: Callable[[Point], None]) -> None:
        """Begin to tell positions; nothing is told where none can be had."""
        ...

    def stop(self) -> None:
        """Stop asking."""
        ...


class FixedLocation:
    """A desktop's position: the one given on the command line, or none."""

    def __init__(self, at: Point | None) -> None:
        self._at = at

    def start(self, on_fix: Callable[[Point], None]) -> None:
        """Tell the given position once."""
        if self._at is not None:
            on_fix(self._at)

    def stop(self) -> None:
        """Nothing runs that could be stopped."""
