"""What a screen needs to read itself aloud with the phone's own voice."""

from collections.abc import Callable

from kivy.properties import BooleanProperty

from mobile.device.speech import Speech
from mobile.ui.words import language
from mobile.viewmodels.base import ViewModel
from shared.isolates import plain


class ReadingAloud(ViewModel):
    """The tap that reads a screen; offered only where the phone has a voice for the language."""

    can_speak = BooleanProperty(False)
    is_speaking = BooleanProperty(False)

    def __init__(self, speech: Speech, words: Callable[[], str]) -> None:
        super().__init__()
        self._speech = speech
        self._words = words

    def look(self) -> None:
        """Ask anew whether the phone has a voice: it may need a moment to say so."""
        self.can_speak = self._speech.can_speak(language())

    def toggle(self) -> None:
        """Read aloud, or be silent."""
        if self.is_speaking:
            self.hush()
        else:
            self.is_speaking = self._speech.say(plain(self._words()), language())

    def hush(self) -> None:
        """Be silent: the screen was left."""
        self._speech.hush()
        self.is_speaking = False
