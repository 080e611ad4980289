"""Measurements: a process that says how long it took to its first frame, then ends.

`python -m bench.first_frame blank`, or `python -m bench.first_frame list [phone app arguments]`.
Nothing of Kivy is imported here: the apps decide what stands before that.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

STARTED = "UMAY_BENCH_STARTED"
"""The environment variable in which the parent says when it started this process (monotonic)."""


class AfterImport(MetaPathFinder):
    """Does a deed once, right after a module was imported for the first time."""

    def __init__(self, name: str, deed: Callable[[ModuleType], None]) -> None:
        self._name, self._deed = name, deed

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the module's own spec, with the deed behind its execution."""
        if name != self._name:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        assert spec is not None
        loader: Any = spec.loader
        execute = loader.exec_module

        def execute_and_do(module: ModuleType) -> None:
            execute(module)
            self._deed(module)

        loader.exec_module = execute_and_do
        return spec


def main(words: list[str]) -> None:
    """Run one of the two apps until its first frame is on the screen."""
    is_drawn = _shows_list if words[0] == "list" else _shows_anything
    hook = AfterImport(
        "kivy.base", lambda base: base.EventLoop.bind(on_start=lambda *_: _watch(is_drawn))
    )
    sys.meta_path.insert(0, hook)
    sys.argv[1:] = words[1:]
    if words[0] == "list":
        from mobile.__main__ import main as run_app

        run_app()
    else:
        from bench.blank_window import main as run_blank

        run_blank()


def _watch(is_drawn: Callable[[Any], bool]) -> None:
    from kivy.app import App
    from kivy.core.window import Window

    flip, app = Window.flip, App.get_running_app()

    def flipped() -> None:
        flip()
        if is_drawn(app):
            elapsed_s = time.monotonic() - float(os.environ[STARTED])
            told = {"elapsed_s": elapsed_s, "busy_s": time.process_time()}
            print(json.dumps({**told, "modules": sorted(sys.modules)}), flush=True)
            Window.flip = flip
            app.stop()

    Window.flip = flipped


def _shows_list(app: Any) -> bool:  # noqa: ANN401 - Kivy has no types
    """Return whether what was just drawn holds the list's cards, laid out; or the first run's."""
    page = app.root.current_page
    if page.name == "welcome":
        return all(child.height > 1 for child in page.ids.card.children)
    cards = [*page.ids.first.children, *page.rows.children]
    return page.rows.rows_made > 1 and all(card.height > 1 for card in cards)


def _shows_anything(_app: object) -> bool:
    return True


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception:  # noqa: BLE001 - the rim: Kivy swallows what is written to sys.stderr
        traceback.print_exc(file=sys.__stderr__)
        sys.exit(1)
