"""Fixtures of the screens: the real app in a window nobody sees, driven by a finger."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.driver import Driver
from mobile.config import PhoneConfig
from shared.geo import Point
from tests.mobile.cast import MARKET, NOW, write_pack
from tests.mobile.phone import NOBODY, welcome

Opening = Callable[..., Driver]


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents that are shipped with the app, which it only reads; written once."""
    return write_pack(tmp_path_factory.mktemp("shipped"))


@pytest.fixture
def open_app(tmp_path: Path, pack: Path) -> Iterator[Opening]:
    """Return what opens the app; every app it opened is closed afterwards."""
    drivers: list[Driver] = []

    def open_one(
        at: Point | None = MARKET,
        server_url: str = NOBODY,
        choices: dict[str, str] | None = None,
        is_new: bool = True,
        before: Callable[[Any], None] = lambda _app: None,
        **config: Any,
    ) -> Driver:
        from mobile.context import Context
        from mobile.main import UMayApp

        if is_new:
            welcome(tmp_path / "phone", **(choices or {}))
        settings = {"now": lambda: NOW, "at": at, **config}
        shipped = settings.pop("shipped", pack)
        phone = PhoneConfig(server_url, tmp_path / "phone", shipped, **settings)
        app = UMayApp(Context(phone))
        before(app)
        drivers.append(Driver(app))
        return drivers[-1]

    yield open_one
    for driver in drivers:
        driver.close()
