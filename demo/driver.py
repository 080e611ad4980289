"""The demonstration's finger: drives the real app without a screen and takes pictures of it."""

import gc
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SIZE_DP = (392, 844)
"""The window of a journey's pictures."""

DENSITY = 2
"""Pixels a dp, in pictures."""

WIDEST = (800, 1280)
"""In dp. A window nobody sees never grows: it begins as large as it will ever be."""

REST_US = 2_000
"""How long one looks away while waiting: whoever is waited for needs the processor too."""

MOST_GROWN_MB = 100
"""After so much more memory, apps that were closed are given back."""

SETTLED_AFTER = 3
MOST_FRAMES = 60
DEADLINE_S = 20.0


def prepare_offscreen(home: Path, density: int = DENSITY, widest: tuple[int, int] = WIDEST) -> None:
    """Set what must stand before the first import of Kivy, for a window nobody sees.

    `widest` is the largest size it will ever have, in dp: a larger picture is refused.
    """
    os.environ.update(
        SDL_VIDEODRIVER="offscreen",
        SDL_AUDIODRIVER="dummy",
        KIVY_NO_ARGS="1",
        KIVY_NO_CONSOLELOG="1",
        KIVY_NO_FILELOG="1",
        KIVY_NO_CONFIG="1",
        # Otherwise Kivy takes standard error for itself, and a failure is told to nobody.
        KIVY_LOG_MODE="PYTHON",
        KIVY_HOME=str(home),
        KIVY_METRICS_DENSITY=str(density),
    )
    from kivy.config import Config

    logging.getLogger("kivy").setLevel(logging.CRITICAL + 1)
    wide, high = (most * density for most in widest)
    # Nobody looks: a frame need not wait for the one that a screen would show.
    Config.set("graphics", "maxfps", "0")
    Config.set("graphics", "width", str(wide))
    Config.set("graphics", "height", str(high))
    from mobile.ui.style import import_without_style

    import_without_style()


class Driver:
    """A finger and an eye on one running app; everything happens on the calling thread."""

    def __init__(self, app: Any, shape: tuple[int, int] | None = None) -> None:
        from kivy.base import EventLoop
        from kivy.core.window import Window

        self.app = app
        self._loop, self._window = EventLoop, Window
        Window.size = _pixels(shape or SIZE_DP)
        app._run_prepare()
        self.frames()

    def resize(self, shape: tuple[int, int]) -> None:
        """Give the running app a window of another shape, in dp."""
        self._window.size = _pixels(shape)
        self.frames()

    def frames(self, count: int = 4) -> None:
        """Draw some frames."""
        for _ in range(count):
            self._loop.idle()

    def settle(self) -> None:
        """Let time pass until nothing moves any more: every text has its height.

        Nothing is drawn meanwhile, which takes longest where there is no graphics card.
        """
        still, before = 0, None
        for _ in range(MOST_FRAMES):
            self.pass_time()
            now = [(*widget.pos, *widget.size) for widget in self._visible()]
            still = still + 1 if now == before else 0
            before = now
            if still >= SETTLED_AFTER:
                return

    def pass_time(self) -> None:
        """Do all that Kivy does for a frame but draw it."""
        from kivy.clock import Clock
        from kivy.lang import Builder

        Clock.tick()
        self._loop.dispatch_input()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Let time pass until something is so, then draw it; raises TimeoutError.

        Nothing is drawn meanwhile: without a graphics card a thousand frames nobody looks at are
        what takes longest.
        """
        self._pass_until(condition, what)
        self.frames()

    def _pass_until(self, condition: Callable[[], object], what: str) -> None:
        """Let time pass until something is so; raises TimeoutError naming what was waited for."""
        from kivy.clock import Clock

        deadline = time.monotonic() + DEADLINE_S
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {DEADLINE_S:.0f} s for {what}")
            self.pass_time()
            Clock.usleep(REST_US)

    def tap(self, name: str) -> None:
        """Touch and lift on the visible widget of that name, scrolled into sight first."""
        widget = self.find(name)
        for parent in _ancestors(widget):
            if hasattr(parent, "scroll_to") and not _is_inside(widget, parent):
                parent.scroll_to(widget, padding=20, animate=False)
        x, y = self._at_rest(widget)
        from kivy.tests.common import UnitTestTouch

        # A finger that follows another page at once would be taken for its own second tap.
        self._pass_until(lambda: not self.app.root.is_second_tap((x, y)), "a page that listens")
        released: list[object] = []
        widget.fbind("on_release", released.append)
        touch = UnitTestTouch(x, y)
        touch.touch_down()
        # A list hands a touch on only after it knows that it is no scroll.
        self._pass_until(lambda: widget.state == "down", f"{name!r} to feel the finger")
        touch.touch_up()
        self.until(lambda: released, f"the tap on {name!r}")

    def type(self, words: str) -> None:
        """Write words into the visible field, in place of those that stand there."""
        field = self._field()
        field.text = ""
        field.insert_text(words)
        self.frames()

    def touch_field(self) -> None:
        """Begin to type into the visible field."""
        self._field().focus = True
        self.frames()

    def _field(self) -> Any:
        return next(widget for widget in self._visible() if hasattr(widget, "insert_text"))

    def _at_rest(self, widget: Any) -> tuple[float, float]:
        """Return the window position of a widget's centre, once it no longer moves."""
        seen: list[tuple[float, float]] = []

        def rests() -> bool:
            seen.append(widget.to_window(*widget.center))
            return len(seen) > 3 and len(set(seen[-3:])) == 1

        self._pass_until(rests, f"{widget.name!r} to lie still")
        return seen[-1]

    def find(self, name: str) -> Any:
        """Return the visible tappable widget of that name; LookupError lists the others."""
        names = []
        for widget in self._visible():
            found = getattr(widget, "name", None)
            if hasattr(widget, "on_release") and not widget.disabled:
                names.append(str(found))
                if found == name:
                    return widget
        raise LookupError(f"no {name!r} on {self.app.root.current}, only {names}")

    def texts(self) -> list[str]:
        """Return every text that is shown on the current screen."""
        return [
            widget.text
            for widget in self._visible()
            if isinstance(getattr(widget, "text", None), str)
            and widget.text
            and widget.opacity > 0
            and getattr(widget, "font_name", "") != "Icons"
        ]

    def picture(self, path: Path) -> Path:
        """Write a PNG of the window to exactly this path; raises WrongPicture if it is cut."""
        # The staged app is walked by this file alone, where there is neither eye nor paper.
        from demo.eye import refuse_small_buffer, take

        refuse_small_buffer(self._window)
        self.settle()
        self.frames(1)
        return take(self._window, self.app.root, path)

    def close(self) -> None:
        """Stop the app and leave the window empty for the next one."""
        self.app.stop()
        for child in self._window.children[:]:
            self._window.remove_widget(child)
        _unbind_all()
        _tidy()

    def forget(self) -> None:
        """Let go of every page made so far, and give back its memory; the next one is made anew."""
        self.app.root.forget()
        _collect()

    def _visible(self) -> Iterator[Any]:
        return iter(self.app.root.current_page.walk())


