"""The map as a person uses it, and who hears of it: our own server, when asked, and nobody else."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kivy.clock import Clock
from kivy.metrics import dp

from mobile.store import mirror
from mobile.ui import words
from mobile.ui.map_source import PackSource, PlainSource
from mobile.ui.scale import size
from shared.problems import CATALOGUE
from tests.mobile.cast import MARKET, fill, manifest_of, published
from tests.mobile.phone import NOBODY
from tests.mobile.screens.inspection import faults
from tests.mobile.screens.map_app import MapDriver, MapPhone, Opening
from tests.mobile.sync.map_server import MapServer, asked_for_map, member_of, offer_of
from tests.mobile.sync.servers import serving
from tests.support.map_packs import ATTRIBUTION, write_map
from tests.support.strangers import listening

DOWNLOAD = "Download the map, 0.2 MB"


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return write_map(tmp_path / "source", filler=200_000).read_bytes()


@pytest.fixture
def open_map(
    memory: sqlite3.Connection, tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opening]:
    """Return what opens the map, on a phone that was offered one."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    made: list[MapDriver] = []

    def make(**changed: Any) -> MapDriver:
        if mirror.state(memory) is None:
            fill(memory, map_pack=member_of(content))
        made.append(MapDriver(MapPhone(memory, tmp_path / "phone", **changed)))
        return made[-1]

    yield make
    for driver in made:
        driver.close()
    # The library's own habit is a folder of tiles wherever the program was started.
    assert list((tmp_path / "here").iterdir()) == []


def put_pack(folder: Path, content: bytes, under: bytes | None = None) -> None:
    """Lay a map where the phone keeps the one it holds."""
    (folder / f"map.{offer_of(under or content).sha256}.mbtiles").write_bytes(content)


def walk_about(driver: MapDriver) -> None:
    """Look at many places of the map, near and far."""
    for name in ("Zoom out", "Zoom out", "Zoom in", "Show where I am"):
        driver.tap(name)
        driver.touch_map(driver.map.lat, driver.map.lon, drag=150)


def test_without_a_pack_the_map_asks_nobody_at_all(open_map: Opening, content: bytes) -> None:
    with serving(MapServer(content)) as server, listening(server.url) as talk:
        driver = open_map(url=server.url)
        walk_about(driver)
        assert isinstance(driver.map.map_source, PlainSource)
        assert driver.drawn_tiles() == 0
        assert (talk.strangers, talk.friends, server.asked) == ([], 0, [])


def test_with_a_pack_only_our_server_was_asked_and_only_once_somebody_pressed(
    open_map: Opening, content: bytes
) -> None:
    with serving(MapServer(content)) as server, listening(server.url) as talk:
        driver = open_map(url=server.url)
        assert server.asked == []
        driver.tap(DOWNLOAD)
        driver.settle()
        driver.tap("Zoom out")
        driver.tap("Zoom out")
        driver.until(driver.drawn_tiles, "tiles to be drawn")
        walk_about(driver)
        assert isinstance(driver.map.map_source, PackSource)
        assert ATTRIBUTION in driver.texts()
        assert talk.strangers == []
        assert len(asked_for_map(server.asked)) == len(server.asked) == 1


