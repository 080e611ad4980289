"""The phone's small kit: what the map draws on top: places, points of help, where one is.

One instruction draws all marks of a look, so that a thousand places cost no more than ten. Looks
differ in shape, not in colour alone: places are discs with a sign, points of help are squares.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import kivy.uix.label
from kivy.graphics import Color, Ellipse, InstructionGroup, Point
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy_garden.mapview import MapLayer

from mobile.ui.icons import icon
from mobile.ui.theme import theme

REFERENCE_ZOOM = 12
TOUCH_DP = 24
"""A tap chooses the nearest mark no further away than this."""

POINTS_FROM_ZOOM = 13
"""Further out points of help would cover the places."""

FAR_SHARE = 0.7
"""How large marks are where the whole borough is in sight: towns stay apart."""

HALO_DP, CHOSEN_DP = 2, 6
ROUGH_M = 1000
"""A position that is only roughly known is a circle of this radius (Android: about 3 km²)."""

METRES_PER_PIXEL = 156543.03
"""At zoom 0 on the equator, for tiles of 256 pixels (OGC 17-083r2, annex D)."""

PLACE = "place"


@dataclass(frozen=True)
class Look:
    """How a mark looks: shape, radius in dp, tokens of its ground and its sign, and the sign."""

    shape: str
    radius_dp: float
    ground: str
    ink: str
    sign: str = ""


LOOKS: dict[tuple[str, str], Look] = {
    ("amnesty_bin", ""): Look("square", 12, "text", "ground", "amnesty_bin"),
    ("bleed_kit", ""): Look("square", 12, "text", "ground", "bleed_kit"),
    ("defibrillator", ""): Look("square", 12, "text", "ground", "defibrillator"),
    (PLACE, "plain"): Look("disc", 9, "muted", "surface", "inside"),
    (PLACE, "soon"): Look("disc", 13, "soon", "ground", "clock"),
    (PLACE, "go"): Look("disc", 14, "go", "go_ink", "done"),
}
"""By kind and tone, in the order in which they lie on each other: what helps now on top."""


class MarksLayer(MapLayer):
    """Every mark, the chosen one with a ring, and the person's position where it is known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._origin = (0.0, 0.0)
        self._marks: list[tuple[Any, float, float]] = []
        self._parts: list[tuple[Point, Any, float]] = []
        self._chosen = ""
        self._here: tuple[float, float] | None = None
        self._is_rough = False
        self._group = InstructionGroup()
        self.canvas.add(self._group)

    def centre_on(self, lat: float, lon: float) -> None:
        """Say around which point marks are kept; to be called before anything is drawn."""
        self._origin = (lat, lon)

    def draw(self, marks: list[Any], chosen: str, here: Any, *, is_rough: bool) -> None:
        """Draw all marks anew."""
        self._marks = [(mark, *self._at(mark.lon, mark.lat)) for mark in marks]
        self._chosen = chosen
        self._here = self._at(here.lon, here.lat) if here is not None else None
        self._is_rough = is_rough
        self._build()
        self.reposition()

    def nearest(self, x: float, y: float) -> str:
        """Return the key of the mark at a point of the window, or "" where none is near."""
        x0, y0, grown = self._frame()
        marks = self._shown()
        best = (
            min(
                ((math.hypot(x0 + at_x * grown - x, y0 + at_y * grown - y), mark.key))
                for mark, at_x, at_y in marks
            )
            if marks
            else (math.inf, "")
        )
        return str(best[1]) if best[0] <= dp(TOUCH_DP) else ""

    def reposition(self) -> None:
        """Follow the map: called by the library with each move."""
        if self.parent is None:
            return
        x0, y0, grown = self._frame()
        where: dict[Any, list[float]] = {look: [] for look in LOOKS}
        where["chosen"] = []
        for mark, x, y in self._shown():
            at = (x0 + x * grown, y0 + y * grown)
            where[(mark.kind, mark.tone)] += at
            if mark.key == self._chosen:
                where["chosen"] += at
        if self._here is not None:
            where["here"] = [x0 + self._here[0] * grown, y0 + self._here[1] * grown]
        share = FAR_SHARE if self.parent.zoom < POINTS_FROM_ZOOM - 1 else 1
        for point, key, radius in self._parts:
            point.points = where.get(key, [])
            point.pointsize = radius * share
        self._place_circle(where.get("here"))

    def _shown(self) -> list[tuple[Any, float, float]]:
        if self.parent.zoom >= POINTS_FROM_ZOOM:
            return self._marks
        return [each for each in self._marks if each[0].kind == PLACE]

    def _frame(self) -> tuple[float, float, float]:
        view = self.parent
        x, y = view.get_window_xy_from(*self._origin, view.zoom)
        return x, y, view.scale * 2 ** (view.zoom - REFERENCE_ZOOM)

    def _at(self, lon: float, lat: float) -> tuple[float, float]:
        source = self.parent.map_source
        x0 = source.get_x(REFERENCE_ZOOM, self._origin[1])
        y0 = source.get_y(REFERENCE_ZOOM, self._origin[0])
        return source.get_x(REFERENCE_ZOOM, lon) - x0, source.get_y(REFERENCE_ZOOM, lat) - y0

    def _build(self) -> None:
        self._group.clear()
        self._parts.clear()
        self._circle_colour, self._circle = Color(*theme.action[:3], 0.2), Ellipse(size=(0, 0))
        self._group.add(self._circle_colour)
        self._group.add(self._circle)
        chosen = next((mark for mark, _, _ in self._marks if mark.key == self._chosen), None)
        for key, look in LOOKS.items():
            if chosen is not None and key == (chosen.kind, chosen.tone):
                self._add("chosen", look.shape, look.radius_dp + CHOSEN_DP, theme.ground)
                self._add("chosen", look.shape, look.radius_dp + CHOSEN_DP - 2, theme.action)
            self._add(key, look.shape, look.radius_dp + HALO_DP, theme.ground)
            self._add(key, look.shape, look.radius_dp, getattr(theme, look.ground))
            self._add(key, look.sign, look.radius_dp * 0.7, getattr(theme, look.ink))
        if not self._is_rough:
            self._add("here", "disc", 11, theme.ground)
            self._add("here", "disc", 9, theme.action)
            self._add("here", "disc", 4, theme.action_ink)

    def _add(self, key: Any, shape: str, radius_dp: float, colour: Any) -> None:
        radius = dp(radius_dp)
        point = Point(points=[], pointsize=radius, texture=_texture(shape, round(2 * radius)))
        self._group.add(Color(*colour))
        self._group.add(point)
        self._parts.append((point, key, radius))

    def _place_circle(self, at: Any) -> None:
        if at is None or not self._is_rough:
            self._circle.size = 0, 0
            return
        view = self.parent
        across = math.cos(math.radians(view.lat)) * METRES_PER_PIXEL / 2**view.zoom
        radius = ROUGH_M / across * view.scale * view.map_source.dp_tile_size / 256
        self._circle.pos = at[0] - radius, at[1] - radius
        self._circle.size = 2 * radius, 2 * radius


