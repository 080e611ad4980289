"""The demonstration's list of the documents' pictures: what each shows, and how large it is.

`demo.draw_documents` draws them, and a test holds those that are committed against this list.
"""

from dataclasses import dataclass

from demo.driver import DENSITY, SIZE_DP
from demo.faults import Size
from demo.gallery import SHAPES, Look

DARK, LIGHT = Look("dark", "en", SIZE_DP, 1.0), Look("light", "en", SIZE_DP, 1.0)
SMALL_PHONE = SHAPES[0]
GAP = 12
"""Pixels between the pictures of a sheet, and around them."""


@dataclass(frozen=True)
class Shot:
    """One screen of the phone, in one look, by night or at noon."""

    state: str
    look: Look
    is_noon: bool = False

    @property
    def size(self) -> Size:
        """Its width and height in pixels."""
        wide, high = self.look.shape
        return wide * DENSITY, high * DENSITY


@dataclass(frozen=True)
class Sheet:
    """Several screens beside and below each other, half as large as each alone."""

    look: Look
    states: tuple[str, ...]
    columns: int = 5

    @property
    def tile(self) -> Size:
        """Width and height in pixels of each screen on it."""
        wide, high = Shot(self.states[0], self.look).size
        return wide // 2, high // 2

    @property
    def size(self) -> Size:
        """Its width and height in pixels."""
        wide, high = self.tile
        rows = -(-len(self.states) // self.columns)
        return self.columns * (wide + GAP) + GAP, rows * (high + GAP) + GAP


@dataclass(frozen=True)
class Top:
    """The upper part of a page of the journey, by the name of the journey's picture.

    Where it is less wide than the page, the page is drawn as much smaller.
    """

    of: str
    size: Size


TEN = (
    *("places", "place", "places-none-open", "help", "map"),
    *("level", "factors", "saved", "queue", "settings"),
)

SHOTS = {
    "places": Shot("places", DARK),
    "place": Shot("place", DARK),
    "how-safe": Shot("level", LIGHT),
    "help": Shot("help", DARK),
    "none-open": Shot("places-none-open", DARK),
    "map": Shot("map", DARK),
    "arabic": Shot("places", Look("dark", "ar", SIZE_DP, 1.0)),
    "large-text": Shot("places", Look("light", "en", SIZE_DP, 2.0), is_noon=True),
}
"""Screens of the phone, by the name of the picture."""

SHEETS = {
    "design-dark": Sheet(DARK, TEN),
    "design-light": Sheet(LIGHT, TEN),
    "design-large": Sheet(
        Look("light", "en", SMALL_PHONE, 2.0), ("places", "place", "help", "level", "saved")
    ),
    "design-right-to-left": Sheet(
        Look("dark", "ar", SIZE_DP, 1.0), ("places", "place", "help", "level", "settings")
    ),
}
"""Screens beside each other, by the name of the picture."""

PHONE, DESK, HALF_DESK = (360, 900), (1280, 900), (960, 1042)
TOPS = {
    "find": Top("36-find", PHONE),
    "found": Top("37-found", PHONE),
    "web-place": Top("38-a-place-on-the-web", PHONE),
    "web-feedback": Top("39-how-safe-on-the-web", PHONE),
    "today": Top("16-today", DESK),
    "portal": Top("19-portal", DESK),
    "readiness": Top("29-readiness", DESK),
    "place-page": Top("18-a-change-waits", (1280, 1400)),
    "offer": Top("14-offer-a-place", PHONE),
    "perception": Top("21-perception", HALF_DESK),
    "area": Top("22-an-area", HALF_DESK),
}
"""Pages, by the name of the picture."""

SIZES: dict[str, Size] = {name: each.size for name, each in (SHOTS | SHEETS | TOPS).items()}
"""Width and height in pixels of every picture of the documents, by its name without `.png`."""

WITH_WIDGETS = frozenset(SHOTS | SHEETS)
"""Those that say what their widgets draw: a browser's page has none."""
