"""The phone's hardware: how its owner has set it, and its stack of apps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Wishes:
    """How the phone is set; what it does not say is as it comes."""

    languages: tuple[str, ...] = ()
    """BCP 47 tags such as "cy-GB", the most wanted first."""

    text_size: float = 1.0
    """The factor of the phone's own text size."""

    is_dark: bool | None = None
    """Whether dark looks are wanted; None where the phone does not say."""

    has_high_contrast: bool = False
    has_reduced_motion: bool = False


PLACES, HELP = ASKABLE = ("places", "help")
"""Pages that a shortcut on the launcher opens, and nothing else that another app may ask for."""

ASKED = "umay_page"
"""The extra of Android's intent that says which (packaging/manifest/shortcuts.xml)."""


class System(Protocol):
    """Whatever knows the phone's own settings."""

    def wishes(self) -> Wishes:
        """Return how the phone is set now; fast enough to be asked before the first list."""
        ...

    def watch(self, tell: Callable[[Wishes], None]) -> None:
        """Tell the settings whenever they change while the app runs, on whatever thread."""
        ...

    def step_back(self) -> bool:
        """Put the app behind the others without ending it; return False where it cannot be."""
        ...

    def asked_page(self) -> str:
        """Return the page that the app was opened for: "places", "help", or "" for none."""
        ...


class FixedSystem:
    """A desktop: set as somebody pretends, and alone in its window."""

    def __init__(self, wishes: Wishes | None = None) -> None:
        self._wishes = wishes or Wishes()

    def wishes(self) -> Wishes:
        """Return the pretended settings."""
        return self._wishes

    def watch(self, tell: Callable[[Wishes], None]) -> None:
        """Nothing changes."""

    def step_back(self) -> bool:
        """Return that there is nothing behind."""
        return False

    def asked_page(self) -> str:
        """Return that nobody asked for a page."""
        return ""
