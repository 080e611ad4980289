"""The colours: every pair that stands on each other can be read."""

from pathlib import Path

import pytest
from kivy.uix.label import Label

from mobile.ui.theme import CONTRAST, DARK, LIGHT, Theme, Tokens, load_fonts

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

LARGE = 3.0
"""The same, for large text and for what is no text (1.4.3, 1.4.11)."""

INKS = ("text", "muted", "go", "soon", "action")
PAIRS = [
    *((ink, ground) for ink in INKS for ground in ("ground", "surface", "raised")),
    ("go_ink", "go"),
    ("go_ink", "go_deep"),
    ("action_ink", "action"),
    ("help_ink", "help"),
    ("ground", "text"),
]
LOOKS = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tokens", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_pair_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= READABLE


def test_a_pale_pair_would_be_noticed() -> None:
    assert contrast(DARK.muted, DARK.muted) == pytest.approx(1)
    assert contrast("#777777", "#ffffff") < READABLE < contrast("#767676", "#ffffff")


@pytest.mark.parametrize("tokens", LOOKS.values(), ids=LOOKS)
def test_what_can_be_pressed_stands_out_by_its_colour(tokens: Tokens) -> None:
    assert contrast(tokens.go, tokens.ground) >= LARGE
    assert contrast(tokens.help, tokens.ground) >= LARGE


def test_high_contrast_is_higher() -> None:
    for ink in ("text", "muted"):
        high = contrast(getattr(CONTRAST, ink), CONTRAST.ground)
        assert high > max(7.0, contrast(getattr(DARK, ink), DARK.ground))


@pytest.mark.parametrize("hour", [3, 12])
def test_a_chosen_look_holds_at_every_hour(hour: int) -> None:
    theme = Theme()
    for choice, is_dark in (("light", False), ("dark", True), ("contrast", True)):
        theme.choose(choice, hour)
        assert theme.is_dark == is_dark


@pytest.mark.parametrize(("hour", "is_dark"), [(6, True), (7, False), (18, False), (19, True)])
def test_it_is_dark_at_night_and_light_by_day(hour: int, is_dark: bool) -> None:
    theme = Theme()
    theme.choose("auto", hour)
    assert theme.is_dark == is_dark


def test_without_the_built_fonts_icons_can_still_be_drawn(tmp_path: Path) -> None:
    try:
        load_fonts(tmp_path)
        label = Label(text="x", font_name="Icons")
        label.texture_update()
        assert label.texture_size[0] > 0
    finally:
        load_fonts()
