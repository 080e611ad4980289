"""The file of the map: shown only while every byte of it is what its name says."""

import sqlite3
from pathlib import Path

import pytest

from mobile.store import map_pack, mirror
from mobile.store.map_pack import MapOffer
from shared.problems import Problem
from tests.mobile.cast import fill, manifest_of, published
from tests.mobile.sync.map_server import member_of, offer_of
from tests.support.map_packs import ATTRIBUTION, NO_MAPS, write_map
from tests.support.real_data import real_file


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return write_map(tmp_path / "source", filler=20_000).read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "phone").mkdir()
    return tmp_path / "phone"


def hold(folder: Path, content: bytes, under: bytes | None = None) -> Path:
    """Lay a file where a held map lies, under the hash of these bytes or of others."""
    path = folder / f"map.{offer_of(under or content).sha256}.mbtiles"
    path.write_bytes(content)
    return path


def test_without_a_file_there_is_no_map(folder: Path) -> None:
    assert map_pack.held_pack(folder) is None


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 20_000, -1])
def test_a_map_that_was_cut_off_is_deleted_and_not_shown(
    folder: Path, content: bytes, length: int
) -> None:
    path = hold(folder, content[:length], under=content)
    with pytest.raises(Problem, match="map-damaged"):
        map_pack.held_pack(folder)
    assert not path.exists()
    assert map_pack.held_pack(folder) is None


def test_one_changed_byte_anywhere_is_seen(folder: Path, content: bytes) -> None:
    for at in range(0, len(content), len(content) // 7):
        changed = bytearray(content)
        changed[at] ^= 1
        hold(folder, bytes(changed), under=content)
        with pytest.raises(Problem, match="map-damaged"):
            map_pack.held_pack(folder)


@pytest.mark.parametrize("kind", ["vector tiles", "a text", "no attribution", "half a pack"])
def test_a_file_that_is_no_map_is_not_shown_though_its_hash_is_right(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    make, words = NO_MAPS[kind]
    path = hold(folder, make(tmp_path / "other").read_bytes())
    with pytest.raises(Problem) as refusal:
        map_pack.held_pack(folder)
    assert (refusal.value.code, words in refusal.value.detail) == ("map-pack-invalid", True)
    assert not path.exists()


@pytest.mark.parametrize(
    "name", ["protomaps538lakemerge.mbtiles", "wigan_boundaries_z7-14.pmtiles"]
)
def test_real_files_of_other_kinds_are_not_shown(folder: Path, name: str) -> None:
    path = hold(folder, real_file(f"tiles/{name}").read_bytes())
    with pytest.raises(Problem, match="map-pack-invalid"):
        map_pack.held_pack(folder)
    assert not path.exists()


def test_a_whole_map_is_held_with_what_must_be_shown_beside_it(
    folder: Path, content: bytes
) -> None:
    path = hold(folder, content)
    held = map_pack.held_pack(folder)
    assert held is not None
    assert (held.path, held.size) == (path, len(content))
    assert held.facts.attribution == ATTRIBUTION
    assert (held.facts.min_zoom, held.facts.max_zoom) == (10, 12)


def test_reading_it_writes_nothing_beside_it(folder: Path, content: bytes) -> None:
    with sqlite3.connect(hold(folder, content)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
    writer.close()
    in_wal_mode = next(folder.iterdir()).read_bytes()
    next(folder.iterdir()).unlink()
    path = hold(folder, in_wal_mode)
    assert map_pack.held_pack(folder) is not None
    assert list(folder.iterdir()) == [path]


def test_other_files_of_the_phone_are_left_alone(folder: Path, content: bytes) -> None:
    for name in ("umay.db", "map.txt", "map.notahash.mbtiles", "map.notahash.part"):
        (folder / name).write_text("x")
    hold(folder, content)
    map_pack.forget_all(folder)
    map_pack.forget_parts(folder)
    assert len(list(folder.iterdir())) == 4
    assert map_pack.held_pack(folder) is None


def test_where_the_folder_is_gone_nothing_is_left_to_delete(tmp_path: Path) -> None:
    map_pack.forget_all(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


def test_the_offer_comes_and_goes_with_the_list(memory: sqlite3.Connection) -> None:
    assert map_pack.offered(memory) is None
    fill(memory, map_pack=member_of(b"a map"))
    offer = offer_of(b"a map")
    assert map_pack.offered(memory) == offer == MapOffer(offer.name, 5, offer.sha256)
    fill(memory, version=2)
    assert map_pack.offered(memory) is None


def test_a_list_that_is_not_taken_leaves_the_offer(memory: sqlite3.Connection) -> None:
    fill(memory, map_pack=member_of(b"a map"))
    documents = published()
    del documents["places"]["places"][7]["id"]
    with pytest.raises(KeyError):
        mirror.swap_in(memory, manifest_of(documents, version=2), documents)
    assert map_pack.offered(memory) == offer_of(b"a map")
