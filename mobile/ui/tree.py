"""The phone's small kit: what stands on a page, as somebody hears it who does not see it.

Names come from where a test finds them: `Tap.name`, and the words that are drawn. Nothing is said
that is not shown, and nothing that is shown in words is left out. Roles and states are those of
WCAG 2.2, 4.1.2; the order is the one in which the page is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kivy.core.window import Window
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView

from mobile.ui.kit import Page, Tap
from mobile.ui.long_list import LongList
from mobile.ui.scale import size
from mobile.ui.words import isolates

TEXT, HEADING, BUTTON, CHECK, RADIO, TAB, FIELD, SCROLL = (
    *("text", "heading", "button", "check", "radio"),
    *("tab", "field", "scroll"),
)
TARGETS = frozenset({BUTTON, CHECK, RADIO, TAB, FIELD})
DISABLED, SELECTED, CHECKED, HIDDEN, LIVE = "disabled", "selected", "checked", "hidden", "live"

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the window, counted from its upper left corner."""


@dataclass(frozen=True)
class Node:
    """One thing on a page."""

    key: tuple[int, int]
    """The same for as long as it is the same thing; a row of a long list changes what it is."""

    parent: tuple[int, int] | None
    """The scrolling part it stands in."""

    role: str
    name: str
    value: str
    """What is typed in a field."""

    states: frozenset[str]
    box: Box
    widget: Any
    """What a finger would touch."""


def tree(page: Page) -> list[Node]:
    """Return what stands on a page that is shown, in the reading order."""
    return list(_below(page, None, _window_box(page)))


def title_of(nodes: list[Node]) -> str:
    """Return what a page is called: its first heading, else the first thing on it."""
    first = nodes[0].name if nodes else ""
    return next((node.name for node in nodes if node.role == HEADING), first)


def _below(widget: Any, parent: Any, seen: Box) -> Iterator[Node]:
    """Yield the nodes of a widget's children; `seen` is what can be seen of the widget."""
    for child in _ordered(widget):
        if child.opacity == 0 or child.width <= 1 or child.height <= 1:
            continue
        role = _role(child)
        if role is None:
            yield from _below(child, parent, seen)
        elif role == SCROLL:
            view = _cut(_window_box(child), seen)
            node = _node(child, role, parent, view)
            found = list(_below(child, node.key, view))
            # What does not scroll is no place of its own.
            yield from [node, *found] if _moves(child) else _lifted(found, node.key, parent)
        else:
            node = _node(child, role, parent, seen)
            if node.name or role in TARGETS:
                yield node
            if isinstance(child, Tap):
                yield from _below_tap(child, parent, seen)


def _below_tap(tap: Any, parent: Any, seen: Box) -> Iterator[Node]:
    """Yield the taps on a tap: its words are in its own name already."""
    for node in _below(tap, parent, seen):
        if node.role in TARGETS:
            yield node


def _lifted(nodes: list[Node], out_of: Any, parent: Any) -> Iterator[Node]:
    for node in nodes:
        above = parent if node.parent == out_of else node.parent
        yield Node(**{**vars(node), "parent": above})


def _ordered(widget: Any) -> list[Any]:
    """Return children in the order they are read, rows of a long list by their place in it."""
    children = list(reversed(widget.children))
    if isinstance(widget, LongList):
        return sorted(children, key=lambda row: int(row.index))
    return children


def _role(widget: Any) -> str | None:
    """Return what a widget is, or None if only what stands in it is anything."""
    if isinstance(widget, Tap):
        return str(widget.role)
    if hasattr(widget, "insert_text"):
        return FIELD
    if isinstance(widget, ScrollView):
        return SCROLL
    if isinstance(widget, Label):
        return HEADING if _is_heading(widget) else TEXT
    return None


def _is_heading(label: Any) -> bool:
    """Say whether words head what follows: what looks like a heading is one (WCAG 1.3.1)."""
    return bool(label.bold and label.font_size >= size.strong and label.font_name != "Icons")


def _node(widget: Any, role: str, parent: Any, seen: Box) -> Node:
    box = _cut(_window_box(widget), seen)
    states = _states(widget, role)
    if box[0] >= box[2] or box[1] >= box[3]:
        states |= {HIDDEN}
        box = _window_box(widget)
    value = widget.text if role == FIELD else ""
    key = (widget.uid, getattr(widget, "index", 0))
    return Node(key, parent, role, _name(widget, role), value, frozenset(states), box, widget)


def _name(widget: Any, role: str) -> str:
    if role == FIELD:
        return _plain(str(widget.hint_text))
    if role == SCROLL:
        return ""
    if not isinstance(widget, Tap):
        return "" if widget.font_name == "Icons" else _plain(widget.text)
    # Its words say its name again, and more: the name first, then what it does not hold.
    name = _plain(str(widget.name))
    more = [words for words in _words_in(widget) if words not in name]
    return ", ".join([name, *more] if name else more)


def _words_in(widget: Any) -> Iterator[str]:
    """Yield the words on a tap that are not those of another tap on it."""
    for child in _ordered(widget):
        if child.opacity == 0 or child.width <= 1 or child.height <= 1 or isinstance(child, Tap):
            continue
        if isinstance(child, Label) and child.font_name != "Icons" and child.text:
            yield _plain(child.text)
        yield from _words_in(child)


def _plain(words: str) -> str:
    """Return words on one line, without what only keeps their order as they are drawn."""
    return " ".join(isolates.plain(words).split())


def _states(widget: Any, role: str) -> set[str]:
    told = {
        DISABLED: role in TARGETS and widget.disabled,
        SELECTED: role in (TAB, BUTTON) and _is_chosen(widget),
        CHECKED: role in (CHECK, RADIO) and bool(getattr(widget, "is_on", False)),
        LIVE: role in (TEXT, HEADING) and bool(getattr(widget, "is_live", False)),
    }
    return {state for state, is_so in told.items() if is_so}


def _is_chosen(widget: Any) -> bool:
    """Say whether a button or a tab is the one of its kind that is chosen."""
    return any(getattr(widget, name, False) for name in ("is_here", "is_chosen", "is_on"))


def _moves(scroll: Any) -> bool:
    """Say whether a scrolling part holds more than can be seen of it at once."""
    return any(
        child.height > scroll.height + 1 or child.width > scroll.width + 1
        for child in scroll.children
    )


def _window_box(widget: Any) -> Box:
    left, bottom = widget.to_window(*widget.pos)
    right, top = widget.to_window(widget.right, widget.top)
    high = Window.height
    return (round(left), round(high - top), round(right), round(high - bottom))


def _cut(box: Box, seen: Box) -> Box:
    return (max(box[0], seen[0]), max(box[1], seen[1]), min(box[2], seen[2]), min(box[3], seen[3]))
