"""The phone's hardware: assistive services such as screen readers, and what they are told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

PRESS, BACK, FORWARD, SHOW, WRITE = "press", "back", "forward", "show", "write"
"""What a service may ask for: a tap, scrolling, bringing into sight, writing into a field."""


@dataclass(frozen=True)
class Spoken:
    """One thing on the page; a number of its own names it, and 0 is no number."""

    number: int
    parent: int
    """The number of the scrolling part it stands in, or 0."""

    role: str
    name: str
    value: str
    states: frozenset[str]
    box: tuple[int, int, int, int]
    """Left, top, right, bottom in the window's pixels."""


Act = Callable[[int, str, str], None]
"""Asks for something to be done with the thing of a number; the words are those to write."""


class Reader(Protocol):
    """Whatever reads the page out, or works it for somebody."""

    def watch(self, tell: Callable[[bool], None], act: Act) -> None:
        """Tell whether a service is on, now and at each change; on whatever thread.

        Watched once, for as long as the app runs.
        """
        ...

    def show(self, title: str, things: Sequence[Spoken]) -> None:
        """Let services know what stands on the page now, in the reading order."""
        ...


class NoReader:
    """A desktop has none that Kivy could speak to."""

    def watch(self, tell: Callable[[bool], None], act: Act) -> None:
        """Tell that none is on."""
        tell(False)

    def show(self, title: str, things: Sequence[Spoken]) -> None:
        """Nobody is there to know it."""