@cache
def _texture(shape: str, side: int) -> Texture:
    """Return a white shape or sign of so many pixels, to be coloured where it is drawn."""
    if shape in ("disc", "inside"):
        return _mask(side, _disc)
    if shape == "square":
        return _mask(side, _square)
    label = kivy.uix.label.CoreLabel(text=icon(shape), font_size=side, font_name="Icons")
    label.refresh()
    return label.texture


def _mask(side: int, outside: Callable[[float, float, float], float]) -> Texture:
    """Return a shape with soft edges; `outside` says how many pixels a point lies beyond it."""
    half = side / 2
    alphas = (
        min(1.0, max(0.0, 0.5 - outside(x + 0.5 - half, y + 0.5 - half, half - 0.5)))
        for y in range(side)
        for x in range(side)
    )
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    pixels = b"".join(b"\xff\xff\xff%c" % round(255 * alpha) for alpha in alphas)

    def fill(texture: Texture) -> None:
        texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")

    fill(texture)
    # Android may take all textures away while the app is in the background.
    texture.add_reload_observer(fill)
    return texture


def _disc(x: float, y: float, radius: float) -> float:
    return math.hypot(x, y) - radius


def _square(x: float, y: float, radius: float) -> float:
    """Return how far a point lies beyond a square with round corners."""
    corner = radius * 0.35
    beyond_x, beyond_y = abs(x) - radius + corner, abs(y) - radius + corner
    inside = min(max(beyond_x, beyond_y), 0.0)
    return math.hypot(max(beyond_x, 0.0), max(beyond_y, 0.0)) + inside - corner
