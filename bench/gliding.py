"""Measurements of the app at work, as a process of its own: scrolling, changing screens, leaving.

Run with a memory and a first pack; prints JSON. What is timed is our own Python and Kivy's: the
clock's tick, in which rows are made, filled and laid out. Drawing is not: it is the graphics
card's, which there is none of here.
"""

import gc
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEP_DP, FRAMES = 60, 900
"""A brisk flick: 60 dp a frame are 3,600 dp a second, four screens."""

WARM, CHANGES = 100, 500
SCREENS = ("place", "help", "settings", "level", "queue", "where", "map", "privacy")


def there_and_back(app: Any, number: int, turn: Callable[[], None]) -> None:
    """Show the page of that number and come back to the list, with a turn of the loop for each."""
    name = SCREENS[number % len(SCREENS)]
    if name == "place":
        app.show_place("p-001")
    elif name == "level":
        app.begin_feedback()
    else:
        app.go(name)
    turn()
    app.go("places")
    turn()


def main(data: str, pack: str) -> None:
    """Open the app on a long list, scroll, change screens, leave; print what each took."""
    from demo.driver import Driver, prepare_offscreen

    prepare_offscreen(Path(tempfile.mkdtemp(prefix="umay-kivy-")), density=1)
    from bench.starting import AT, NOBODY
    from mobile.config import read_config
    from mobile.context import Context
    from mobile.main import UMayApp

    words = ["--data", data, "--pack", pack, "--at", AT, "--server", NOBODY]
    app = UMayApp(Context(read_config(words, os.environ)))
    driver = Driver(app)
    driver.settle()
    told: dict[str, Any] = {"frames_ms": _scroll(app)}
    told["whole_ms"] = _all_rows_at_once(app)
    _change(driver, WARM)
    before = resident_kb()
    _change(driver, CHANGES)
    told["grown"] = resident_kb() / before
    begun = time.perf_counter()
    app.leave()
    told["leave_ms"] = 1000 * (time.perf_counter() - begun)
    driver.close()
    print(json.dumps(told), file=sys.__stdout__)


def _scroll(app: Any) -> list[float]:
    """Scroll to the end and on, a step a frame; return milliseconds of each frame."""
    from kivy.clock import Clock

    page, found = app.root.current_page, []
    body = page.ids.body
    for _ in range(FRAMES):
        far = max(1.0, body.children[0].height - body.height)
        begun = time.perf_counter()
        body.scroll_y = max(0.0, body.scroll_y - STEP_DP / far)
        Clock.tick()
        found.append(1000 * (time.perf_counter() - begun))
        if body.scroll_y == 0:
            body.scroll_y = 1
    return found


def _all_rows_at_once(app: Any) -> float:
    """Return what making 1,000 rows takes, as a plain list would: the alternative."""
    from mobile.screens.places import PlaceRow

    cards = list(app.context.places.cards)
    begun = time.perf_counter()
    rows = [PlaceRow(card=card) for card in cards]
    took = 1000 * (time.perf_counter() - begun)
    return took * 1000 / max(1, len(rows))


def _change(driver: Any, times: int) -> None:
    """Go from screen to screen and back, without drawing.

    The software renderer of a machine without graphics keeps memory for each frame that it draws,
    of a plain Kivy window too; docs/bench.md says how much.
    """
    from kivy.clock import Clock

    app = driver.app
    for number in range(times):
        there_and_back(app, number, Clock.tick)
    gc.collect()


def resident_kb() -> float:
    """Return the memory of this process that is in the machine's, in kilobytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[1])
    return pages * resource.getpagesize() / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
