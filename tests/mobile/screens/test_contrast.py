"""What is drawn can be read: the contrast of every word, measured on the pixels of the picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.uix.label import Label
from PIL import Image

from demo.driver import Driver
from demo.gallery import STATES
from mobile.ui import kit
from tests.mobile.screens.conftest import Opening
from tests.mobile.screens.inspection import seen_texts
from tests.mobile.screens.test_theme import LARGE, READABLE, contrast
from tests.support.parts import is_part

MOST_HIDDEN = 0.6
"""The share of a line that has to be seen: of less there may be no stroke."""

LOOKS = ("dark", "light", "contrast")
SOME = ("places", "level", "settings", "saved", "receipts")
ALL = tuple(name for name in STATES if name != "neutral")
SHOWN = ALL if is_part("looks") else SOME


def kept(driver: Driver) -> None:
    """Keep the receipt: the button says so and cannot be pressed any more."""
    driver.app.root.current_page.model.is_kept = True


def asking(driver: Driver) -> None:
    """Wait for the server: what would ask again cannot be pressed."""
    driver.app.root.current_page.model.is_asking = True


DISABLED = {"saved": kept, "receipts": asking}


def pale(driver: Driver, path: Path) -> list[str]:
    """Take a picture; return every text that stands out too little from what it stands on."""
    picture = Image.open(driver.picture(path)).convert("RGB")
    return [
        f"{label.text!r}: {ratio:.1f}"
        for label, box in seen_texts(driver)
        if box[3] - box[1] > label.texture_size[1] * MOST_HIDDEN
        and (ratio := drawn_contrast(picture, box)) < needed(label)
    ]


def needed(label: Any) -> float:
    """Return the contrast that a text needs."""
    return LARGE if label.font_name == "Icons" or label.font_size >= 24 else READABLE


def drawn_contrast(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Return the contrast of the ground, the most frequent colour, and of the ink, the furthest."""
    left, bottom, right, top = (round(side) for side in box)
    part = picture.crop((left, picture.height - top, right, picture.height - bottom))
    found: Any = part.getcolors(part.width * part.height)
    colours = [as_hex(colour) for _count, colour in sorted(found, reverse=True)]
    return max(contrast(colour, colours[0]) for colour in colours)


def as_hex(colour: tuple[int, int, int]) -> str:
    """Return a colour as tokens are written."""
    red, green, blue = colour
    return f"#{red:02x}{green:02x}{blue:02x}"


def come_to(driver: Driver, state: str) -> None:
    """Show a state, with what it can have disabled disabled."""
    driver.app.go("places")
    STATES[state](driver)
    DISABLED.get(state, lambda _: None)(driver)
    driver.settle()


@pytest.mark.full("looks")
@pytest.mark.parametrize("look", LOOKS)
def test_every_word_that_is_drawn_can_be_read(open_app: Opening, look: str, tmp_path: Path) -> None:
    driver = open_app(choices={"look": look})
    found: list[str] = []
    for state in SHOWN:
        come_to(driver, state)
        found += [f"{state}: {each}" for each in pale(driver, tmp_path / f"{state}.png")]
    assert found == []


def disabled_words(driver: Driver) -> Iterator[str]:
    for widget in driver.app.root.current_page.walk():
        if isinstance(widget, kit.TextTap) and widget.disabled and widget.height > 1:
            yield widget.text


@pytest.mark.parametrize(
    ("state", "words"),
    [("saved", "Kept on this phone"), ("receipts", "Asking …")],
)
def test_words_as_pale_as_kivys_are_caught(
    open_app: Opening, tmp_path: Path, state: str, words: str
) -> None:
    driver = open_app(choices={"look": "light"})
    come_to(driver, state)
    assert words in disabled_words(driver)
    for widget in driver.app.root.current_page.walk():
        if isinstance(widget, Label) and widget.text == words:
            widget.disabled_color = (1, 1, 1, 0.3)
    assert any(words in each for each in pale(driver, tmp_path / "pale.png"))
