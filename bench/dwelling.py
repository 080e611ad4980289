"""Measurements of a long stay, as a process of its own: many page changes, then minutes untouched.

`python -m bench.dwelling blank SECONDS`, or `python -m bench.dwelling app SECONDS CHANGES DATA
PACK`; prints JSON. Kivy's own loop turns at its own rate, with every frame drawn. After each frame
the graphics library is asked to finish (glFinish): the software renderer of a machine without
graphics otherwise keeps what it draws for ever, a plain Kivy window's too.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.gliding import resident_kb, there_and_back

FPS = 60.0
SETTLED_AT = 100
"""From this page change on the memory must not grow any more: every page was made by then."""

RESTED_S = 6.0
"""After so long untouched it rests."""

NOT_ON_A_PHONE = ("fontTools",)
"""What is installed here for tools alone, and would be loaded by libraries that can use it."""


def main(kind: str, seconds: str, changes: str = "0", data: str = "", pack: str = "") -> None:
    """Stay in a blank window or in the app; print what it took."""
    from demo.driver import Driver, prepare_offscreen

    for name in NOT_ON_A_PHONE:
        sys.modules[name] = None  # type: ignore[assignment]
    home = Path(tempfile.mkdtemp(prefix="umay-kivy-"))
    prepare_offscreen(home, density=1, widest=(390, 844))
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.graphics.opengl import glFinish

    Clock._max_fps = FPS
    Window.bind(on_flip=lambda _window: glFinish())
    driver = Driver(_app(kind, data, pack), (390, 844))
    told = _change(driver.app, int(changes)) if int(changes) else {}
    told |= _stay(float(seconds))
    driver.app.stop()
    print(json.dumps(told), file=sys.__stdout__)


def _app(kind: str, data: str, pack: str) -> Any:  # noqa: ANN401 - Kivy has no types
    if kind == "blank":
        from bench.blank_window import blank

        return blank()
    from bench.starting import AT, NOBODY
    from mobile.config import read_config
    from mobile.context import Context
    from mobile.main import UMayApp

    words = ["--data", data, "--pack", pack, "--at", AT, "--server", NOBODY]
    return UMayApp(Context(read_config(words, os.environ)))


def _change(app: Any, times: int) -> dict[str, float]:  # noqa: ANN401 - Kivy has no types
    """Go from page to page and back; return how the memory grew after the first hundred."""
    from kivy.base import EventLoop

    settled_kb = resident_kb()
    for number in range(times):
        there_and_back(app, number, EventLoop.idle)
        if number < SETTLED_AT:
            settled_kb = resident_kb()
    return {"grown": resident_kb() / settled_kb}


def _stay(seconds: float) -> dict[str, float]:
    """Let time pass untouched; return wakes and processor time a second once it rests."""
    from kivy.base import EventLoop

    ends_at = time.monotonic() + RESTED_S + seconds
    while time.monotonic() < ends_at - seconds:
        EventLoop.idle()
    wakes, begun_s, begun_at = 0, time.process_time(), time.monotonic()
    while time.monotonic() < ends_at:
        EventLoop.idle()
        wakes += 1
    took_s = time.monotonic() - begun_at
    return {
        "wakes": wakes / took_s,
        "busy": (time.process_time() - begun_s) / took_s,
        "resident_kb": resident_kb(),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
