"""The phone's small kit: one page at a time, in what of the window can be used."""

from collections.abc import Iterable
from math import dist
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import StringProperty
from kivy.uix.floatlayout import FloatLayout

from mobile.ui.frame import frame
from mobile.ui.kit import Body, Foot, Head, Page
from mobile.ui.scale import size
from mobile.ui.textures import draw_again, let_go

SECOND_TAP_S = 0.35
SECOND_TAP_DP = 80
"""A touch so soon after another page came, so near the one that led there, was not meant for it."""


class Pages(FloatLayout):
    """One page at a time, without transitions.

    Kivy's ScreenManager does more than that, and loading it took a twentieth of the first list.
    """

    current = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint=(None, None), **kwargs)
        frame.follow()
        self._made: dict[str, Page] = {}
        self._bare: set[str] = set()
        self._touched = (0.0, 0.0)
        self._down_at = self._changed_at = float("-inf")
        # Bound weakly: window and frame outlive the app.
        frame.bind(left=self._fit, top=self._fit, right=self._fit, bottom=self._fit)
        frame.bind(is_low=self._reshape)
        Window.bind(size=self._fit)
        self._fit()

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
        self._reshape()

    def show(self, name: str) -> None:
        """Show a page that was made."""
        page, before = self._made[name], self._made.get(self.current)
        page.entered()
        if name in self._bare:
            self._bare.discard(name)
            draw_again(page)
        self.clear_widgets()
        self.add_widget(page)
        self.current = name
        self.expect_no_second_tap()
        if before is not None and before is not page:
            before.left()

    def end(self, names: Iterable[str]) -> None:
        """No way back leads to these any more."""
        for name in names:
            if name in self._made:
                self._made[name].ended()

    def forget(self) -> None:
        """Let go of all pages and of what stands on them."""
        before = self._made.get(self.current)
        self.clear_widgets()
        if before is not None:
            before.left()
        self.end(self._made)
        self._made.clear()
        self._bare.clear()
        self.current = ""

    def let_go(self, but: Iterable[str]) -> None:
        """Let go of what can be drawn again of the pages that are not shown, but of these."""
        for name in self._made.keys() - {self.current, *but} - self._bare:
            let_go(self._made[name])
            self._bare.add(name)

    def expect_no_second_tap(self) -> None:
        """Something else stands here now: a second tap of the same finger is not meant for it."""
        self._changed_at = Clock.get_time()

    def is_second_tap(self, at: tuple[float, float]) -> bool:
        """Return whether a touch here and now would be the second tap of a finger.

        The first one is what led here: the page changed after it began.
        """
        has_led_here = self._down_at <= self._changed_at
        is_soon = Clock.get_time() - self._changed_at < SECOND_TAP_S
        return has_led_here and is_soon and dist(at, self._touched) < dp(SECOND_TAP_DP)

    def on_touch_down(self, touch: Any) -> bool:
        """Hand a touch to the page, unless it was meant for the one before."""
        if self.is_second_tap(touch.pos):
            return True
        self._down_at = Clock.get_time()
        return bool(super().on_touch_down(touch))

    def on_touch_up(self, touch: Any) -> bool:
        """Remember where the finger was."""
        self._touched = touch.pos
        return bool(super().on_touch_up(touch))

    def _fit(self, *_args: Any) -> None:
        wide = Window.width - frame.left - frame.right
        self.pos = frame.left, frame.bottom
        self.size = wide, Window.height - frame.top - frame.bottom

    def _reshape(self, *_args: Any) -> None:
        wanted = size.is_large or frame.is_low
        for page in self._made.values():
            if page.is_tight != wanted:
                page.is_tight = wanted
                tighten(page) if wanted else loosen(page)


def tighten(page: Page) -> None:
    """Let what stands above and below the scrolling middle of a page scroll along."""
    body = _body(page)
    for part in _fixed(page) if body else ():
        part.home = (part.parent, part.parent.children.index(part))
        part.parent.remove_widget(part)
        scrolled = body.children[0]
        part.is_tight = True
        scrolled.add_widget(part, index=0 if isinstance(part, Foot) else _above(page, scrolled))


def loosen(page: Page) -> None:
    """Put what stands above and below the scrolling middle of a page back where it belongs."""
    for part in reversed([each for each in _fixed(page) if each.is_tight]):
        home, index = part.home
        part.parent.remove_widget(part)
        part.is_tight = False
        home.add_widget(part, index=index)


def _body(page: Page) -> Any:
    bodies = (each for each in page.walk() if isinstance(each, Body) and each.children)
    return next(bodies, None)


def _fixed(page: Page) -> list[Any]:
    return [each for each in page.walk() if isinstance(each, Head | Foot)]


def _above(page: Page, scrolled: Any) -> int:
    """Return where a head goes among the scrolled: below what its page would rather show first."""
    first = page.ids.get("first")
    return len(scrolled.children) if first is None else scrolled.children.index(first)
