"""The phone app's start: settings first, Kivy after them."""

import os
import sys

from mobile.config import read_config
from shared.problems import Problem

WINDOW = ("390", "844")
"""Pixels of the window on a desktop: a common phone."""


def main() -> int:
    """Run the app; a refused setting is one clear line on standard error."""
    os.environ.setdefault("KIVY_NO_ARGS", "1")
    os.environ.setdefault("KIVY_NO_CONSOLELOG", "1")
    os.environ.setdefault("KIVY_NO_FILELOG", "1")
    try:
        config = read_config(sys.argv[1:], os.environ)
        _set_up_window()
        from mobile.context import Context
        from mobile.main import UMayApp

        UMayApp(Context(config)).run()
    except Problem as problem:
        sys.stderr.write(f"{problem.title}\n{problem.detail}\n")
        return 1
    return 0


def _set_up_window() -> None:
    from kivy.config import Config

    if "ANDROID_PRIVATE" not in os.environ:
        Config.set("graphics", "width", WINDOW[0])
        Config.set("graphics", "height", WINDOW[1])
        # A right click must not paint red dots where a finger would be.
        Config.set("input", "mouse", "mouse,disable_multitouch")


if __name__ == "__main__":
    sys.exit(main())
