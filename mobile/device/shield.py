"""The phone's hardware: keeping the app out of pictures of the screen, and ending it."""

from typing import Protocol


class Shield(Protocol):
    """Whatever hides the app from a look over the shoulder; it cannot beat spyware."""

    def cover(self) -> None:
        """Let no screenshot and no picture in the app switcher show this app, from now on."""
        ...

    def leave(self) -> bool:
        """End the app and take it off the list of recent ones; return False where it cannot be."""
        ...


class NoShield:
    """A desktop has neither; the caller shows its own empty screen."""

    def cover(self) -> None:
        """Nothing can be covered."""

    def leave(self) -> bool:
        """Return that the app stays open."""
        return False
