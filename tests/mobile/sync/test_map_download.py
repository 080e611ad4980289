"""Downloading the map: goes on where it was cut off, and nothing is taken that is not the map."""

import contextlib
import shutil
from pathlib import Path

import pytest

from mobile.store import map_pack
from mobile.store.map_pack import HeldPack, MapOffer
from mobile.sync.http import HttpTransport
from mobile.sync.map_download import LEAST_PROGRESS_BYTES, MapDownload
from mobile.sync.transport import NoAnswerError
from shared.problems import Problem
from tests.mobile.phone import NOBODY
from tests.mobile.sync.map_server import MapServer, asked_for_map, offer_of
from tests.mobile.sync.servers import HTML, Answering, Reply, serving
from tests.support.map_packs import png, write_map

KIB = 1024


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole pack of some 600 kB."""
    return write_map(tmp_path_factory.mktemp("pack") / "whole", filler=600 * KIB).read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "phone").mkdir()
    return tmp_path / "phone"


def fetch(
    folder: Path, url: str, offer: MapOffer, download: type[MapDownload] = MapDownload
) -> HeldPack | None:
    transport = HttpTransport(url)
    try:
        return download(folder, transport, reserve_bytes=0).fetch(offer)
    finally:
        transport.close()


def put_part(folder: Path, offer: MapOffer, part: bytes) -> Path:
    path = map_pack.part_path(folder, offer.sha256)
    path.write_bytes(part)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("cuts", [[], [112 * KIB], [80 * KIB, 304 * KIB], [64 * KIB] * 7], ids=len)
def test_it_goes_on_where_it_was_cut_off_and_every_byte_is_right(
    folder: Path, content: bytes, cuts: list[int]
) -> None:
    with serving(MapServer(content, cuts)) as server:
        held = fetch(folder, server.url, offer_of(content))
    assert held is not None
    assert held.path.read_bytes() == content
    assert names(folder) == [held.path.name]
    begins = [one.headers.get("range") for one in asked_for_map(server.asked)]
    sums = [sum(cuts[:count]) for count in range(len(cuts) + 1)]
    assert begins == [f"bytes={begin}-" if begin else None for begin in sums]


def test_one_that_forgets_what_has_come_would_be_noticed(folder: Path, content: bytes) -> None:
    """The control: it asks for the beginning again and writes it behind what is there."""

    class Forgetful(MapDownload):
        def _came(self, offer: MapOffer) -> int:
            came = super()._came(offer)
            return came if came >= offer.size else 0

    with serving(MapServer(content, [112 * KIB])) as server, contextlib.suppress(NoAnswerError):
        fetch(folder, server.url, offer_of(content), Forgetful)
    assert [one.headers.get("range") for one in asked_for_map(server.asked)][1:] != [
        f"bytes={112 * KIB}-"
    ]


def test_what_came_yesterday_is_used_today(folder: Path, content: bytes) -> None:
    offer = offer_of(content)
    with serving(MapServer(content, [80 * KIB, 10])) as server:
        with pytest.raises(NoAnswerError):
            fetch(folder, server.url, offer)
        assert map_pack.came_bytes(folder, offer) == 80 * KIB + 10
        held = fetch(folder, server.url, offer)
    assert held is not None
    assert held.path.read_bytes() == content


def test_a_server_that_is_gone_leaves_what_has_come(folder: Path, content: bytes) -> None:
    offer = offer_of(content)
    part = put_part(folder, offer, content[:5000])
    with pytest.raises(NoAnswerError):
        fetch(folder, NOBODY, offer)
    assert part.read_bytes() == content[:5000]


def test_a_line_that_brings_almost_nothing_is_not_tried_for_ever(
    folder: Path, content: bytes
) -> None:
    with serving(MapServer(content, [LEAST_PROGRESS_BYTES, 1] * 9)) as server:
        with pytest.raises(NoAnswerError):
            fetch(folder, server.url, offer_of(content))
        assert len(asked_for_map(server.asked)) == 2


def test_a_part_of_another_pack_is_discarded(folder: Path, content: bytes) -> None:
    other = put_part(folder, offer_of(b"another pack"), b"anoth")
    with serving(MapServer(content)) as server:
        held = fetch(folder, server.url, offer_of(content))
    assert held is not None
    assert not other.exists()
    assert "range" not in asked_for_map(server.asked)[0].headers


def test_a_pack_that_was_replaced_meanwhile_is_given_up(folder: Path, content: bytes) -> None:
    offer = offer_of(content)
    put_part(folder, offer, content[:5000])
    with serving(MapServer(b"a newer pack")) as server, pytest.raises(Problem) as refusal:
        fetch(folder, server.url, offer)
    assert refusal.value.code == "map-replaced"
    assert names(folder) == []


@pytest.mark.parametrize("wrong_at", [0, 5000, -1])
def test_a_pack_with_one_wrong_byte_is_never_held(
    folder: Path, content: bytes, wrong_at: int
) -> None:
    offer = offer_of(content)
    put_part(folder, offer, content[:2000])
    wrong = bytearray(content)
    wrong[wrong_at] ^= 1
    server_of_wrong = MapServer(content)
    server_of_wrong.content = bytes(wrong)
    if wrong_at == 0:
        put_part(folder, offer, bytes(wrong[:2000]))
    with serving(server_of_wrong) as server, pytest.raises(Problem) as refusal:
        fetch(folder, server.url, offer)
    assert refusal.value.code == "map-damaged"
    assert names(folder) == []
    assert map_pack.held_pack(folder) is None


def test_what_is_offered_but_is_no_map_is_never_held(folder: Path, tmp_path: Path) -> None:
    vector = write_map(tmp_path / "vector", format="pbf").read_bytes()
    with serving(MapServer(vector)) as server, pytest.raises(Problem) as refusal:
        fetch(folder, server.url, offer_of(vector))
    assert refusal.value.code == "map-pack-invalid"
    assert names(folder) == []


PAGE = b"<html>Sign in to the network</html>"
LIARS: dict[str, Answering] = {
    "a portal page with 200": lambda _: Reply(200, PAGE, HTML),
    "a redirect": lambda _: Reply(302, headers={"Location": "/portal"}),
    "a portal's 404": lambda _: Reply(404, PAGE, HTML),
    "a portal's 206": lambda _: Reply(206, PAGE, HTML),
    "a part of another file": lambda _: Reply(
        206, PAGE, HTML, {"Content-Range": "bytes 5000-5034/5035"}
    ),
    "a part from elsewhere": lambda _: Reply(
        206, PAGE, HTML, {"Content-Range": "bytes 0-34/999999"}
    ),
    "server trouble": lambda _: Reply(503, PAGE, HTML),
    "no answer at all": lambda _: Reply(silent=True),
}


@pytest.mark.parametrize("kind", LIARS)
def test_a_lying_network_neither_gives_a_map_nor_takes_what_has_come(
    folder: Path, content: bytes, kind: str
) -> None:
    offer = offer_of(content)
    part = put_part(folder, offer, content[:5000])
    with serving(LIARS[kind]) as server, pytest.raises(NoAnswerError):
        fetch(folder, server.url, offer)
    assert part.read_bytes() == content[:5000]
    assert map_pack.held_pack(folder) is None


def test_a_liar_that_knows_the_size_is_found_out_by_the_hash(folder: Path, content: bytes) -> None:
    lie = Reply(200, PAGE.ljust(len(content)), HTML)
    with serving(lambda _: lie) as server, pytest.raises(Problem) as refusal:
        fetch(folder, server.url, offer_of(content))
    assert refusal.value.code == "map-damaged"
    assert names(folder) == []


def test_one_that_trusts_what_comes_holds_the_lie(
    folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the look at every byte, the portal's page would be the map."""

    def trust(path: Path, sha256: str) -> HeldPack:
        return HeldPack(path, sha256, path.stat().st_size, None)  # type: ignore[arg-type]

    monkeypatch.setattr(map_pack, "_sound", trust)
    lie = Reply(200, PAGE.ljust(len(content)), HTML)
    with serving(lambda _: lie) as server:
        held = fetch(folder, server.url, offer_of(content))
    assert held is not None
    assert held.path.read_bytes().startswith(PAGE)


