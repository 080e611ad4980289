"""The demonstration's gallery: every screen of the app, in each look, language, size and shape."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from demo.driver import Driver
from mobile.config import PhoneConfig
from mobile.device.edges import Insets
from mobile.store import kept, settings
from mobile.store.database import open_store
from mobile.store.settings import YES
from shared.geo import Point

AT_THE_MARKET = Point(53.5448, -2.6300)
BETWEEN_TOWNS = Point(53.5100, -2.5550)
SHAPES = ((360, 640), (412, 892), (800, 1280))
"""Width and height in dp: a small old phone, a common one, a tablet."""

Deed = Callable[[Driver], None]


@dataclass(frozen=True)
class Look:
    """One way the app can look: colours, language, shape, text size."""

    theme: str
    language: str
    shape: tuple[int, int]
    text_size: float

    @property
    def name(self) -> str:
        """The folder of its pictures."""
        wide, high = self.shape
        return f"{self.theme}-{self.language}-{wide}x{high}-{self.text_size:.0%}".rstrip("%")


def looks() -> Iterator[Look]:
    """Yield every look of the gallery: two themes, two languages, three shapes, two sizes."""
    for parts in product(("light", "dark"), ("en", "ar"), SHAPES, (1.0, 2.0)):
        yield Look(*parts)


def look_named(name: str) -> Look:
    """Return the look of that name; raises StopIteration for a name that none has."""
    return next(look for look in looks() if look.name == name)


def _go(name: str) -> Deed:
    return lambda driver: driver.app.go(name)


def _place(driver: Driver) -> None:
    driver.app.show_place("p-001")


def _seasons(driver: Driver) -> None:
    driver.app.show_place("p-017")


def _helped(driver: Driver) -> None:
    _place(driver)
    driver.app.root.current_page.model.lead()


def _level(driver: Driver) -> None:
    driver.app.begin_feedback()


def _subject(driver: Driver) -> None:
    driver.app.begin_feedback()
    driver.app.go("subject")


def _factors(driver: Driver) -> None:
    driver.app.begin_feedback()
    driver.app.choose_level("fairly_unsafe")
    driver.app.feedback.toggle_factor("bad_lighting")
    driver.app.feedback.toggle_factor("harassed_by_group")


def _more(driver: Driver) -> None:
    _factors(driver)
    driver.app.say_more()


def _saved(driver: Driver) -> None:
    _factors(driver)
    driver.app.save_feedback()


def _adding(driver: Driver) -> None:
    driver.app.go("trusted")
    driver.app.root.current_page.model.is_adding = True


def _deleting(driver: Driver) -> None:
    driver.app.go("data")
    driver.app.root.current_page.is_asking = True


def _card(at: int) -> Deed:
    def show(driver: Driver) -> None:
        driver.app.go("welcome")
        driver.app.root.current_page.at = at

    return show


def _receipt(driver: Driver) -> None:
    driver.app.go("receipts")
    model = driver.app.root.current_page.model
    model.code = "7K3M-Q0ZD-1XWA-9BTE"
    reply = {
        "said": {"en": "The path by the canal is dark."},
        "did": {"en": "Four lamps were mended."},
    }
    answer = {"state": "arrived", "label": "Canal side, Wigan"}
    model._take({**answer, "replies": [{**reply, "on": "2026-11-20"}]})


def _stay(_driver: Driver) -> None:
    """Show what the app shows first."""


STATES: dict[str, Deed] = {
    "places": _go("places"),
    "place": _place,
    "place-helped": _helped,
    "place-seasons": _seasons,
    "map": _go("map"),
    "where": _go("where"),
    "level": _level,
    "subject": _subject,
    "factors": _factors,
    "more": _more,
    "saved": _saved,
    "queue": _go("queue"),
    "receipts": _receipt,
    "help": _go("help"),
    "trusted": _go("trusted"),
    "trusted-adding": _adding,
    "settings": _go("settings"),
    "data": _go("data"),
    "data-deleting": _deleting,
    "privacy": _go("privacy"),
    "tools": _go("tools"),
    "accessibility": _go("accessibility"),
    "about": _go("about"),
    "welcome": _card(0),
    "welcome-not": _card(1),
    "welcome-where": _card(2),
    "neutral": lambda driver: driver.app.leave(),
}
"""Every state of the app that one phone comes to, by name; the last one leaves it."""

RESIZED: dict[str, tuple[str, tuple[int, int]]] = {
    "places-on-its-side": ("places", (640, 360)),
    "level-on-its-side": ("level", (640, 360)),
    "map-on-its-side": ("map", (640, 360)),
    "help-on-its-side": ("help", (640, 360)),
    "places-beside-another": ("places", (320, 480)),
    "saved-beside-another": ("saved", (320, 480)),
    "settings-beside-another": ("settings", (320, 480)),
}
"""States whose window changes while they are shown: turned, or shared with another app."""

ELSEWHERE: dict[str, dict[str, Any]] = {
    "places-none-open": {"at": BETWEEN_TOWNS},
    "places-no-position": {"at": None},
    "places-denied": {"at": None, "location_trouble": "denied"},
    "places-lost": {"at": None, "location_trouble": "lost"},
    "places-roughly": {"is_approximate": True},
    "places-outside": {"at": Point(51.5, -0.1)},
    "places-insets": {"insets": (0, 32, 0, 48, 0)},
    "map-insets": {"insets": (0, 32, 0, 48, 0)},
    "saved-insets": {"insets": (0, 32, 0, 48, 0)},
    "places-cutout": {"insets": (44, 8, 0, 24, 0)},
    "where-keyboard": {"insets": (0, 32, 0, 48, 280)},
    "trusted-adding-keyboard": {"insets": (0, 32, 0, 48, 280)},
}
"""States that need another phone: what differs in its settings, insets in dp.

