"""The phone's hardware: where the phone is; the position goes to screens and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from shared.geo import Point

DENIED, OFF = "denied", "off"
"""Troubles: the person (or the phone's owner) said no; the phone's location is switched off."""


@dataclass(frozen=True)
class Fix:
    """One position; an approximate one may be some 2 km off."""

    at: Point
    is_approximate: bool = False
    accuracy_m: float | None = None
    """How far off it is likely to be, in metres, where the phone says so (68 % are nearer)."""


class Location(Protocol):
    """Whatever knows the position; asked only while a screen shows it."""

    def start(self, on_fix: Callable[[Fix], None], on_trouble: Callable[[str], None]) -> None:
        """Begin to tell positions, or DENIED or OFF; on whatever thread the phone tells them.

        The last position known comes first, where it is recent; rough ones may follow, and better
        ones later. Permission is asked for here and never sooner. After DENIED a further start may
        ask again: leave it to a tap. After OFF positions may still come, when the phone's location
        is switched on. A trouble may be told more than once.
        """
        ...

    def stop(self) -> None:
        """Stop asking; nothing more is told."""
        ...


class FixedLocation:
    """A desktop's position: the one given on the command line, a trouble, or nothing."""

    def __init__(self, at: Point | None, trouble: str = "", is_approximate: bool = False) -> None:
        self._at, self._trouble, self._is_approximate = at, trouble, is_approximate

    def start(self, on_fix: Callable[[Fix], None], on_trouble: Callable[[str], None]) -> None:
        """Tell the given trouble, else the given position, once."""
        if self._trouble:
            on_trouble(self._trouble)
        elif self._at is not None:
            on_fix(Fix(self._at, self._is_approximate))

    def stop(self) -> None:
        """Nothing runs that could be stopped."""
