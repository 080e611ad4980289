"""The phone's small kit: words, icons, surfaces that can be tapped, and the frame of a page."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import (
    ColorProperty,
    NumericProperty,
    StringProperty,
)
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView

from mobile.ui import style

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
    radius = NumericProperty(18)
    tall = NumericProperty(0)
    """Height in pixels; 0 means as high as the children need."""


class Edged:
    """A card with an edge; apart, because every card would pay for it."""

    edge = ColorProperty([0, 0, 0, 0])


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


class HelpTap(TextTap):
    """Help, at the same corner of every page."""


class TopBar(BoxLayout):
    """The title on the left, Help on the right."""

    title = StringProperty("")


class BackBar(BoxLayout):
    """The way back and the title on the left, Help on the right."""

    title = StringProperty("")
    back = StringProperty("back")


class Body(ScrollView):
    """The scrolling middle of a page; its children stand below each other."""


class Stack(BoxLayout):
    """Children below each other, as high as they need."""


class Page(FloatLayout):
    """The frame of every screen: a column on the ground colour."""

    name = StringProperty("")

    def entered(self) -> None:
        """Done each time before the page is shown."""

    def left(self) -> None:
        """Done each time after another page was shown."""


class Pages(FloatLayout):
    """One page at a time, without transitions.

    Kivy's ScreenManager does more than that, and loading it took a twentieth of the first list.
    """

    current = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._made: dict[str, Page] = {}

    @property
    def current_page(self) -> Page:
        """The page that is shown."""
        return self._made[self.current]

    def has(self, name: str) -> bool:
        """Return whether a page was made."""
        return name in self._made

    def get(self, name: str) -> Page:
        """Return a page that was made."""
        return self._made[name]

    def keep(self, page: Page) -> None:
        """Take a new page, not shown yet."""
        self._made[page.name] = page

    def show(self, name: str) -> None:
        """Show a page that was made."""
        page, before = self._made[name], self._made.get(self.current)
        page.entered()
        self.clear_widgets()
        self.add_widget(page)
        self.current = name
        if before is not None and before is not page:
            before.left()


def load() -> None:
    """Load the kit's rules, once."""
    path = str(FOLDER / "kit.kv")
    if path not in Builder.files:
        style.need("Label", "ScrollView", "StencilView")
        Builder.load_file(path)
