"""What can be seen to be wrong with a screen: small targets, cut-off words, things outside."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from demo.driver import Driver
from mobile.ui.frame import frame
from mobile.ui.kit import Tap
from mobile.ui.style import missing

LEAST_TARGET_DP = 48
MOST_OVERLAP = 3
"""Pixels: a glyph's box is a little larger than what is drawn of it."""


def faults(driver: Driver) -> list[str]:
    """Return every fault of the current screen in words."""
    return [
        *_small_targets(driver),
        *_cut_words(driver),
        *_broken_words(driver),
        *_outside(driver),
        *_covered(driver),
        *_overlapping(driver),
        *_without_style(driver),
    ]


def _visible(driver: Driver, kind: type[Any]) -> Iterator[Any]:
    for widget in driver.app.root.current_page.walk():
        has_size = isinstance(widget, kind) and widget.width > 1 and widget.height > 1
        if has_size and all(each.opacity > 0 for each in (widget, *_ancestors(widget))):
            yield widget


def _small_targets(driver: Driver) -> Iterator[str]:
    for tap in _visible(driver, Tap):
        if not tap.disabled and min(tap.size) + 0.5 < dp(LEAST_TARGET_DP):
            yield f"{tap.name!r} is only {tap.width / dp(1):.0f} x {tap.height / dp(1):.0f} dp"


def _cut_words(driver: Driver) -> Iterator[str]:
    for label in _visible(driver, Label):
        if label.text and label.font_name != "Icons":
            wide, high = label.texture_size
            if wide > label.width + 1 or high > label.height + 1:
                yield f"{label.text!r} does not fit ({wide} x {high} in {label.size})"


def seen_texts(driver: Driver) -> list[tuple[Any, "Box"]]:
    """Return every text of which something is seen, with left, bottom, right, top of that."""
    return [
        (label, seen)
        for label in _visible(driver, Label)
        if label.text and (seen := _seen(label, driver.app.root)) is not None
    ]


def _broken_words(driver: Driver) -> Iterator[str]:
    """Yield every word that is broken inside, because it is wider than its line."""
    for label in _visible(driver, Label):
        if not label.text_size[0] or label.shorten:
            continue
        lines = ["".join(word.text for word in line.words) for line in label._label._cached_lines]
        whole = label.text
        for line, following in pairwise(line.strip() for line in lines):
            whole = whole[whole.find(line) + len(line) :]
            if following and whole.startswith(following):
                yield f"{label.text!r} is broken inside: {line!r}, {following!r}"


def _overlapping(driver: Driver) -> Iterator[str]:
    """Yield every two texts, or text and foreign button, that are seen on top of each other."""
    found = seen_texts(driver)
    for index, (one, first) in enumerate(found):
        for other, second in found[index + 1 :]:
            wide = min(first[2], second[2]) - max(first[0], second[0])
            high = min(first[3], second[3]) - max(first[1], second[1])
            if wide > MOST_OVERLAP and high > MOST_OVERLAP:
                yield f"{one.text!r} lies on {other.text!r} ({wide:.0f} x {high:.0f})"


Box = tuple[float, float, float, float]


def _seen(label: Label, root: Widget) -> Box | None:
    """Return left, bottom, right, top of a text as far as it is seen, in the window."""
    x, y = label.to_window(*label.pos)
    wide, high = label.texture_size
    left = x + (label.width - wide) / 2
    bottom = y + (label.height - high) / 2
    box = (left, bottom, left + wide, bottom + high)
    for parent in (*_ancestors(label), root):
        if hasattr(parent, "scroll_to") or parent is root:
            low, high_ = parent.to_window(*parent.pos), parent.to_window(parent.right, parent.top)
            box = (
                max(box[0], low[0]),
                max(box[1], low[1]),
                min(box[2], high_[0]),
                min(box[3], high_[1]),
            )
    return box if box[2] > box[0] and box[3] > box[1] else None


def _ancestors(widget: Any) -> list[Any]:
    found = []
    while widget.parent is not None and widget.parent is not widget:
        widget = widget.parent
        found.append(widget)
    return found


def _without_style(driver: Driver) -> Iterator[str]:
    for kind in {type(widget) for widget in _visible(driver, Widget)}:
        if lacking := missing(kind):
            yield f"{kind.__name__} is drawn without Kivy's rules for {lacking}"


def _covered(driver: Driver) -> Iterator[str]:
    """Yield every target that stands under the system's bars, a camera or the keyboard."""
    right, top = Window.width - frame.right, Window.height - frame.top
    for tap in _visible(driver, Tap):
        if any(hasattr(each, "scroll_to") for each in _ancestors(tap)):
            continue
        x, y = tap.to_window(*tap.pos)
        is_free = frame.left - 1 <= x and x + tap.width <= right + 1
        if not (is_free and frame.bottom - 1 <= y and y + tap.height <= top + 1):
            yield f"{tap.name!r} stands under what covers the window"


def _outside(driver: Driver) -> Iterator[str]:
    width = Window.width
    for tap in _visible(driver, Tap):
        left, right = tap.to_window(tap.x, 0)[0], tap.to_window(tap.right, 0)[0]
        moves = any(getattr(each, "do_scroll_x", False) for each in _ancestors(tap))
        if not moves and (left < -1 or right > width + 1):
            yield f"{tap.name!r} reaches outside the screen"
