"""The phone's small kit: words, icons, surfaces that can be tapped, and the frame of a page."""

from pathlib import Path
from typing import Any

import kivy.uix.label
from kivy.core.window import Window
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
from mobile.ui.scale import size
from mobile.ui.words import is_rtl, text

FOLDER = Path(__file__).parent

WIDEST_DP = 640
"""A column of text wider than this is hard to read; on a tablet it stands in the middle."""

BAR_TAKEN_DP, HELP_TAKEN_DP = 146, 68
"""What the way back, the way out and the gaps take of a bar, and what Help takes but its word."""


def column_width() -> float:
    """Return the width of a page's column in pixels."""
    return float(min(Window.width, dp(WIDEST_DP)))


def nav_height() -> float:
    """Return the height of the bar of the five places to be: its words grow, Arabic ones most."""
    return float(dp(74) + max(0.0, size.tiny * 1.6 - dp(20)))


def natural_width(text: str, font_size: float) -> float:
    """Return how wide one line of bold words is, in pixels."""
    label = kivy.uix.label.CoreLabel(text=text, font_size=font_size, bold=True, font_name="Roboto")
    label.resolve_font_name()
    return float(label.get_extents(text)[0] + 1)


class Words(Label):
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
    """The way out at once, beside Help on every page."""

    has_words = BooleanProperty(False)


class Bar(Row):
    """The top of a page: the way back if there is one, the title, the way out, Help.

    A title that would not fit between them stands below.
    """

    title = StringProperty("")
    back = StringProperty("")
    """The icon of the way back; "" where there is none to go."""

    has_help = BooleanProperty(True)

    @property
    def is_inline(self) -> bool:
        """Whether the title stands in the bar: it fits, and text is not so large that it wraps."""
        if size.is_large:
            return False
        taken = dp(BAR_TAKEN_DP) - (0 if self.back else dp(40))
        if self.has_help:
            taken += natural_width(text("Help"), size.body) + dp(HELP_TAKEN_DP)
        return natural_width(self.title, size.heading) <= column_width() - taken


class Body(ScrollView):
    """The scrolling middle of a page; its children stand below each other."""


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


class Foot(Stack):
    """What can be done with a page, at its end: always in sight, or where text is large below
    everything else, so that there is room to read.
    """


class Column(BoxLayout):
    """What a page holds, below each other, in the middle of a wide screen."""


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
        if size.is_large:
            _let_feet_scroll(page)
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

    def forget(self) -> None:
        """Let go of all pages and of what stands on them."""
        before = self._made.get(self.current)
        self.clear_widgets()
        if before is not None:
            before.left()
        self._made.clear()
        self.current = ""


def _let_feet_scroll(page: Page) -> None:
    """Put what stands at the end of a page to the end of what is scrolled."""
    widgets = list(page.walk())
    body = next((widget for widget in widgets if isinstance(widget, Body)), None)
    for foot in [widget for widget in widgets if isinstance(widget, Foot)]:
        if body is not None and body.children:
            foot.parent.remove_widget(foot)
            foot.padding = [0, dp(8), 0, 0]
            body.children[0].add_widget(foot)


def load() -> None:
    """Load the kit's rules, once."""
    path = str(FOLDER / "kit.kv")
    if path not in Builder.files:
        style.need("Label", "ScrollView", "StencilView")
        Builder.load_file(path)