def _unbind_all() -> None:
    """Cut every widget off from what its rules follow: colours, sizes of text, the window.

    A closed app's widgets live on until memory is given back. Until then each new theme, text size
    or window would lay them out and write their texts anew.
    """
    from kivy.lang import Builder
    from kivy.lang.builder import _handlers

    # The last bound first: it is looked for from the end.
    for widget_id in reversed(list(_handlers)):
        Builder.unbind_widget(widget_id)


def _tidy() -> None:
    """Give back memory once it has grown: a look at all there is takes half a second."""
    global _kept_mb
    resident = _resident_mb()
    if resident is None or resident > _kept_mb + MOST_GROWN_MB:
        _collect()
        _kept_mb = _resident_mb() or 0.0


def _resident_mb() -> float | None:
    """Return the memory of this process in megabytes, None where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


_kept_mb = 0.0


def _collect() -> None:
    # The app keeps all it has made from the collector: there is but one in the process of a phone.
    gc.unfreeze()
    gc.collect()


def _pixels(shape: tuple[int, int]) -> tuple[int, int]:
    """Return a shape in pixels; raises ValueError where the window did not begin as large."""
    from kivy.config import Config
    from kivy.metrics import Metrics

    wide, high = (int(part * Metrics.density) for part in shape)
    began = tuple(Config.getint("graphics", side) for side in ("width", "height"))
    if wide > began[0] or high > began[1]:
        raise ValueError(f"{wide} x {high} pixels is larger than the window began: {began}")
    return wide, high


def _ancestors(widget: Any) -> Iterator[Any]:
    while widget.parent is not None and widget.parent is not widget:
        widget = widget.parent
        yield widget


def _is_inside(widget: Any, viewport: Any) -> bool:
    low, high = widget.to_window(*widget.pos)[1], widget.to_window(widget.x, widget.top)[1]
    bottom, top = viewport.to_window(*viewport.pos)[1], viewport.to_window(0, viewport.top)[1]
    return bool(bottom <= low and high <= top)
