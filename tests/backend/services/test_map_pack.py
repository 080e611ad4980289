"""The map that phones may download: whole and ours or refused, and never gone while it is named."""

import hashlib
import json
import os
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.services.map_pack import give_map, take_map_back
from backend.services.publish import publish
from backend.services.settings import settings
from backend.services.world import World
from shared.map_packs import MOST_BYTES
from shared.problems import Problem
from shared.wire_documents import ManifestSchema
from tests.backend.cast import load
from tests.conftest import NOW
from tests.support.map_packs import ATTRIBUTION, NO_MAPS, png, write_map
from tests.support.real_data import real_file

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OTHER = png((10, 20, 30))


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_map(tmp_path / "borough.mbtiles")


def later(world: World, **by: int) -> World:
    return replace(world, now=lambda: NOW + timedelta(**by))


def manifest(world: World) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((world.published_dir / "manifest.json").read_bytes())
    return loaded


def packs(world: World) -> list[str]:
    return sorted(path.name for path in world.published_dir.glob("tiles.*"))


@on_sqlite
@pytest.mark.parametrize("kind", NO_MAPS)
def test_what_is_no_map_is_refused_with_the_reason_and_nothing_changes(
    world: World, tmp_path: Path, kind: str
) -> None:
    make, words = NO_MAPS[kind]
    publish(world)
    before = sorted(os.listdir(world.published_dir))
    with pytest.raises(Problem) as refusal:
        give_map(world, make(tmp_path / "file.mbtiles"))
    assert (refusal.value.code, words in refusal.value.detail) == ("map-pack-invalid", True)
    assert sorted(os.listdir(world.published_dir)) == before
    assert "map_pack" not in manifest(world)


@on_sqlite
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("protomaps538lakemerge.mbtiles", "vector tiles"),
        ("wigan_boundaries_z7-14.pmtiles", "PMTiles"),
        ("usgs-mt-whitney-8-15-webp-512.pmtiles", "PMTiles"),
        ("invalid.pmtiles", "not an MBTiles"),
    ],
)
def test_real_files_of_other_kinds_are_refused(world: World, name: str, words: str) -> None:
    with pytest.raises(Problem) as refusal:
        give_map(world, real_file(f"tiles/{name}"))
    assert words in refusal.value.detail


@on_sqlite
def test_one_that_is_too_large_is_refused_before_it_is_read(world: World, tmp_path: Path) -> None:
    large = tmp_path / "large.mbtiles"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Problem, match="200 MB"):
        give_map(world, large)
    with pytest.raises(Problem, match="cannot be read"):
        give_map(world, tmp_path / "none.mbtiles")


@on_sqlite
def test_one_that_is_still_being_written_is_refused(world: World, pack: Path) -> None:
    pack.with_name(f"{pack.name}-wal").write_bytes(b"x")
    with pytest.raises(Problem, match="still writes"):
        give_map(world, pack)


def test_the_manifest_names_the_map_with_all_that_a_phone_needs(world: World, pack: Path) -> None:
    given = give_map(world, pack)
    digest = hashlib.sha256(pack.read_bytes()).hexdigest()
    entry = ManifestSchema().load(manifest(world))["map_pack"]
    assert entry == {
        "name": f"tiles.{digest}.mbtiles",
        "size": pack.stat().st_size,
        "sha256": digest,
        "attribution": ATTRIBUTION,
        "bounds": [-2.73, 53.445, -2.42, 53.61],
        "min_zoom": 10,
        "max_zoom": 12,
    }
    assert given.name == entry["name"]
    assert (world.published_dir / given.name).read_bytes() == pack.read_bytes()


@on_sqlite
def test_a_phone_of_before_the_map_reads_the_same_list(world: World, pack: Path) -> None:
    class OldManifestSchema(ManifestSchema):
        """The manifest as phones knew it before there were maps."""

        class Meta(ManifestSchema.Meta):
            exclude = ("map_pack",)

    give_map(world, pack)
    assert "map_pack" in manifest(world)
    old = OldManifestSchema().load(manifest(world))
    assert len(old["documents"]) == len(manifest(world)["documents"])


@on_sqlite
@pytest.mark.parametrize("entry", [None, [], "x", {}, {"name": "tiles.pmtiles", "size": "many"}])
def test_a_map_that_cannot_be_understood_does_not_stop_the_list(
    world: World, entry: object
) -> None:
    publish(world)
    loaded = ManifestSchema().load({**manifest(world), "map_pack": entry})
    assert (loaded["map_pack"], loaded["version"]) == (None, 1)


def test_it_survives_publishing_and_is_never_swept_while_it_is_named(
    world: World, pack: Path
) -> None:
    name = give_map(world, pack).name
    for day in (1, 30, 400):
        publish(later(world, days=day))
        assert manifest(world)["map_pack"]["name"] == name
        assert packs(world) == [name]


def test_one_that_was_replaced_stays_a_day_and_then_goes(world: World, pack: Path) -> None:
    first = give_map(world, pack).name
    second = give_map(later(world, days=9), write_map(pack, tile=OTHER)).name
    publish(later(world, days=9, hours=23))
    assert packs(world) == sorted((first, second))
    publish(later(world, days=10))
    assert packs(world) == [second]


def test_one_that_comes_back_within_the_day_stays(world: World, pack: Path, tmp_path: Path) -> None:
    first = give_map(world, pack).name
    give_map(later(world, hours=1), write_map(tmp_path / "other.mbtiles", tile=OTHER))
    assert give_map(later(world, hours=2), pack).name == first
    publish(later(world, hours=26))
    assert packs(world) == [first]


def test_taken_back_it_is_no_longer_named_and_goes_after_a_day(world: World, pack: Path) -> None:
    name = give_map(world, pack).name
    take_map_back(later(world, hours=1))
    assert "map_pack" not in manifest(world)
    assert packs(world) == [name]
    publish(later(world, hours=25))
    assert packs(world) == []
    with pytest.raises(Problem, match="nothing-changed"):
        take_map_back(world)


def test_a_file_that_was_lost_is_not_named_and_the_operator_hears_of_it(
    world: World, pack: Path
) -> None:
    (world.published_dir / give_map(world, pack).name).unlink()
    done = publish(world)
    assert [fault.where for fault in done.left_out] == ["map pack"]
    assert "map_pack" not in manifest(world)
    give_map(world, pack)
    assert "map_pack" in manifest(world)


def test_a_full_disk_is_refused_and_leaves_no_half_file(
    world: World, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(world)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem) as refusal:
        give_map(world, pack)
    monkeypatch.undo()
    assert refusal.value.code == "folder-not-writable"
    assert list(world.published_dir.glob(".*.part")) == []
    assert packs(world) == []


def test_it_is_no_setting_of_the_partnership(world: World, pack: Path) -> None:
    before = settings()
    give_map(world, pack)
    assert settings() == before


@on_sqlite
def test_it_can_be_read_by_the_web_server(world: World, pack: Path) -> None:
    shutil.copy(pack, private := pack.with_name("private.mbtiles"))
    private.chmod(0o600)
    name = give_map(world, private).name
    assert (world.published_dir / name).stat().st_mode & 0o777 == 0o644
