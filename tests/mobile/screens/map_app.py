"""The map alone in a window nobody sees: its screen, its models, and one phone's memory."""

import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kivy.app import App

from demo.driver import Driver
from mobile.store.clock import Clocks
from mobile.sync.http import HttpTransport
from mobile.sync.map_packs import MapPacks
from mobile.ui import kit
from mobile.ui.map_view import Map
from mobile.ui.pages import Pages
from mobile.ui.theme import load_fonts
from mobile.viewmodels.map import MapViewModel
from mobile.viewmodels.map_pack import MapPackViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import uptime_s
from shared.geo import Point
from tests.mobile.cast import MARKET, NOW
from tests.mobile.phone import NOBODY

WITHIN_S = 20


@dataclass(frozen=True)
class MapPhone:
    """What the map is opened with."""

    memory: sqlite3.Connection
    folder: Path
    url: str = NOBODY
    at: Point | None = MARKET
    shown: list[str] = field(default_factory=list)


class MapApp(App):
    """An app that is nothing but the map."""

    def __init__(self, phone: MapPhone) -> None:
        super().__init__()
        self.phone = phone
        self.surroundings = Surroundings(phone.memory, Clocks(lambda: NOW, uptime_s))
        if phone.at is not None:
            self.surroundings.told(phone.at)
        self.packs = MapPacks(phone.folder, lambda: HttpTransport(phone.url))

    def build(self) -> Pages:
        """Show the map."""
        load_fonts()
        kit.load()
        from mobile.screens.map import MapScreen

        pack = MapPackViewModel(self.phone.memory, self.surroundings, self.packs)
        model = MapViewModel(self.phone.memory, self.surroundings, pack)
        pages = Pages()
        pages.keep(MapScreen(name="map", model=model))
        pages.show("map")
        return pages

    def go(self, name: str) -> None:
        """Note where the map would lead."""
        self.phone.shown.append(name)

    def show_place(self, place_id: str) -> None:
        """Note which place would be shown."""
        self.phone.shown.append(place_id)

    def back(self) -> None:
        """Note that one would go back."""
        self.phone.shown.append("back")

    def leave(self) -> None:
        """Note that one would leave."""
        self.phone.shown.append("leave")


class MapDriver(Driver):
    """A finger on the map."""

    def __init__(self, phone: MapPhone) -> None:
        super().__init__(MapApp(phone))
        self.settle()

    @property
    def page(self) -> Any:
        """The screen."""
        return self.app.root.current_page

    @property
    def map(self) -> Map:
        """The map on it."""
        found: Map = self.page.map
        return found

    def settle(self) -> None:
        """Let the pack's thread end, and the screen hear of it."""
        self.app.packs.wait(WITHIN_S)
        self.frames(8)

    def touch_map(self, lat: float, lon: float, drag: float = 0) -> None:
        """Tap where this lies, or drag from there by so many pixels."""
        from kivy.tests.common import UnitTestTouch

        x, y = self.map.get_window_xy_from(lat, lon, self.map.zoom)
        touch = UnitTestTouch(x, y)
        touch.touch_down()
        if drag:
            touch.touch_move(x - drag, y - drag)
        touch.touch_up()
        self.frames()

    def drawn_tiles(self) -> int:
        """Return how many tiles have a picture."""
        return sum(tile.state in ("need-animation", "animated") for tile in self.map._tiles)

    def empty_spot(self, away: float) -> tuple[float, float]:
        """Return latitude and longitude of a point of the map with no mark so near (in pixels)."""
        view, marks = self.map, self.page.model.marks
        found = [view.get_window_xy_from(mark.lat, mark.lon, view.zoom) for mark in marks]
        for east in range(-10, 10):
            lat, lon = view.lat - 0.004, view.lon + east / 1000
            x, y = view.get_window_xy_from(lat, lon, view.zoom)
            if view.collide_point(x, y) and all(math.dist((x, y), at) > away for at in found):
                return lat, lon
        raise LookupError("the map is full of marks")

    def close(self) -> None:
        """End the thread, and leave the window empty."""
        self.app.packs.pause()
        self.app.packs.wait(WITHIN_S)
        self.page.left()
        super().close()


Opening = Callable[..., MapDriver]
