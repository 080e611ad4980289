"""Measurements: the least that Kivy can show, a window with one label; what ours is held against.

No environment is set here that the app sets for itself: this is Kivy as it comes.
"""

from typing import Any

from kivy.config import Config

WINDOW = ("390", "844")


def main() -> None:
    """Open the window, of the phone app's size."""
    Config.set("graphics", "width", WINDOW[0])
    Config.set("graphics", "height", WINDOW[1])
    blank().run()


def blank() -> Any:  # noqa: ANN401 - Kivy has no types
    """Return the app with nothing but a label."""
    from kivy.app import App
    from kivy.uix.label import Label

    class BlankApp(App):  # type: ignore[misc]
        def build(self) -> Label:
            return Label(text="UMay")

    return BlankApp()
