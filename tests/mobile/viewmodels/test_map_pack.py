"""What the map says of its pack: every state has its words, and one way on."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kivy.clock import Clock

from mobile.store import map_pack
from mobile.store.clock import Clocks
from mobile.sync.http import HttpTransport
from mobile.sync.map_packs import MapPacks
from mobile.viewmodels.map_pack import MapPackViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import uptime_s
from shared.problems import CATALOGUE
from tests.mobile.cast import NOW, fill
from tests.mobile.phone import NOBODY
from tests.mobile.sync.map_server import MapServer, member_of, offer_of
from tests.mobile.sync.servers import serving
from tests.support.map_packs import ATTRIBUTION, write_map

WITHIN_S = 20


@dataclass
class Opened:
    """The model of the pack on one phone."""

    model: MapPackViewModel
    packs: MapPacks
    surroundings: Surroundings

    def settle(self) -> None:
        """Wait for the thread, and let the UI hear of it."""
        self.packs.wait(WITHIN_S)
        Clock.tick()

    def says(self) -> tuple[str, str, str]:
        """Return the words, the button and the second button."""
        return self.model.words, self.model.deed_words, self.model.remove_words


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return write_map(tmp_path / "source", filler=600_000).read_bytes()


@pytest.fixture
def opened(
    memory: sqlite3.Connection, tmp_path: Path
) -> Iterator[Callable[[str, bytes | None], Opened]]:
    """Return what opens the map on a phone that knows a server and was offered a map."""
    made: list[Opened] = []

    def make(url: str, offered: bytes | None) -> Opened:
        fill(memory, map_pack=member_of(offered) if offered else None)
        surroundings = Surroundings(memory, Clocks(lambda: NOW, uptime_s))
        packs = MapPacks(tmp_path / "phone", lambda: HttpTransport(url))
        made.append(Opened(MapPackViewModel(memory, surroundings, packs), packs, surroundings))
        made[-1].settle()
        return made[-1]

    yield make
    for each in made:
        each.packs.pause()
        each.packs.wait(WITHIN_S)


Opening = Callable[[str, bytes | None], Opened]


def test_without_an_offer_there_is_nothing_to_say_or_press(opened: Opening) -> None:
    phone = opened(NOBODY, None)
    assert phone.says() == ("", "", "")
    phone.model.press()
    assert phone.model.deed == ""


def test_an_offer_says_its_size_before_anything_is_asked(opened: Opening, content: bytes) -> None:
    with serving(MapServer(content)) as server:
        phone = opened(server.url, content)
        assert phone.says() == (
            "With streets, kept on this phone. It works without a connection.",
            "Download the map, 0.6 MB",
            "",
        )
        assert server.asked == []


def test_a_map_that_has_come_is_shown_with_whose_data_it_is(
    opened: Opening, content: bytes
) -> None:
    with serving(MapServer(content)) as server:
        phone = opened(server.url, content)
        phone.model.press()
        phone.settle()
    assert phone.says() == ("", "", "Remove the map from this phone")
    assert phone.model.held.path.read_bytes() == content
    assert phone.model.attribution == ATTRIBUTION
    phone.model.remove()
    phone.settle()
    assert phone.model.held is None
    assert phone.model.attribution == ""
    assert phone.model.deed_words == "Download the map, 0.6 MB"


def test_while_it_comes_the_percentage_is_said_and_it_can_be_paused(
    opened: Opening, content: bytes
) -> None:
    seen: set[tuple[str, str]] = set()
    with serving(MapServer(content)) as server:
        phone = opened(server.url, content)
        told = phone.packs._tell

        def tell_at_once(news: object) -> None:
            # As the frames between would: what is told on the thread is shown, and looked at.
            phone.model._hear(news)  # type: ignore[arg-type]
            seen.add((phone.model.words, phone.model.deed_words))

        phone.packs.attach(tell_at_once)
        phone.model.press()
        phone.settle()
        phone.packs.attach(told)
    assert ("0 % of the map is here.", "Pause") in seen
    assert len(seen) > 10


def test_half_of_it_can_be_continued_or_deleted(
    opened: Opening, content: bytes, tmp_path: Path
) -> None:
    offer = offer_of(content)
    (tmp_path / "phone").mkdir(exist_ok=True)
    map_pack.part_path(tmp_path / "phone", offer.sha256).write_bytes(content[: len(content) // 2])
    phone = opened(NOBODY, content)
    assert phone.says() == (
        "50 % of the map is here; the rest can follow.",
        "Continue, 0.3 MB left",
        "Delete what has come",
    )
    assert phone.model.held is None
    phone.model.press()
    phone.settle()
    words = "No connection. What has come is kept; continue when you have one."
    assert phone.says() == (words, "Continue, 0.3 MB left", "Delete what has come")
    assert phone.model.is_trouble
    phone.model.remove()
    phone.settle()
    assert phone.says()[1:] == ("Download the map, 0.6 MB", "")


def test_without_a_connection_it_can_be_tried_again(opened: Opening, content: bytes) -> None:
    phone = opened(NOBODY, content)
    phone.model.press()
    phone.settle()
    assert phone.says() == (
        "No connection. Try again when you have one.",
        "Download the map, 0.6 MB",
        "",
    )


def test_a_map_that_does_not_match_is_told_and_thrown_away(
    opened: Opening, content: bytes, tmp_path: Path
) -> None:
    liar = MapServer(content)
    liar.content = content[:-1] + b"?"
    with serving(liar) as server:
        phone = opened(server.url, content)
        phone.model.press()
        phone.settle()
    assert phone.model.words == CATALOGUE["map-damaged"].title
    assert phone.model.deed_words == "Download the map, 0.6 MB"
    assert phone.model.held is None
    assert list((tmp_path / "phone").glob("map.*")) == []


def test_half_a_file_where_the_map_should_be_is_told_and_not_shown(
    opened: Opening, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "phone").mkdir(exist_ok=True)
    path = tmp_path / "phone" / f"map.{offer_of(content).sha256}.mbtiles"
    path.write_bytes(content[:9000])
    phone = opened(NOBODY, content)
    assert phone.model.held is None
    assert phone.model.words == CATALOGUE["map-damaged"].title
    assert phone.model.deed_words == "Download the map, 0.6 MB"


def test_a_newer_map_is_offered_while_the_old_one_stays(
    opened: Opening, content: bytes, memory: sqlite3.Connection
) -> None:
    with serving(MapServer(content)) as server:
        phone = opened(server.url, content)
        phone.model.press()
        phone.settle()
    fill(memory, version=2, map_pack=member_of(b"x" * 12_400_000))
    phone.surroundings.reload()
    phone.settle()
    assert phone.model.held is not None
    assert phone.says() == (
        "There is a newer map.",
        "Download the map, 12 MB",
        "Remove the map from this phone",
    )


def test_an_offer_that_is_taken_back_leaves_the_map_that_is_held(
    opened: Opening, content: bytes, memory: sqlite3.Connection
) -> None:
    with serving(MapServer(content)) as server:
        phone = opened(server.url, content)
        phone.model.press()
        phone.settle()
    fill(memory, version=2)
    phone.surroundings.reload()
    phone.settle()
    assert phone.model.held is not None
    assert phone.says() == ("", "", "Remove the map from this phone")
