"""The phone's hardware: reading a text aloud with the phone's own voices."""

from typing import Protocol


class Speech(Protocol):
    """Whatever can read aloud on the phone itself; no text leaves it for that."""

    def can_speak(self, language: str) -> bool:
        """Say whether a voice for a language ("en", "ur") is on the phone.

        The first question wakes the voices, and False may mean "not yet": ask whenever a screen
        that offers reading is shown.
        """
        ...

    def say(self, text: str, language: str) -> bool:
        """Read a text aloud in place of what is being read; return False where it cannot be."""
        ...

    def hush(self) -> None:
        """Stop reading at once."""
        ...


class Silence:
    """A desktop reads nothing aloud."""

    def can_speak(self, language: str) -> bool:
        """Return that there is no voice."""
        return False

    def say(self, text: str, language: str) -> bool:
        """Return that nothing is read."""
        return False

    def hush(self) -> None:
        """Nothing is being read."""
