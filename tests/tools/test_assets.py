"""What set-up built: typefaces with the letters that are needed, icons, and the API page."""

import pytest
from fontTools.ttLib import TTFont

from shared.saying import LANGUAGES
from tools import assets
from tools.fonts import FACES, font_names
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


@pytest.mark.parametrize("face", FACES)
def test_the_two_weights_of_a_face_differ(face: str) -> None:
    weights = []
    for name in font_names():
        if name.startswith(face):
            with TTFont(LAYOUT.root / assets.FONTS / name) as font:
                weights.append(font["OS/2"].usWeightClass)
    assert weights == [400, 700]


def test_the_arabic_typeface_joins_nothing_by_itself_and_wastes_no_height() -> None:
    with TTFont(LAYOUT.root / assets.FONTS / "UMayArabic-Regular.ttf") as font:
        assert "GSUB" not in font
        assert font["hhea"].ascent - font["hhea"].descent < 1600
        # Lam with alef, as the app writes it where both come together.
        assert 0xFEFB in font.getBestCmap()


def test_the_catalogues_are_compiled() -> None:
    compiled = [path for path in assets.made_files(LAYOUT) if path.suffix == ".mo"]
    assert len(compiled) == len(LANGUAGES) - 1


def test_icons_are_a_font_that_the_phone_can_read() -> None:
    with TTFont(LAYOUT.root / assets.FONTS / "materialdesignicons.ttf") as font:
        assert len(font.getBestCmap()) > 7000


def test_each_foreign_work_comes_with_its_licence() -> None:
    licences = [name for name in assets.COPIES if "LICENSE" in name]
    assert len(licences) == 6
    assert all((LAYOUT.root / name).read_text().strip() for name in licences)