def test_the_librarys_own_source_does_ask_strangers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The control: the same library, as it comes."""
    from kivy.base import EventLoop
    from kivy_garden.mapview import MapView
    from kivy_garden.mapview.downloader import Downloader

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Downloader, "_instance", None)
    with listening(NOBODY) as talk:
        view = MapView(lat=MARKET.lat, lon=MARKET.lon, zoom=12)
        view.size = 400, 400
        for _ in range(2000):
            EventLoop.idle()
            if talk.strangers:
                break
        library = Downloader.instance()
        library.executor.shutdown(cancel_futures=True)
        Clock.unschedule(library._check_executor)
    assert talk.strangers
    assert "strangers" not in capfd.readouterr().out
    assert (tmp_path / "cache").is_dir()


@pytest.mark.parametrize("length", [0, 4096, 100_000])
def test_half_a_pack_is_plain_ground_and_the_words_say_why(
    open_map: Opening, content: bytes, tmp_path: Path, length: int
) -> None:
    put_pack(tmp_path / "phone", content[:length], under=content)
    driver = open_map()
    driver.tap("Zoom out")
    assert isinstance(driver.map.map_source, PlainSource)
    assert driver.drawn_tiles() == 0
    assert CATALOGUE["map-damaged"].title in driver.texts()
    assert ATTRIBUTION not in driver.texts()
    assert driver.find(DOWNLOAD)


def test_a_whole_pack_is_drawn(open_map: Opening, content: bytes, tmp_path: Path) -> None:
    """The control of the test above."""
    put_pack(tmp_path / "phone", content)
    driver = open_map()
    driver.until(driver.drawn_tiles, "tiles to be drawn")
    assert ATTRIBUTION in driver.texts()


def test_a_tile_that_cannot_be_read_is_plain_ground_and_no_more(
    open_map: Opening, tmp_path: Path
) -> None:
    broken = write_map(tmp_path / "b", tile=b"\x89PNG\r\n\x1a\n broken").read_bytes()
    put_pack(tmp_path / "phone", broken)
    driver = open_map()
    driver.until(lambda: all(tile.state == "done" for tile in driver.map._tiles), "the tiles")
    assert isinstance(driver.map.map_source, PackSource)
    assert driver.drawn_tiles() == 0
    driver.tap("Next place on the map")
    assert driver.page.model.card is not None


def test_a_server_that_is_gone_leaves_the_map_as_it_is(open_map: Opening) -> None:
    driver = open_map(url=NOBODY)
    driver.tap(DOWNLOAD)
    driver.settle()
    assert "No connection. Try again when you have one." in driver.texts()
    driver.tap("Next place on the map")
    assert driver.page.model.card is not None


def test_a_tap_near_a_mark_chooses_it_and_one_beside_lets_go(open_map: Opening) -> None:
    driver = open_map()
    model = driver.page.model
    mark = next(each for each in model.marks if each.tone == "go")
    driver.touch_map(mark.lat, mark.lon)
    assert model.chosen_key == mark.key
    assert model.card.name in driver.texts()
    driver.tap("Show this place")
    assert driver.app.phone.shown == [model.card.place_id]
    driver.touch_map(*driver.empty_spot(dp(30)))
    assert model.chosen_key == ""


def test_dragging_chooses_nothing_and_does_not_lose_the_borough(open_map: Opening) -> None:
    driver = open_map()
    mark = next(each for each in driver.page.model.marks if each.tone == "go")
    driver.touch_map(mark.lat, mark.lon, drag=dp(40))
    assert driver.page.model.chosen_key == ""
    for _ in range(3):
        driver.map.center_on(10, 10)
        driver.frames(4)
    assert (round(driver.map.lat, 2), round(driver.map.lon, 2)) == (53.35, -2.32)
    driver.tap("Show where I am")
    assert round(driver.map.lat, 3) == round(MARKET.lat, 3)


def test_it_opens_where_the_person_is_or_shows_the_whole_borough(open_map: Opening) -> None:
    driver = open_map()
    assert (round(driver.map.lat, 3), driver.map.zoom) == (round(MARKET.lat, 3), 14)
    driver.close()
    driver = open_map(at=None)
    assert driver.map.zoom <= 11
    west, south, east, north = driver.map._bounds()
    for lat, lon in ((south, west), (north, east)):
        assert driver.map.collide_point(*driver.map.get_window_xy_from(lat, lon, driver.map.zoom))


def test_far_out_points_of_help_do_not_cover_the_places(open_map: Opening) -> None:
    driver = open_map(at=None)
    point = next(each for each in driver.page.model.marks if each.kind == "defibrillator")
    driver.touch_map(point.lat, point.lon)
    assert not driver.page.model.chosen_key.startswith("point/")
    driver.map.show_mark(point)
    driver.frames()
    driver.touch_map(point.lat, point.lon)
    assert driver.page.model.chosen_key == point.key


def test_a_thousand_places_are_drawn_by_as_many_instructions_as_forty(
    memory: sqlite3.Connection, open_map: Opening
) -> None:
    driver = open_map()
    few = len(driver.map._on_top._parts)
    documents = published()
    places = documents["places"]["places"]
    documents["places"]["places"] = [
        {**places[number % len(places)], "id": f"m-{number}", "lat": 53.5 + number / 20_000}
        for number in range(1000)
    ]
    mirror.swap_in(memory, manifest_of(documents, version=2), documents)
    driver.app.surroundings.reload()
    driver.frames()
    drawn = sum(len(point.points) // 2 for point, *_ in driver.map._on_top._parts)
    assert drawn > 3000
    assert len(driver.map._on_top._parts) == few


def test_everything_on_it_can_be_reached_with_a_keyboard(open_map: Opening) -> None:
    from mobile.ui.keyboard import Keyboard

    driver = open_map()
    reached = [tap.name for tap in Keyboard(driver.app.root).reachable()]
    for name in ("Zoom in", "Zoom out", "Show where I am", "Next place on the map", DOWNLOAD):
        assert name in reached


@pytest.mark.parametrize(("factor", "language"), [(1.0, "en"), (2.0, "en"), (2.0, "ar")])
def test_every_target_is_large_enough_and_no_word_is_cut_off(
    open_map: Opening, content: bytes, tmp_path: Path, factor: float, language: str
) -> None:
    put_pack(tmp_path / "phone", content)
    size.use(factor)
    words.use(language)
    try:
        driver = open_map()
        assert faults(driver) == []
        for _ in range(4):
            driver.tap(words.text("Next place on the map"))
            assert faults(driver) == []
    finally:
        size.use(1)
        words.use("en")
