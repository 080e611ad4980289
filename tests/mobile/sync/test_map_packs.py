"""The map's thread: one deed at a time, always an end, and nothing asked before somebody asks."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from mobile.store import map_pack
from mobile.sync.http import HttpTransport
from mobile.sync.map_packs import MapPacks, PackNews
from mobile.sync.transport import Flowing
from tests.mobile.phone import NOBODY
from tests.mobile.sync.map_server import MapServer, asked_for_map, offer_of
from tests.mobile.sync.servers import Asked, Reply, serving
from tests.support.map_packs import write_map

WITHIN_S = 20
KIB = 1024


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return write_map(tmp_path / "source", filler=300 * KIB).read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "phone").mkdir()
    return tmp_path / "phone"


class Heard:
    """Everything that was told."""

    def __init__(self, folder: Path, connect: Callable[[], Flowing]) -> None:
        self.news: list[PackNews] = []
        self.packs = MapPacks(folder, connect)
        self.packs.attach(self.news.append)

    def last(self) -> PackNews:
        """Return what was told last, once the deed has ended."""
        self.packs.wait(WITHIN_S)
        return self.news[-1]


@pytest.fixture
def at(folder: Path) -> Iterator[Callable[[str], Heard]]:
    """Return what makes the packs of a phone that knows this server."""
    made: list[Heard] = []

    def make(url: str) -> Heard:
        made.append(Heard(folder, lambda: HttpTransport(url)))
        return made[-1]

    yield make
    for each in made:
        each.packs.pause()
        each.packs.wait(WITHIN_S)


def test_looking_asks_nobody(at: Callable[[str], Heard], folder: Path, content: bytes) -> None:
    with serving(MapServer(content)) as server:
        heard = at(server.url)
        heard.packs.look(offer_of(content))
        assert heard.last() == PackNews()
        assert server.asked == []


def test_a_download_tells_how_far_it_is_and_ends_with_the_map(
    at: Callable[[str], Heard], content: bytes
) -> None:
    with serving(MapServer(content)) as server:
        heard = at(server.url)
        heard.packs.fetch(offer_of(content))
        held = heard.last().held
    assert held is not None
    counts = [news.came_bytes for news in heard.news if news.is_fetching]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] == len(content)
    heard.packs.look(offer_of(content))
    assert heard.last() == PackNews(held)
    heard.packs.remove()
    assert heard.last() == PackNews()


def test_without_a_connection_it_ends_and_says_so(
    at: Callable[[str], Heard], content: bytes
) -> None:
    heard = at(NOBODY)
    heard.packs.fetch(offer_of(content))
    assert heard.last() == PackNews(trouble="no-answer")


def test_paused_it_keeps_what_has_come_and_goes_on(
    at: Callable[[str], Heard], folder: Path, content: bytes
) -> None:
    held_back = threading.Event()

    class Slow(MapServer):
        def send(self, asked: Asked) -> Reply:
            reply = super().send(asked)
            if asked.headers.get("range"):
                return reply
            # Only a third, and then nothing until the phone has paused.
            held_back.wait(WITHIN_S)
            return Reply(200, reply.body, reply.media_type, cut=112 * KIB)

    offer = offer_of(content)
    with serving(Slow(content)) as server:
        heard = at(server.url)
        heard.packs.fetch(offer)
        heard.packs.pause()
        held_back.set()
        paused = heard.last()
        assert (paused.held, paused.is_fetching, paused.trouble) == (None, False, "")
        heard.packs.fetch(offer)
        assert heard.last().held is not None
        assert len(asked_for_map(server.asked)) >= 2


def test_a_second_press_never_writes_beside_the_first(
    at: Callable[[str], Heard], content: bytes
) -> None:
    with serving(MapServer(content)) as server:
        heard = at(server.url)
        for _ in range(5):
            heard.packs.fetch(offer_of(content))
        held = heard.last().held
    assert held is not None
    assert held.path.read_bytes() == content


def test_looking_does_not_stop_a_download(at: Callable[[str], Heard], content: bytes) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(asked: Asked) -> Reply:
        begun.set()
        go_on.wait(WITHIN_S)
        return MapServer(content)(asked)

    with serving(slow) as server:
        heard = at(server.url)
        heard.packs.fetch(offer_of(content))
        assert begun.wait(WITHIN_S)
        heard.packs.look(offer_of(content))
        assert heard.news[-1].is_fetching
        go_on.set()
        assert heard.last().held is not None


def test_a_damaged_map_is_told_once_and_then_there_is_none(
    at: Callable[[str], Heard], folder: Path, content: bytes
) -> None:
    (folder / f"map.{offer_of(content).sha256}.mbtiles").write_bytes(content[:5000])
    heard = at(NOBODY)
    heard.packs.look(offer_of(content))
    assert heard.last() == PackNews(trouble="map-damaged")
    heard.packs.look(offer_of(content))
    assert heard.last() == PackNews()


def test_parts_of_packs_that_are_no_longer_offered_are_deleted_when_it_looks(
    at: Callable[[str], Heard], folder: Path, content: bytes
) -> None:
    offer = offer_of(content)
    map_pack.part_path(folder, offer_of(b"old").sha256).write_bytes(b"o")
    map_pack.part_path(folder, offer.sha256).write_bytes(content[:5000])
    heard = at(NOBODY)
    heard.packs.look(offer)
    assert heard.last().came_bytes == 5000
    heard.packs.look(None)
    assert heard.last().came_bytes == 0
    assert list(folder.iterdir()) == []


def test_a_defect_is_told_and_not_waited_for(folder: Path, content: bytes) -> None:
    def broken() -> NoReturn:
        raise RuntimeError("a defect")

    heard = Heard(folder, broken)
    heard.packs.fetch(offer_of(content))
    assert heard.last() == PackNews(trouble="unexpected")
