"""The phone's small kit: what the map draws below everything: borough, areas and their names."""

from typing import Any

import kivy.uix.label
from kivy.graphics import (
    Color,
    InstructionGroup,
    Line,
    Mesh,
    PopMatrix,
    PushMatrix,
    Rectangle,
    Scale,
    Translate,
)
from kivy.graphics.tesselator import Tesselator
from kivy.metrics import dp
from kivy_garden.mapview import MapLayer

from mobile.ui.scale import size
from mobile.ui.theme import theme

REFERENCE_ZOOM = 12
"""The zoom in whose pixels shapes are kept; at others they are drawn larger or smaller."""

BOROUGH = "borough"
LINE_DP = {BOROUGH: 1.6}
OTHER_LINE_DP = 1.0
BELOW_DP = 22
"""How far below its middle a town's name stands: in the middle are its places."""

LETTER_WIDTH = 0.55
"""About how wide a letter is, of the size of the type: enough to keep names apart."""


class GroundLayer(MapLayer):
    """Outlines, and names unless the tiles have their own; moved by matrices, not redrawn."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._origin = (0.0, 0.0)
        self._lines: list[tuple[Any, float]] = []
        self._names: list[tuple[Any, float, float]] = []
        self._written: dict[Any, Any] = {}
        self._chosen_for = -1
        self._chosen: list[tuple[Any, float, float]] = []
        with self.canvas:
            PushMatrix()
            self._shift, self._grow = Translate(), Scale(1)
            self._shapes = InstructionGroup()
            self.canvas.add(self._shapes)
            PopMatrix()
            self._ink = Color(1, 1, 1, 1)
            self._words = InstructionGroup()
            self.canvas.add(self._words)

    def draw(self, areas: list[Any], names: list[Any], *, is_filled: bool) -> None:
        """Draw areas (the borough first) and names anew; not filled where tiles lie below."""
        self._shapes.clear()
        self._lines.clear()
        rings = [(area.kind, self._ring(area.outline)) for area in areas]
        if is_filled:
            self._shapes.add(Color(*theme.surface))
            for kind, ring in rings:
                if kind == BOROUGH:
                    _fill(self._shapes, ring)
        for kind, ring in rings:
            wide = LINE_DP.get(kind, OTHER_LINE_DP)
            self._shapes.add(Color(*(theme.muted if kind == BOROUGH else theme.line)))
            line = Line(points=ring, width=1.1, joint="round", cap="round")
            self._shapes.add(line)
            self._lines.append((line, wide))
        self._names = [(name, *self._at(name.lon, name.lat)) for name in names]
        self._chosen_for = -1
        self._ink.rgba = theme.muted
        self.reposition()

    def centre_on(self, lat: float, lon: float) -> None:
        """Say around which point shapes are kept; to be called before anything is drawn."""
        self._origin = (lat, lon)

    def reposition(self) -> None:
        """Follow the map: called by the library with each move."""
        view = self.parent
        if view is None:
            return
        x, y = view.get_window_xy_from(*self._origin, view.zoom)
        grown = view.scale * 2 ** (view.zoom - REFERENCE_ZOOM)
        self._shift.xy = x, y
        self._grow.xyz = grown, grown, 1
        for line, wide in self._lines:
            line.width = dp(wide) / grown
        self._write(view, x, y, grown)

    def _ring(self, outline: Any) -> list[float]:
        ring: list[float] = []
        for lon, lat in outline:
            ring += self._at(lon, lat)
        return ring

    def _at(self, lon: float, lat: float) -> tuple[float, float]:
        source = self.parent.map_source
        x0 = source.get_x(REFERENCE_ZOOM, self._origin[1])
        y0 = source.get_y(REFERENCE_ZOOM, self._origin[0])
        return source.get_x(REFERENCE_ZOOM, lon) - x0, source.get_y(REFERENCE_ZOOM, lat) - y0

    def _write(self, view: Any, x: float, y: float, grown: float) -> None:
        """Write the names that are in sight; which ones do not collide is settled once a zoom."""
        if view.zoom != self._chosen_for:
            self._chosen_for = view.zoom
            self._chosen = _apart(self._names, view.zoom, 2 ** (view.zoom - REFERENCE_ZOOM))
            self._words.clear()
            self._written.clear()
        for name, at_x, at_y in self._chosen:
            centre = x + at_x * grown, y + at_y * grown
            if name not in self._written and view.collide_point(*centre):
                self._written[name] = _rectangle(name.words)
                self._words.add(self._written[name])
            if written := self._written.get(name):
                wide, high = written.size
                low = round(centre[1] - high / 2 - _below(name))
                written.pos = round(centre[0] - wide / 2), low


def _fill(shapes: InstructionGroup, ring: list[float]) -> None:
    tesselator = Tesselator()
    tesselator.add_contour(ring)
    if tesselator.tesselate():
        for vertices, indices in tesselator.meshes:
            shapes.add(Mesh(vertices=vertices, indices=indices, mode="triangle_fan"))


def _apart(names: Any, zoom: int, grown: float) -> list[tuple[Any, float, float]]:
    """Return the names of this zoom of which none is written over another, the first first."""
    taken: list[tuple[float, float, float]] = []
    chosen = []
    high = size.tiny * 1.5
    for name, x, y in names:
        if zoom < name.from_zoom:
            continue
        half = len(name.words) * size.tiny * LETTER_WIDTH / 2 + dp(6)
        here = x * grown, y * grown - _below(name), half
        if not any(
            abs(here[0] - other[0]) < half + other[2] and abs(here[1] - other[1]) < high
            for other in taken
        ):
            taken.append(here)
            chosen.append((name, x, y))
    return chosen


def _below(name: Any) -> float:
    return float(dp(BELOW_DP)) if name.from_zoom == 0 else 0.0


def _rectangle(words: str) -> Rectangle:
    # Looked up when it is used: it is another one where letters have to be joined.
    label = kivy.uix.label.CoreLabel(text=words, font_size=size.tiny, font_name="Roboto")
    label.resolve_font_name()
    label.refresh()
    return Rectangle(texture=label.texture, size=label.texture.size)
