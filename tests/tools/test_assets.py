"""What set-up built: typefaces with the letters that are needed, icons, and the API page."""

import pytest
from fontTools.ttLib import TTFont

from tools import assets
from tools.fonts import font_names
from tools.layout import this_layout

LAYOUT = this_layout()
# Punctuation of the screens, and letters of the languages that many residents read.
NEEDED = "Az09–—“”‘’…·•£€×−" + "ŵŷ" + "ąćęłńóśźż" + "ăâîșț" + "çğış" + "áčďéěíňóřšťúůýž"


def test_everything_was_built() -> None:
    assert [path.name for path in assets.made_files(LAYOUT) if not path.stat().st_size] == []


@pytest.mark.parametrize("name", font_names())
def test_a_typeface_has_every_letter_that_is_needed(name: str) -> None:
    with TTFont(LAYOUT.root / assets.FONTS / name) as font:
        letters = font.getBestCmap()
    assert [letter for letter in NEEDED if ord(letter) not in letters] == []


def test_the_two_weights_differ() -> None:
    weights = []
    for name in font_names():
        with TTFont(LAYOUT.root / assets.FONTS / name) as font:
            weights.append(font["OS/2"].usWeightClass)
    assert weights == [400, 700]


def test_icons_are_a_font_that_the_phone_can_read() -> None:
    with TTFont(LAYOUT.root / assets.FONTS / "materialdesignicons.ttf") as font:
        assert len(font.getBestCmap()) > 7000


def test_each_foreign_work_comes_with_its_licence() -> None:
    licences = [name for name in assets.COPIES if "LICENSE" in name]
    assert len(licences) == 5
    assert all((LAYOUT.root / name).read_text().strip() for name in licences)
