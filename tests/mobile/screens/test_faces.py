"""The faces rank as the scale does: who answers by the face alone answers the same."""

from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from mobile.ui.faces import FACES
from mobile.ui.icons import icon
from mobile.ui.theme import FONTS
from shared.perception import LEVEL

SIDE = 240
CODES = [option.code for option in LEVEL.options]
HAPPY_OUTLINE, OUTLINE, CONFUSED_OUTLINE, SAD_OUTLINE = (
    "\U000f01f5",
    "\U000f01f2",
    "\U000f10df",
    "\U000f01f8",
)


def mouth(glyph: str) -> float:
    """Return how a face's mouth smiles: more than 0 up, less than 0 down, the larger the more.

    The mouth is what stands below the middle, inside the ring; it smiles where its middle lies
    lower than its corners, and the more of it is seen, the stronger.
    """
    picture = Image.new("L", (SIDE, SIDE))
    font = ImageFont.truetype(str(FONTS / "materialdesignicons.ttf"), SIDE)
    ImageDraw.Draw(picture).text((SIDE // 2, SIDE // 2), glyph, font=font, fill=255, anchor="mm")
    pixels: Any = picture.load()
    middle, reach = SIDE / 2, SIDE * 0.29
    seen = [
        (x, y)
        for x in range(SIDE)
        for y in range(int(middle), SIDE)
        if pixels[x, y] > 127 and (x - middle) ** 2 + (y - middle) ** 2 < reach**2
    ]
    left, right = min(x for x, _ in seen), max(x for x, _ in seen)
    corner = (right - left) / 5
    sides = [y for x, y in seen if x < left + corner or x > right - corner]
    between = [y for x, y in seen if abs(x - (left + right) / 2) < corner]
    bend = sum(between) / len(between) - sum(sides) / len(sides)
    return len(seen) * (1 if bend > 0 else -1)


def test_each_face_smiles_less_than_the_one_before() -> None:
    smiles = [mouth(icon(FACES[code][0])) for code in CODES if code != "dont_know"]
    assert smiles == sorted(smiles, reverse=True)
    assert len(set(smiles)) == len(smiles)
    assert [smile > 0 for smile in smiles] == [True, True, False, False]


@pytest.mark.parametrize(
    "glyphs",
    [
        (HAPPY_OUTLINE, OUTLINE, CONFUSED_OUTLINE, SAD_OUTLINE),
        (OUTLINE, HAPPY_OUTLINE, SAD_OUTLINE, HAPPY_OUTLINE),
    ],
)
def test_faces_in_another_order_are_caught(glyphs: tuple[str, ...]) -> None:
    smiles = [mouth(glyph) for glyph in glyphs]
    assert smiles != sorted(smiles, reverse=True)


def test_who_does_not_know_has_no_face() -> None:
    assert FACES["dont_know"][0] == "unsure"
