"""The phone's small kit: choices that are on or off, in rows."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty
from kivy.uix.stacklayout import StackLayout

from mobile.ui.kit import TextTap
from mobile.ui.words import is_rtl


class Chip(TextTap):
    """A choice that is on or off."""

    role = "check"
    is_on = BooleanProperty(False)


class Chips(StackLayout):
    """Chips in rows, as many to a row as there is room for, in the reading order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.orientation = "rl-tb" if is_rtl() else "lr-tb"


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
