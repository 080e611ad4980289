"""The phone's small kit: a long list in a scrolling page, of which only what is seen is made."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

MARGIN_DP = 220
"""Rows this far outside the page are made already, so that a flick shows no holes."""

ESTIMATE_DP = 104
AT_FIRST, AT_ONCE = 3, 2
"""Rows that are made within the first frame, and within each later one: making one is dear."""


class LongList(Widget):
    """Rows below each other, as many as there are items; rows out of sight are used again.

    `make` returns a new row, `show` lets a row show an item. Rows may differ in height.
    """

    items = ObjectProperty(())

    def __init__(
        self, make: Callable[[], Any], show: Callable[[Any, Any], None], **kwargs: Any
    ) -> None:
        super().__init__(size_hint_y=None, height=0, **kwargs)
        self._make, self._show = make, show
        self._scroll: Any = None
        self._rows: dict[int, Any] = {}
        self._spare: list[Any] = []
        self._heights: list[float] = []
        self._ends: list[float] = []
        self._typical = dp(ESTIMATE_DP)
        self._is_new = True
        self.gap = dp(10)
        self.reach: Callable[[int], None] = lambda index: None
        """Called with the last index in sight, so that more items can be worked out."""

        self._lay_soon = Clock.create_trigger(self._lay, -1)
        self._lay_later = Clock.create_trigger(lambda _dt: self._lay_soon())
        self.fbind("items", self._renew)
        self.fbind("pos", self._lay_soon)
        self.fbind("width", self._rewrap)

    def attach(self, scroll: Any) -> None:
        """Say which page scrolls it."""
        self._scroll = scroll
        scroll.fbind("scroll_y", self._lay_soon)
        scroll.fbind("size", self._lay_soon)

    @property
    def rows_made(self) -> int:
        """How many rows exist, in sight or spare."""
        return len(self._rows) + len(self._spare)

    def _renew(self, *_args: Any) -> None:
        items: Sequence[Any] = self.items
        for index in [index for index in self._rows if index >= len(items)]:
            self._put_away(index)
        for index, row in self._rows.items():
            self._show(row, items[index])
        known = self._heights[: len(items)]
        self._heights = known + [self._typical] * (len(items) - len(known))
        self._measure()
        if self._is_new:
            # Rows that fit on the screen at once, the others in later frames.
            self._lay()
        else:
            # Only once the page around it has given it its new place: what is in sight hangs on it.
            self._lay_soon()

    def _rewrap(self, *_args: Any) -> None:
        for row in self._rows.values():
            row.width = self.width
        self._lay_soon()

    def _measure(self) -> None:
        self._ends = list(accumulate(height + self.gap for height in self._heights))
        self.height = max(0, self._ends[-1] - self.gap) if self._ends else 0

    def _lay(self, _dt: float = 0) -> None:
        if not self._ends:
            return
        first, last = self._in_sight()
        for index in [index for index in self._rows if not first <= index <= last]:
            self._put_away(index)
        allowed = AT_FIRST if self._is_new else AT_ONCE
        for index in range(first, last + 1):
            if index in self._rows:
                continue
            if not self._spare:
                if not allowed:
                    self._lay_later()
                    break
                allowed -= 1
            self._put(index)
        self._is_new = False
        for index, row in self._rows.items():
            row.pos = (self.x, self.top - self._ends[index] + self.gap)
        self.reach(last)

    def _in_sight(self) -> tuple[int, int]:
        margin, end = dp(MARGIN_DP), len(self._ends) - 1
        if self._scroll is None or self._is_new:
            return 0, min(end, AT_FIRST * 2)
        shift = self._scroll.g_translate.xy[1]
        above = self.top - (self._scroll.top - shift)
        below = self.top - (self._scroll.y - shift)
        first = bisect_right(self._ends, above - margin)
        return min(first, end), min(end, bisect_right(self._ends, below + margin))

    def _put(self, index: int) -> None:
        row: Any = self._spare.pop() if self._spare else self._new_row()
        row.index = index
        row.width = self.width
        self._show(row, self.items[index])
        self._rows[index] = row
        self.add_widget(row)
        self._grew(row)

    def _put_away(self, index: int) -> None:
        row = self._rows.pop(index)
        self.remove_widget(row)
        self._spare.append(row)

    def _new_row(self) -> Any:
        row = self._make()
        row.size_hint = (None, None)
        row.fbind("height", self._grew)
        return row

    def _grew(self, row: Any, *_args: Any) -> None:
        index = row.index
        is_shown = index in self._rows and self._rows[index] is row
        if not is_shown or row.height == self._heights[index]:
            return
        self._heights[index] = self._typical = row.height
        self._measure()
        self._lay_soon()
