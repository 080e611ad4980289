"""The phone's small kit: chips and a line to type in; apart, since the first list needs neither.

Kivy's TextInput alone takes some 30 ms to load.
"""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty
from kivy.uix.stacklayout import StackLayout
from kivy.uix.textinput import TextInput

from mobile.ui import style
from mobile.ui.kit import TextTap


class Field(TextInput):
    """One line to type in."""


class Chip(TextTap):
    """A choice that is on or off."""

    is_on = BooleanProperty(False)


class Chips(StackLayout):
    """Chips in rows, as many to a row as there is room for."""


style.need("TextInput", "TextInputCutCopyPaste", "Selector", "Image")
style.need("BubbleContent", "BubbleButton", "Button")
Builder.load_file(str(Path(__file__).with_suffix(".kv")))
