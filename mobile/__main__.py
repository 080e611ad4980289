"""The phone app's start: settings first, Kivy after them."""

import gc
import os
import sys
import traceback
from typing import Any

from mobile.config import read_config
from mobile.ui.style import import_without_style
from shared.problems import Problem

WINDOW = ("390", "844")
"""Pixels of the window on a desktop: a common phone."""

KIVY = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONSOLELOG": "1",
    "KIVY_NO_FILELOG": "1",
    # SDL reads every picture the app shows; loading Pillow as well, where it is, takes time.
    "KIVY_IMAGE": "sdl2",
}
"""What Kivy is told before its first import; an environment that says otherwise wins."""


def main() -> int:
    """Run the app; a refused setting is one clear line on standard error."""
    # Nothing made while starting is garbage; main.py switches collecting on after the first frame.
    gc.disable()
    for name, value in KIVY.items():
        os.environ.setdefault(name, value)
    try:
        config = read_config(sys.argv[1:], os.environ)
        _set_up_window()
        import_without_style()
        from mobile.context import Context
        from mobile.main import UMayApp

        sys.excepthook = _tell
        UMayApp(Context(config)).run()
    except Problem as problem:
        _say(f"{problem.title}\n{problem.detail}\n")
        return 1
    return 0


def _say(words: str) -> None:
    """Write to the standard error the process began with: Kivy swallows what goes to sys.stderr."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(words)


def _tell(*crash: Any) -> None:
    _say("".join(traceback.format_exception(*crash)))


def _set_up_window() -> None:
    from kivy.config import Config

    if "ANDROID_PRIVATE" not in os.environ:
        Config.set("graphics", "width", WINDOW[0])
        Config.set("graphics", "height", WINDOW[1])
        # A right click must not paint red dots where a finger would be.
        Config.set("input", "mouse", "mouse,disable_multitouch")


if __name__ == "__main__":
    sys.exit(main())
