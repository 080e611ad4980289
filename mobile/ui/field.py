"""The phone's small kit: one line to type in; apart, since TextInput takes 30 ms to load."""

from pathlib import Path

from kivy.lang import Builder
from kivy.uix.textinput import TextInput


class Field(TextInput):
    """One line to type in."""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
