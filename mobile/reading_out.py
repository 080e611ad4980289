"""The phone app: the bridge from what a page shows to what assistive services are told.

Nothing here is built or walked while no such service is on.
"""

from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

from mobile.device.reader import BACK, FORWARD, PRESS, SHOW, WRITE, Reader, Spoken
from mobile.ui.kit import bring_into_sight
from mobile.viewmodels.base import on_ui

AGAIN_S = 0.1
"""So often at most the page is looked at anew, and only after it was drawn anew."""

PAGE_SHARE = 0.8
"""So much of what is seen goes by at one step of scrolling: some stays, to know where one is."""


class ReadingOut:
    """Follows the pages for an assistive service, and does on them what it asks for."""

    def __init__(self, pages: Any, reader: Reader) -> None:
        self._pages, self._reader = pages, reader
        self._numbers: dict[tuple[int, int], int] = {}
        self._nodes: dict[int, Any] = {}
        self._shown: tuple[str, list[Spoken]] | None = None
        self._look_soon: Any = None
        reader.watch(
            lambda is_on: on_ui(lambda: self._switch(is_on=is_on)),
            lambda number, deed, words: on_ui(lambda: self.act(number, deed, words)),
        )

    def look(self, *_args: Any) -> None:
        """Tell what stands on the page, if anything of it changed."""
        from mobile.ui.tree import title_of, tree

        if not self._pages.current:
            return
        page = self._pages.current_page
        nodes = tree(page)
        if not nodes:
            # Not laid out yet: soon it will be.
            return
        numbers = {node.key: self._number(node.key) for node in nodes}
        self._nodes = {numbers[node.key]: node for node in nodes}
        now = (title_of(nodes), [self._spoken(node) for node in nodes])
        if now != self._shown:
            self._shown = now
            self._reader.show(*now)

    def act(self, number: int, deed: str, words: str = "") -> None:
        """Do what a finger would do; a thing that has gone meanwhile takes nothing."""
        node = self._nodes.get(number)
        if node is None or not _is_there(node.widget):
            return
        if deed == PRESS:
            _press(node.widget)
        elif deed == WRITE:
            node.widget.text = words
        elif deed == SHOW:
            bring_into_sight(node.widget)
        elif deed in (FORWARD, BACK):
            _scroll(node.widget, 1 if deed == FORWARD else -1)

    def _switch(self, *, is_on: bool) -> None:
        if is_on and self._look_soon is None:
            self._look_soon = Clock.create_trigger(self.look, AGAIN_S)
            Window.fbind("on_flip", self._look_soon)
            self._look_soon()
        elif not is_on and self._look_soon is not None:
            Window.funbind("on_flip", self._look_soon)
            self._look_soon.cancel()
            self._look_soon = self._shown = None
            self._nodes = {}

    def _number(self, key: tuple[int, int] | None) -> int:
        return 0 if key is None else self._numbers.setdefault(key, len(self._numbers) + 1)

    def _spoken(self, node: Any) -> Spoken:
        number, parent = self._number(node.key), self._number(node.parent)
        return Spoken(number, parent, node.role, node.name, node.value, node.states, node.box)


def _is_there(widget: Any) -> bool:
    return widget.get_parent_window() is not None and not widget.disabled


def _press(widget: Any) -> None:
    if hasattr(widget, "insert_text"):
        widget.focus = True
    else:
        # Down and up, as a finger: what a button does on either is done.
        widget.trigger_action(0)


def _scroll(view: Any, step: int) -> None:
    """Scroll by most of what is seen: down, or along where it moves only sideways."""
    content = view.children[0]
    if view.do_scroll_y and content.height > view.height:
        share = PAGE_SHARE * view.height / (content.height - view.height)
        view.scroll_y = min(1, max(0, view.scroll_y - step * share))
    elif view.do_scroll_x and content.width > view.width:
        share = PAGE_SHARE * view.width / (content.width - view.width)
        view.scroll_x = min(1, max(0, view.scroll_x + step * share))
