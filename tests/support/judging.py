"""A person at a browser whose pages are judged as they pass: no page is walked for axe alone."""

import re
from typing import Any

from demo.browser import NARROW, WIDE, Walker
from tests.support.accessibility import too_wide, violations

KEYS = re.compile(r"(?<=/)[^/]*\d[^/]*")
"""What names one of many in a path: a place's id, a link's secret."""


class Judged(Walker):
    """Walks as Walker does, and looks at each kind of page once; `faults` is what was found.

    A kind is a path without what names one of many, a heading, and whether something is refused.
    """

    def __init__(self, *args: Any, is_narrow: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self._width = NARROW if is_narrow else WIDE
        self._kinds: set[str] = set()
        self.faults: list[str] = []

    @property
    def seen(self) -> int:
        """How many kinds of pages were looked at."""
        return len(self._kinds)

    def go(self, path: str) -> None:
        """Open a page and judge it."""
        super().go(path)
        self.judge()

    def press(self, words: str) -> None:
        """Press a button or link, and judge what it leads to."""
        super().press(words)
        self.judge()

    def judge(self) -> None:
        """Look at the page as it stands, unless one of its kind was looked at."""
        is_refused = self.page.locator(".govuk-error-summary").count() > 0
        path = KEYS.sub("*", self.page.url.partition("?")[0].split("/", 3)[-1])
        kind = f"{path}: {self.heading()}{', refused' if is_refused else ''}"
        if kind in self._kinds:
            return
        self._kinds.add(kind)
        found = violations(self.page, (self._width,)) + too_wide(self.page)
        self.faults += [f"{kind}: {each}" for each in found]
