"""An app in the process of a phone, and an assistive service that follows it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from demo.gallery import SHAPES, Gallery, Look
from tests.mobile.device.handset import Handset
from tests.mobile.device.services import Service

NOBODY = "http://127.0.0.1:9"
SMALL, MIDDLE, _ = SHAPES
LOOK = Look("light", "en", MIDDLE, 1.0)


def prepare() -> None:
    """Give this process a window nobody sees, once."""
    if "kivy" not in sys.modules:
        from demo.driver import prepare_offscreen

        os.environ["KIVY_CLIPBOARD"] = "dummy"
        prepare_offscreen(Path(tempfile.mkdtemp(prefix="umay-kivy-")), density=1)


@contextmanager
def gallery() -> Iterator[Gallery]:
    """Make the gallery in a folder of its own."""
    prepare()
    from tests.mobile.cast import NOW, write_pack

    with tempfile.TemporaryDirectory() as folder:
        yield Gallery(Path(folder), write_pack(Path(folder, "pack")), lambda: NOW, NOBODY)


def follow(phone: Handset, driver: Any) -> Service:
    """Let an assistive service follow an app; it sees the page that is shown."""
    from mobile.reading_out import ReadingOut

    phone.does("assisted", True, True)
    reading = ReadingOut(driver.app.root, phone.device().reader)
    phone.keep(reading)
    return Service(phone, reading)


@contextmanager
def an_app(phone: Handset, name: str, look: Look = LOOK) -> Iterator[tuple[Any, Service]]:
    """Open the app in one state, followed by a service."""
    with gallery() as walk:
        driver = walk.come_to(name, look)
        service = follow(phone, driver)
        service.look()
        try:
            yield driver, service
        finally:
            service.rest()
            driver.close()
