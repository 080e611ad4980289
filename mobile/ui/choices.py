"""The phone's small kit: chips and a line to type in; apart, since the first list needs neither.

Kivy's TextInput alone takes some 30 ms to load.
"""

from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.uix.textinput import TextInput

from mobile.ui import shaping, style
from mobile.ui.chips import Chip as Chip
from mobile.ui.chips import Chips as Chips
from mobile.ui.kit import bring_into_sight


class Field(TextInput):
    """One line to type in; nothing of it goes to the clipboard, which other apps can read."""

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str, modifiers: list[str]
    ) -> bool:
        """Let Tab and Escape leave the field; the page does the rest."""
        if keycode[1] in ("tab", "escape"):
            self.focus = False
            window.dispatch("on_keyboard", keycode[0], 0, None, modifiers)
            return True
        return bool(super().keyboard_on_key_down(window, keycode, text, modifiers))

    def on_focus(self, _field: Any, is_focused: bool) -> None:
        """Come into sight: the keyboard covers half of the window."""
        if is_focused:
            Clock.schedule_once(lambda _: bring_into_sight(self), 0)

    def copy(self, data: str = "") -> None:
        """Copy nothing."""

    def cut(self) -> None:
        """Cut nothing."""


style.need("TextInput", "TextInputCutCopyPaste", "Selector", "Image")
style.need("BubbleContent", "BubbleButton", "Button")
Builder.load_file(str(Path(__file__).with_suffix(".kv")))
shaping.install_in_fields()
