"""What can be seen to be wrong with a screen: small targets, cut-off words, things outside."""

from collections.abc import Iterator
from typing import Any

from kivy.metrics import dp
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from demo.driver import Driver
from mobile.ui.kit import Tap
from mobile.ui.style import missing

LEAST_TARGET_DP = 48


def faults(driver: Driver) -> list[str]:
    """Return every fault of the current screen in words."""
    return [
        *_small_targets(driver),
        *_cut_words(driver),
        *_outside(driver),
        *_without_style(driver),
    ]


def _visible(driver: Driver, kind: type[Any]) -> Iterator[Any]:
    for widget in driver.app.root.current_page.walk():
        if isinstance(widget, kind) and widget.opacity > 0 and widget.width > 1:
            yield widget


def _small_targets(driver: Driver) -> Iterator[str]:
    for tap in _visible(driver, Tap):
        if not tap.disabled and min(tap.size) + 0.5 < dp(LEAST_TARGET_DP):
            yield f"{tap.name!r} is only {tap.width / dp(1):.0f} x {tap.height / dp(1):.0f} dp"


def _cut_words(driver: Driver) -> Iterator[str]:
    for label in _visible(driver, Label):
        if label.text and label.font_name != "Icons":
            wide, high = label.texture_size
            if wide > label.width + 1 or high > label.height + 1:
                yield f"{label.text!r} does not fit ({wide} x {high} in {label.size})"


def _without_style(driver: Driver) -> Iterator[str]:
    for kind in {type(widget) for widget in _visible(driver, Widget)}:
        if lacking := missing(kind):
            yield f"{kind.__name__} is drawn without Kivy's rules for {lacking}"


def _outside(driver: Driver) -> Iterator[str]:
    width = driver.app.root.width
    for tap in _visible(driver, Tap):
        left, right = tap.to_window(tap.x, 0)[0], tap.to_window(tap.right, 0)[0]
        if left < -1 or right > width + 1:
            yield f"{tap.name!r} reaches outside the screen"
