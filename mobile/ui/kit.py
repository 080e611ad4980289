"""The phone's small kit: words, icons, surfaces that can be tapped, and the frame of a page."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    StringProperty,
)
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.screenmanager import Screen
from kivy.uix.scrollview import ScrollView
from kivy.uix.stacklayout import StackLayout
from kivy.uix.textinput import TextInput

FOLDER = Path(__file__).parent


class Words(Label):
    """A text that wraps in its width and is as high as it needs."""


class Icon(Label):
    """One icon by name, turned by `turn_deg` clockwise."""

    name = StringProperty("place")
    turn_deg = NumericProperty(0)


class Card(BoxLayout):
    """A rounded surface."""

    ground = ColorProperty("#000000")
    edge = ColorProperty([0, 0, 0, 0])
    radius = NumericProperty(18)
    tall = NumericProperty(0)
    """Height in pixels; 0 means as high as the children need."""


class Tap(ButtonBehavior, Card):
    """A rounded surface that can be tapped, never under 48 dp high."""

    name = StringProperty("")
    """What it does, in words: the name a test or an assistive tool finds it by."""


class TextTap(Tap):
    """A tap with one line of text in its middle, and an icon before it if it has one."""

    text = StringProperty("")
    icon = StringProperty("")
    label_width = NumericProperty(0)
    label_size = StringProperty("17sp")
    ink = ColorProperty("#ffffff")


class Chip(TextTap):
    """A choice that is on or off."""

    is_on = BooleanProperty(False)


class HelpTap(TextTap):
    """Help, at the same corner of every page."""


class TopBar(BoxLayout):
    """Back or title on the left, Help on the right."""

    title = StringProperty("")
    back = StringProperty("")


class Body(ScrollView):
    """The scrolling middle of a page; its children stand below each other."""


class Stack(BoxLayout):
    """Children below each other, as high as they need."""


class Chips(StackLayout):
    """Chips in rows, as many to a row as there is room for."""


class Field(TextInput):
    """One line to type in."""


class Page(Screen):
    """The frame of every screen: a column on the ground colour."""


def load() -> None:
    """Load the kit's rules, once."""
    path = str(FOLDER / "kit.kv")
    if path not in Builder.files:
        Builder.load_file(path)
