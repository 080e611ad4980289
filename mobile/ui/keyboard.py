"""The phone's small kit: reaching everything with a keyboard, on a desktop or a switch device."""

from collections.abc import Sequence
from typing import Any

from kivy.graphics import Color, Line
from kivy.metrics import dp

from mobile.ui.kit import Tap, bring_into_sight
from mobile.ui.long_list import LongList
from mobile.ui.pages import Pages
from mobile.ui.theme import theme


class Keyboard:
    """Tab and arrows walk over what can be tapped, Enter and Space tap it; a ring shows where."""

    ESCAPE, TAB, ENTER, SPACE = 27, 9, 13, 32
    UP, DOWN = 273, 274

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._at: Any = None
        with pages.canvas.after:
            self._colour = Color(0, 0, 0, 0)
            self._ring = Line(width=dp(1.5))
        self._watched: list[Any] = []

    @property
    def focused(self) -> Any:
        """What Enter would tap, or None."""
        return self._at

    def press(self, key: int, modifiers: Sequence[str] = ()) -> bool:
        """Take a key; return whether it was used."""
        if key in (self.TAB, self.DOWN, self.UP):
            is_back = key == self.UP or "shift" in modifiers
            self._move(-1 if is_back else 1)
            return True
        if key in (self.ENTER, self.SPACE) and self._at is not None:
            self._at.dispatch("on_release")
            return True
        return False

    def forget(self) -> None:
        """Stand nowhere: another page is shown."""
        self._watch(None)

    def reachable(self) -> list[Any]:
        """Return what can be reached on the page, in the reading order."""
        found = [each for each in self._pages.current_page.walk() if _can_be_used(each)]
        rows = sorted((each for each in found if _is_row(each)), key=lambda row: row.index)
        ordered = iter(rows)
        return [next(ordered) if _is_row(each) else each for each in found]

    def _move(self, step: int) -> None:
        found = self.reachable()
        if not found:
            return
        if self._at in found:
            index = (found.index(self._at) + step) % len(found)
        else:
            index = 0 if step > 0 else len(found) - 1
        self._watch(found[index])

    def _watch(self, widget: Any) -> None:
        for each in self._watched:
            each.funbind("pos", self._draw)
        if self._at is not None and hasattr(self._at, "insert_text"):
            self._at.focus = False
        self._at, self._watched = widget, []
        if widget is None:
            self._colour.rgba = (0, 0, 0, 0)
            return
        for parent in bring_into_sight(widget):
            parent.fbind("scroll_y", self._draw)
        if hasattr(widget, "insert_text"):
            widget.focus = True
        widget.fbind("pos", self._draw)
        self._watched = [widget]
        self._draw()

    def _draw(self, *_args: Any) -> None:
        if self._at is None:
            return
        x, y = self._at.to_window(*self._at.pos)
        around = (x - dp(3), y - dp(3), self._at.width + dp(6), self._at.height + dp(6), dp(14))
        self._ring.rounded_rectangle = around
        self._colour.rgba = theme.action


def _is_row(widget: Any) -> bool:
    """Return whether a tap is a row of a long list, which are made in no order."""
    return isinstance(widget.parent, LongList)


def _can_be_used(widget: Any) -> bool:
    if not (isinstance(widget, Tap) or hasattr(widget, "insert_text")):
        return False
    return not widget.disabled and widget.opacity > 0 and widget.height > 1