def test_a_new_pack_takes_the_place_of_the_old_one_only_once_it_is_whole(
    folder: Path, content: bytes, tmp_path: Path
) -> None:
    newer = write_map(tmp_path / "newer", tile=png((1, 2, 3)), filler=300 * KIB).read_bytes()
    with serving(MapServer(content)) as server:
        old = fetch(folder, server.url, offer_of(content))
    with serving(MapServer(newer, [112 * KIB, 10])) as server:
        with pytest.raises(NoAnswerError):
            fetch(folder, server.url, offer_of(newer))
        assert map_pack.held_pack(folder) == old
        new = fetch(folder, server.url, offer_of(newer))
    assert new is not None
    assert names(folder) == [new.path.name]
    assert map_pack.held_pack(folder) == new


def test_it_is_refused_where_it_would_leave_no_room(folder: Path, content: bytes) -> None:
    offer = offer_of(content)
    put_part(folder, offer, content[:5000])
    # More than any disk has free, whatever other programs do with it meanwhile.
    reserve = shutil.disk_usage(folder).total
    with serving(MapServer(content)) as server, pytest.raises(Problem) as refusal:
        MapDownload(folder, HttpTransport(server.url), reserve_bytes=reserve).fetch(offer)
    assert refusal.value.code == "not-saved"
    assert server.asked == []
    assert names(folder) == []


def test_told_to_stop_it_stops_and_keeps_what_has_come(folder: Path, content: bytes) -> None:
    told: list[int] = []
    offer = offer_of(content)
    with serving(MapServer(content)) as server:
        transport = HttpTransport(server.url)
        download = MapDownload(folder, transport, told.append, lambda: len(told) < 3)
        download._reserve_bytes = 0
        assert download.fetch(offer) is None
        transport.close()
    assert told == sorted(told)
    assert 0 < map_pack.came_bytes(folder, offer) == told[-1] < len(content)


def test_every_request_looks_the_same_and_says_nothing_of_the_phone(
    folder: Path, content: bytes
) -> None:
    with serving(MapServer(content, [112 * KIB])) as server:
        fetch(folder, server.url, offer_of(content))
    for asked in asked_for_map(server.asked):
        known = {"host", "user-agent", "accept", "accept-encoding", "connection", "range"}
        assert set(asked.headers) <= known
        assert asked.headers["user-agent"] == "UMay"
        assert asked.headers["accept-encoding"] == "identity"
