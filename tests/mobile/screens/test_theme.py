"""The colours: every pair that stands on each other can be read."""

from pathlib import Path

import pytest
from kivy.uix.label import Label

from mobile.ui.theme import DARK, LIGHT, Theme, Tokens, load_fonts

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

PAIRS = [
    *((ink, ground) for ink in ("text", "muted", "go", "soon") for ground in ("ground", "surface")),
    ("text", "raised"),
    ("action", "ground"),
    ("action", "raised"),
    ("go_ink", "go"),
    ("help_ink", "help"),
    ("ground", "text"),
]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_pair_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= READABLE


def test_a_pale_pair_would_be_noticed() -> None:
    assert contrast(DARK.muted, DARK.muted) == pytest.approx(1)
    assert contrast("#777777", "#ffffff") < READABLE < contrast("#767676", "#ffffff")


@pytest.mark.parametrize(("hour", "is_dark"), [(6, True), (7, False), (18, False), (19, True)])
def test_it_is_dark_at_night_and_light_by_day(hour: int, is_dark: bool) -> None:
    theme = Theme()
    theme.suit(hour)
    assert theme.is_dark == is_dark


def test_without_the_built_fonts_icons_can_still_be_drawn(tmp_path: Path) -> None:
    try:
        load_fonts(tmp_path)
        label = Label(text="x", font_name="Icons")
        label.texture_update()
        assert label.texture_size[0] > 0
    finally:
        load_fonts()
