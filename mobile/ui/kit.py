"""The phone's small kit: words, icons, surfaces that can be tapped, and the frame of a page."""

from pathlib import Path
from typing import Any

import kivy.uix.label
from kivy.clock import Clock
from kivy.lang import Builder
from kivy.metrics import dp
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    StringProperty,
    VariableListProperty,
)
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.label import Label
from kivy.uix.layout import Layout
from kivy.uix.scrollview import ScrollView

from mobile.ui import style
from mobile.ui.frame import frame
from mobile.ui.scale import size
from mobile.ui.shaping import BASE
from mobile.ui.words import is_rtl

FOLDER = Path(__file__).parent


def nav_height() -> float:
    """Return the height of the bar of the five places to be: its words grow, Arabic ones most."""
    return float(dp(74) + max(0.0, size.tiny * 1.6 - dp(20)))


def natural_width(text: str, font_size: float) -> float:
    """Return how wide one line of bold words is, in pixels."""
    label = kivy.uix.label.CoreLabel(text=text, font_size=font_size, bold=True, font_name="Roboto")
    label.resolve_font_name()
    return float(label.get_extents(text)[0] + 1)


def on_one_line(text: str, font_size: float, room: float, least: float) -> float:
    """Return the size in which bold words fit on one line; as it was, if `least` is too large."""
    wide = natural_width(text, font_size)
    fitting = font_size * 0.97 * room / wide if wide > room > 0 else font_size
    return fitting if fitting >= least else font_size


class Unbroken(Label):
    """A text that breaks no word inside: where one is wider than the line, it is drawn smaller.

    An address of the web is no word: it may break anywhere, and the text beside it stays as large.
    """

    base = StringProperty("")
    """The direction of a text of another language than the app's, "R" or "L"; "" for its own."""

    def texture_update(self, *args: Any) -> None:
        """Draw the text, no word of it wider than the line."""
        self._label.options[BASE] = self.base
        if self.text_size[0]:
            room = max(1.0, self.text_size[0] - self.padding[0] - self.padding[2])
            # Not at spaces that do not break. A letter is hardly ever wider than it is high: most
            # texts need no measuring.
            words = (word for word in self.text.split(" ") if "://" not in word)
            long = [word for word in words if len(word) * self.font_size > room]
            wide = max((natural_width(word, self.font_size) for word in long), default=0)
            fitting = int(self.font_size * 0.97 * room / wide) if wide > room else self.font_size
            self._label.options["font_size"] = fitting
        super().texture_update(*args)


class Words(Unbroken):
    """A text that wraps in its width and is as high as it needs; empty, it takes no room."""


class Icon(Label):
    """One icon by name, turned by `turn_deg` clockwise."""

    name = StringProperty("place")
    turn_deg = NumericProperty(0)


class Row(BoxLayout):
    """Children beside each other, or below; beside each other they follow the reading order."""

    def do_layout(self, *args: Any) -> None:
        """Lay the children out as Kivy does, then mirror them where one reads from the right."""
        super().do_layout(*args)
        if self.orientation == "horizontal" and is_rtl():
            for child in self.children:
                child.x = self.x + self.right - child.right


class Card(Row):
    """A rounded surface."""

    ground = ColorProperty("#000000")
    radius = NumericProperty(18)
    tall = NumericProperty(0)
    """Least height in pixels; it is higher where the children need more."""


class Edged:
    """A card with an edge; apart, because every card would pay for it."""

    edge = ColorProperty([0, 0, 0, 0])


class Tap(ButtonBehavior, Card):
    """A rounded surface that can be tapped, never under 48 dp high."""

    role = "button"
    """What it is to somebody who hears the page: a role of tree.py."""

    name = StringProperty("")
    """What it does, in words: the name a test or an assistive tool finds it by."""


