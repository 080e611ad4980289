"""The phone's hardware: what covers the window's edges: bars, a camera, the keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Insets:
    """How much of the window is covered at each edge, in its pixels.

    `keyboard` counts from the lower edge, like `bottom`, and is 0 while none is shown.
    """

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0
    keyboard: float = 0


class Edges(Protocol):
    """Whatever knows what covers the window."""

    def watch(self, tell: Callable[[Insets], None]) -> None:
        """Tell the insets soon and whenever they change, on whatever thread the phone tells them.

        Watched once, for as long as the app runs.
        """
        ...

    def dress(self, *, is_dark: bool) -> None:
        """Let what the system draws on the app's ground, such as the clock, be read on it."""
        ...


class FixedEdges:
    """A desktop's window: covered as somebody pretends, usually by nothing."""

    def __init__(self, insets: Insets | None = None) -> None:
        self._insets = insets or Insets()

    def watch(self, tell: Callable[[Insets], None]) -> None:
        """Tell the pretended insets once."""
        tell(self._insets)

    def dress(self, *, is_dark: bool) -> None:
        """Nothing is drawn on it."""
