"""The phone's hardware: handing a text to whatever app the person picks; they send it there."""

from typing import Protocol


class Share(Protocol):
    """Whatever can offer the apps that take a text."""

    def share(self, text: str) -> bool:
        """Show the apps that take a text; nothing is sent by this.

        Return False where there are none, so that the text is shown.
        """
        ...


class ShownShare:
    """A desktop has no such apps: the screen shows the text."""

    def share(self, text: str) -> bool:
        """Return that no app takes it."""
        return False