class TextTap(Tap):
    """A tap with words in its middle, and an icon before them if it has one; they may wrap."""

    text = StringProperty("")
    icon = StringProperty("")
    label_size = NumericProperty(17)
    ink = ColorProperty("#ffffff")
    words_width = NumericProperty(0)
    """How wide the words stand: as they are, or as much as there is room for."""

    margin = NumericProperty(28)
    """What cannot hold words, in pixels: padding, and the icon."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("text", "label_size", "width", "margin"):
            self.fbind(name, self._fit)
        self._fit()

    def _fit(self, *_args: Any) -> None:
        wide = natural_width(self.text, self.label_size)
        room = self.width - self.margin
        self.words_width = min(wide, room) if self.size_hint_x is not None and room > 0 else wide


class HelpTap(Tap):
    """Help, at the same corner of every page."""


class LeaveTap(Tap):
    """The way out at once, with its word, beside Help on every page."""


class Bar(Row):
    """The top of a page: the way back if there is one, the way out, Help; below them the title."""

    title = StringProperty("")
    back = StringProperty("")
    """The icon of the way back; "" where there is none to go."""

    has_help = BooleanProperty(True)
    is_inline = BooleanProperty(False)
    """Whether the title stands in the bar: where there is little height."""


class Body(ScrollView):
    """The scrolling middle of a page; its children stand below each other."""

    def on_height(self, *_args: Any) -> None:
        """Keep what is typed into in sight, above a keyboard that comes."""
        if frame.has_keyboard:
            Clock.schedule_once(self._show_field, 0)

    def _show_field(self, _dt: float) -> None:
        for field in self.walk():
            if getattr(field, "focus", False):
                bring_into_sight(field)


class Stack(Layout):
    """Children below each other, as high as they need; one without height takes no gap."""

    spacing = NumericProperty(12)
    padding = VariableListProperty([0, 0, 0, 0])
    minimum_height = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        update = self._trigger_layout
        for name in ("spacing", "padding", "children", "parent", "size", "pos"):
            self.fbind(name, update)

    def do_layout(self, *_args: Any) -> None:
        """Put each child below the one before, at the side where a line begins."""
        left, above, right, below = self.padding
        room, y, gap = self.width - left - right, self.top - above, 0.0
        for child in reversed(self.children):
            if child.size_hint_x is not None:
                child.width = room
            if not child.height:
                continue
            y -= gap + child.height
            child.pos = (self._x_of(child, left, right), y)
            gap = self.spacing
        self.minimum_height = self.top - y + below

    def _x_of(self, child: Any, left: float, right: float) -> float:
        if child.size_hint_x is None and "center_x" in child.pos_hint:
            return float(self.center_x - child.width / 2)
        if is_rtl():
            return float(self.right - right - child.width)
        return float(self.x + left)


class Head(Stack):
    """What stands above the scrolling middle; where there is little room it scrolls along."""

    is_tight = BooleanProperty(False)
    home: tuple[Any, int] = (None, 0)
    """Its parent and place there, while it scrolls along."""


class Foot(Stack):
    """What can be done with a page, at its end: always in sight, or where there is little room
    below everything else, so that one can read.
    """

    is_tight = BooleanProperty(False)
    home: tuple[Any, int] = (None, 0)


class Column(BoxLayout):
    """What a page holds, below each other, in the middle of a wide screen."""


class Page(FloatLayout):
    """The frame of every screen: a column on the ground colour."""

    name = StringProperty("")
    is_tight = BooleanProperty(False)
    """Whether there is so little room that all but the bars scrolls."""

    def begun(self) -> None:
        """Done before it is shown, each time somebody comes anew, not back, to the page."""

    def entered(self) -> None:
        """Done each time before the page is shown."""

    def left(self) -> None:
        """Done each time after another page was shown; the way back may still lead here."""

    def step_back(self) -> bool:
        """Take a step back within the page; return False where there is none."""
        return False

    def ended(self) -> None:
        """Done once no way back leads here any more: what stands on it may be let go."""


def bring_into_sight(widget: Any) -> list[Any]:
    """Scroll a widget into sight; return what scrolls it, the nearest first."""
    found, parent = [], widget.parent
    while parent is not None and parent is not parent.parent:
        if hasattr(parent, "scroll_to"):
            parent.scroll_to(widget, padding=dp(24), animate=False)
            found.append(parent)
        parent = parent.parent
    return found


def load() -> None:
    """Load the kit's rules, once."""
    path = str(FOLDER / "kit.kv")
    if path not in Builder.files:
        style.need("Label", "ScrollView", "StencilView")
        Builder.load_file(path)
