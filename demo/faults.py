"""The demonstration's critic: what makes a picture wrong, seen in the file alone.

A picture of the phone carries what its widgets say of it, in a text chunk of the PNG (its tEXt):
which rectangles they draw, and which of them hold words. Outside of them is the ground and nothing
else; in each that holds words there is ink. A window that did not reach so far breaks both.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFile, UnidentifiedImageError

CHUNK = "UMay-widgets"
Size = tuple[int, int]
Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, from the upper left corner; right and bottom are outside."""

SEEN = 6
"""How much brighter or darker a pixel is, of 255, before an eye could take it for drawn."""

MOST_AT_THE_RIM = 24
"""Colours in the first row and the outermost columns: what scrolls is cut only below, and other
memory is many colours at once. Sound pictures of the documents have at most 13."""

OPAQUE = 255


@dataclass(frozen=True)
class Told:
    """What the widgets say of a picture: its ground, what they draw, where words stand.

    `areas` are parts on a ground of their own: the pictures on a sheet of several.
    """

    ground: Colour
    boxes: tuple[Box, ...]
    words: tuple[Box, ...]
    areas: tuple[tuple[Box, Colour], ...] = ()

    def as_text(self) -> str:
        """Return it as a PNG carries it."""
        return json.dumps(asdict(self), separators=(",", ":"))


def told_by(picture: Image.Image) -> Told | None:
    """Return what a picture carries of its widgets, or None where it carries nothing."""
    text = picture.info.get(CHUNK)
    if text is None:
        return None
    told = json.loads(text)
    boxes, words = (tuple(map(_box, told[name])) for name in ("boxes", "words"))
    areas = tuple((_box(box), _colour(ground)) for box, ground in told["areas"])
    return Told(_colour(told["ground"]), boxes, words, areas)


def _box(corners: list[int]) -> Box:
    left, top, right, bottom = corners
    return left, top, right, bottom


def _colour(parts: list[int]) -> Colour:
    red, green, blue = parts
    return red, green, blue


def faults_of(path: Path, size: Size, *, has_widgets: bool = False) -> list[str]:
    """Return what is wrong with a PNG that was to be so large, in words; nothing when it is whole.

    `has_widgets` asks for what the widgets say too.
    """
    try:
        with _whole_files_only(), Image.open(path) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        return [f"it cannot be read: {error}"]
    found = [*_shape(picture, size), *_rim(picture.convert("RGB"))]
    told = told_by(picture)
    if told is not None:
        found += _against(picture.convert("RGB"), told)
    elif has_widgets:
        found.append("it does not say what its widgets draw")
    return found


def _shape(picture: Image.Image, size: Size) -> Iterator[str]:
    if picture.format != "PNG":
        yield f"it is no PNG but {picture.format}"
    if picture.size != size:
        yield f"it is {picture.size}, and {size} was asked for"
    least = picture.convert("RGBA").getchannel("A").getextrema()[0]
    if least != OPAQUE:
        yield "one can see through it"
    if picture.convert("RGB").getcolors(1) is not None:
        yield "it is empty"


def _rim(picture: Image.Image) -> Iterator[str]:
    """Yield which of the upper edge and the sides is full of colours."""
    wide, high = picture.size
    rims = {
        "upper edge": (0, 0, wide, 1),
        "left edge": (0, 0, 1, high),
        "right edge": (wide - 1, 0, wide, high),
    }
    for name, box in rims.items():
        if picture.crop(box).getcolors(MOST_AT_THE_RIM) is None:
            yield f"its {name} is full of colours"


def _against(picture: Image.Image, told: Told) -> Iterator[str]:
    """Yield where a picture is not as its widgets say."""
    bare = Image.new("RGB", picture.size, told.ground)
    for (left, top, right, bottom), ground in told.areas:
        bare.paste(ground, (left, top, right, bottom))
    left_over = ImageChops.difference(picture, bare)
    paint = ImageDraw.Draw(left_over)
    for left, top, right, bottom in told.boxes:
        paint.rectangle((left, top, right - 1, bottom - 1), "black")
    red, green, blue = left_over.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    seen = most.point(lambda value: OPAQUE if value > SEEN else 0)
    if (where := seen.getbbox()) is not None:
        yield f"{seen.histogram()[OPAQUE]} pixels stand outside every widget, within {where}"
    blank = [box for box in told.words if picture.crop(box).getcolors(1) is not None]
    if blank:
        yield f"{len(blank)} of {len(told.words)} texts are not there, the first at {blank[0]}"


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Refuse half a file: a library that sets sheets lets Pillow read what there is of one."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
