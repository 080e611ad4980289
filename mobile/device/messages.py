"""The phone's hardware: handing a text to the phone's own message app; the person presses send."""

from typing import Protocol


class Messages(Protocol):
    """Whatever can open a message with a text in it."""

    def compose(self, number: str, text: str) -> bool:
        """Open a message to a number ("" lets the person choose); nothing is sent by this.

        Return False where there is no message app, so that the text is shown.
        """
        ...


class ShownMessages:
    """A desktop has no message app: the screen shows the text."""

    def compose(self, number: str, text: str) -> bool:
        """Return that there is no message app."""
        return False
