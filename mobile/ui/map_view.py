"""The phone's small kit: the map, drawn by a library that is given our own sources and no other."""

from typing import Any

from kivy.metrics import dp
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    ObjectProperty,
    StringProperty,
)
from kivy_garden.mapview import MapView
from kivy_garden.mapview.view import ClickableLabel

from mobile.ui import style
from mobile.ui.map_ground import BOROUGH, GroundLayer
from mobile.ui.map_marks import POINTS_FROM_ZOOM, MarksLayer
from mobile.ui.map_source import PackSource, PlainSource
from mobile.ui.theme import theme

style.need("Scatter", "Image")

NEAR_ZOOM = 14
"""Where one is, with the streets around."""

STILL_DP = 8
"""A finger that moved less than this has tapped, not dragged."""

MARGIN_DEG = 0.1
"""How far beyond the borough one can drag: never so far that one is lost."""

TINY_DEG = 1e-6

IN_DARK = (0.6, 0.64, 0.7)
"""Tiles are light; in the dark they are dimmed, so that they do not blind."""


class Map(MapView):
    """The borough with its marks, on the tiles of a pack or on plain ground.

    Fires `on_mark` with the key of a tapped mark, or "" where none is near.
    """

    areas = ListProperty()
    names = ListProperty()
    marks = ListProperty()
    here = ObjectProperty(None, allownone=True)
    is_rough = BooleanProperty(False)
    chosen_key = StringProperty("")
    pack = ObjectProperty(None, allownone=True)
    """What is drawn below, with `path` and `facts`; None for plain ground."""

    background_color = ColorProperty("#000000")

    def __init__(self, cache_dir: str, **kwargs: Any) -> None:
        self._plain = PlainSource(cache_dir)
        self._ground, self._on_top = GroundLayer(), MarksLayer()
        self._is_placed = False
        super().__init__(map_source=self._plain, cache_dir=cache_dir, **kwargs)
        self.register_event_type("on_mark")
        # The library's own line about whose tiles these are: ours stands where it can be read.
        for child in [each for each in self.children if isinstance(each, ClickableLabel)]:
            self.remove_widget(child)
        self.add_layer(self._ground)
        self.add_layer(self._on_top)
        for name in ("areas", "names"):
            self.fbind(name, self._draw_all)
        for name in ("marks", "here", "is_rough", "chosen_key"):
            self.fbind(name, self._draw_marks)
        self.fbind("pack", self._change_source)
        self.fbind("size", self._place)
        self.fbind("center", self._stay)
        # Bound weakly: the theme outlives the page.
        theme.bind(ground=self._dress)
        self._dress()

    def on_mark(self, key: str) -> None:
        """Fired when somebody taps."""

    def nearer(self) -> None:
        """Zoom in by one."""
        self._zoom_to(self.zoom + 1)

    def further(self) -> None:
        """Zoom out by one."""
        self._zoom_to(self.zoom - 1)

    def show_here(self) -> None:
        """Show where the person is, or the whole borough where that is not known."""
        if self.here is None:
            self._show_all()
            return
        self._zoom_to(max(self.zoom, NEAR_ZOOM))
        self.center_on(self.here.lat, self.here.lon)

    def show_mark(self, mark: Any) -> None:
        """Bring a mark into sight, unless it is."""
        if self.zoom < POINTS_FROM_ZOOM:
            self._zoom_to(POINTS_FROM_ZOOM)
        x, y = self.get_window_xy_from(mark.lat, mark.lon, self.zoom)
        edge = dp(STILL_DP * 4)
        if not (self.x + edge < x < self.right - edge and self.y + edge < y < self.top - edge):
            self.center_on(mark.lat, mark.lon)

    def on_touch_down(self, touch: Any) -> Any:
        """Remember that the finger may be tapping."""
        used = super().on_touch_down(touch)
        if used and "map" not in touch.ud:
            touch.ud["map"] = self
        return used

    def on_touch_up(self, touch: Any) -> Any:
        """Choose what was tapped, where the finger did not drag."""
        is_own = touch.grab_current is self and touch.ud.get("map") is self
        is_still = abs(touch.x - touch.ox) + abs(touch.y - touch.oy) < dp(STILL_DP)
        is_alone = self._touch_count == 1
        used = super().on_touch_up(touch)
        if is_own and is_still and is_alone:
            self.dispatch("on_mark", self._on_top.nearest(*touch.pos))
        return used

    def on_map_relocated(self, zoom: int, coord: Any) -> None:
        """Stay near the borough."""
        if not self._is_placed:
            return
        west, south, east, north = self._bounds()
        # Not from `coord`: the library (1.0.6) swaps its two numbers.
        lat = min(max(self.lat, south - MARGIN_DEG), north + MARGIN_DEG)
        lon = min(max(self.lon, west - MARGIN_DEG), east + MARGIN_DEG)
        if abs(lat - self.lat) + abs(lon - self.lon) > TINY_DEG:
            self.center_on(lat, lon)

    def load_tile_for_source(self, *args: Any) -> None:
        """Load a tile as the library does, dimmed in the dark."""
        super().load_tile_for_source(*args)
        self._tiles[-1].g_color.rgb = IN_DARK if theme.is_dark else (1, 1, 1)

    def _zoom_to(self, zoom: int) -> None:
        lat, lon = self.lat, self.lon
        low, high = self.map_source.get_min_zoom(), self.map_source.get_max_zoom()
        self.zoom = min(max(zoom, low), high)
        self.center_on(lat, lon)

    def _bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of all that can be seen here."""
        places = [point for area in self.areas for point in area.outline]
        places = places or [(mark.lon, mark.lat) for mark in self.marks]
        if not places:
            return -180.0, -85.0, 180.0, 85.0
        lons, lats = zip(*places, strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    def _show_all(self) -> None:
        west, south, east, north = self._bounds()
        source = self.map_source
        zoom = source.get_max_zoom()
        while zoom > source.get_min_zoom() and not (
            source.get_x(zoom, east) - source.get_x(zoom, west) <= self.width
            and source.get_y(zoom, north) - source.get_y(zoom, south) <= self.height
        ):
            zoom -= 1
        self._zoom_to(zoom)
        self.center_on((south + north) / 2, (west + east) / 2)

    def _place(self, *_args: Any) -> None:
        """Stand where the person is, or show the whole borough, once there is room."""
        if self._is_placed or min(self.size) <= dp(100) or not (self.areas or self.marks):
            return
        self._is_placed = True
        self.show_here()

    def _stay(self, *_args: Any) -> None:
        """Keep the middle in the middle; when the library does, `center` is still the old one."""
        self.center_on(self.lat, self.lon)

    def _change_source(self, *_args: Any) -> None:
        lat, lon = self.lat, self.lon
        if self.pack is None:
            self.map_source = self._plain
        else:
            facts = self.pack.facts
            zooms = (facts.min_zoom, facts.max_zoom)
            self.map_source = PackSource(self.pack.path, zooms, self.cache_dir)
        self.center_on(lat, lon)
        self._draw_all()

    def _draw_all(self, *_args: Any) -> None:
        self._keep_centre()
        names = [] if self.pack else self.names
        areas = [each for each in self.areas if each.kind == BOROUGH] if self.pack else self.areas
        self._ground.draw(areas, names, is_filled=self.pack is None)
        self._on_top.draw(self.marks, self.chosen_key, self.here, is_rough=self.is_rough)
        self._place()

    def _draw_marks(self, *_args: Any) -> None:
        if not self.areas:
            # Then the marks themselves say where the middle is.
            self._draw_all()
            return
        self._on_top.draw(self.marks, self.chosen_key, self.here, is_rough=self.is_rough)

    def _keep_centre(self) -> None:
        """Keep shapes around the borough's middle: far from it, pixels lose their precision."""
        west, south, east, north = self._bounds()
        for layer in (self._ground, self._on_top):
            layer.centre_on((south + north) / 2, (west + east) / 2)

    def _dress(self, *_args: Any) -> None:
        self.background_color = theme.ground
        self.remove_all_tiles()
        self.trigger_update(True)
        self._draw_all()