A phone's state begins like that of `STATES` that it is in.
"""


@dataclass(frozen=True)
class Gallery:
    """Where the pictures' phone lives: its first documents, its memory, its moment."""

    folder: Path
    pack: Path
    now: Callable[[], datetime]
    server_url: str

    def walk(self, look: Look, shown: Callable[[str, Driver], None]) -> None:
        """Come to every state in one look, and call `shown` at each."""
        driver = self._open(look, {})
        for name, deed in STATES.items():
            deed(driver)
            driver.settle()
            shown(name, driver)
        driver.close()
        driver = self._open(look, {})
        for name, (state, shape) in RESIZED.items():
            STATES[state](driver)
            driver.settle()
            driver.resize(shape)
            driver.settle()
            shown(name, driver)
            driver.resize(look.shape)
        driver.close()
        for name in ELSEWHERE:
            driver = self.come_to(name, look)
            shown(name, driver)
            driver.close()

    def come_to(self, name: str, look: Look) -> Driver:
        """Return a phone in one state and look, for the caller to close."""
        driver = self._open(look, ELSEWHERE.get(name, {}))
        STATES.get(name.removesuffix("-insets").removesuffix("-keyboard"), _stay)(driver)
        driver.settle()
        if name.endswith("-keyboard"):
            driver.touch_field()
            driver.settle()
        return driver

    def _open(self, look: Look, different: dict[str, Any]) -> Driver:
        # Not before the window was told that nobody sees it.
        from kivy.metrics import dp

        from mobile.context import Context
        from mobile.main import UMayApp

        data = self.folder / look.name
        welcome(data, language=look.language, look=look.theme, text_size=str(look.text_size))
        connection = open_store(data).connection
        _keep_something(connection)
        connection.close()
        config = PhoneConfig(self.server_url, data, self.pack, AT_THE_MARKET, self.now)
        if covered := different.get("insets"):
            different = {**different, "insets": Insets(*(dp(each) for each in covered))}
        return Driver(UMayApp(Context(replace(config, **different))), shape=look.shape)


def welcome(folder: Path, **choices: str) -> None:
    """Let a memory be one of a phone whose person went through the first run and said yes."""
    connection = open_store(folder).connection
    for name, value in {"welcomed": YES, "location": YES, **choices}.items():
        settings.keep(connection, name, value)
    connection.close()


def _keep_something(connection: sqlite3.Connection) -> None:
    if not kept.contacts(connection):
        kept.add_contact(connection, "Sister", "07700 900123")
        kept.keep_receipt(connection, "7K3M-Q0ZD-1XWA-9BTE")
