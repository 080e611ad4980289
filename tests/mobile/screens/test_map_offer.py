"""The map is offered once, with its size, below the place to walk to; nothing comes by itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from demo.driver import Driver
from mobile.store import mirror
from mobile.store.database import write
from tests.mobile.screens.conftest import Opening

YES, NOT_NOW = "Yes, download it", "Not now"
SHA = "ab" * 32
OFFER = {"name": f"map.{SHA}.mbtiles", "size": 412_000, "sha256": SHA}


def offered(app: Any) -> None:
    """The list that came offers a map."""
    with write(app.context.connection) as connection:
        values = (mirror.MAP_OFFER, json.dumps(OFFER))
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", values)


def asks(driver: Driver) -> bool:
    """Return whether the list asks, with the size."""
    return any("map for this phone: 0.4 MB" in words for words in driver.texts())


@pytest.fixture
def driver(open_app: Opening) -> Driver:
    found = open_app(before=offered)
    found.settle()
    return found


def test_it_is_asked_below_the_place_to_walk_to(driver: Driver) -> None:
    assert asks(driver)
    card = driver.find(YES).parent
    (headline,) = driver.app.root.current_page.ids.first.children
    assert card.top <= headline.y
    assert driver.app.context._map_packs is None


def test_not_now_is_an_answer(driver: Driver, open_app: Opening) -> None:
    driver.tap(NOT_NOW)
    driver.settle()
    assert not asks(driver)
    assert driver.app.root.current == "places"
    driver.close()
    assert not asks(open_app())


def test_who_does_not_answer_is_not_asked_twice(driver: Driver, open_app: Opening) -> None:
    driver.app.go("help")
    driver.app.back()
    driver.settle()
    assert asks(driver)
    driver.close()
    again = open_app()
    again.settle()
    assert not asks(again)


def test_yes_shows_how_it_comes(driver: Driver) -> None:
    driver.tap(YES)
    assert driver.app.root.current == "map"
    pack = driver.app.root.current_page.model.pack
    # Nobody answers here: that it was tried is what is seen.
    driver.until(lambda: pack.is_trouble, "the map to be asked for")
    assert "No connection" in pack.words


def test_a_list_that_offers_none_asks_nothing_and_one_that_comes_later_does(
    open_app: Opening,
) -> None:
    driver = open_app()
    driver.settle()
    assert not asks(driver)
    offered(driver.app)
    driver.app.context.surroundings.reload()
    driver.app.root.current_page.fill()
    driver.settle()
    assert asks(driver)


def test_where_a_map_is_here_nothing_is_asked(open_app: Opening, tmp_path: Path) -> None:
    (tmp_path / "phone").mkdir(parents=True, exist_ok=True)
    (tmp_path / "phone" / f"map.{SHA}.part").write_bytes(b"x")
    driver = open_app(before=offered)
    driver.settle()
    assert not asks(driver)
