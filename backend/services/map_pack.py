"""Deeds: giving phones a map of our own to download, and taking it back."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from backend.services import published_folder as folder
from backend.services.publish import publish
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.settings import MAP_PACK, set_setting, setting
from shared.map_packs import MOST_BYTES, PackFacts, opened, read_facts, refusal
from shared.problems import Problem
from shared.wire_documents import MapPackSchema


@dataclass(frozen=True)
class GivenMap:
    """The map that phones may download from now on."""

    name: str
    size: int
    facts: PackFacts


def give_map(world: World, file: Path) -> GivenMap:
    """Publish a raster MBTiles file as the map; raises map-pack-invalid, folder-not-writable."""
    _refuse_size(file)
    facts = read_facts(file)
    with folder.refusing_unwritable(world.published_dir):
        world.published_dir.mkdir(parents=True, exist_ok=True)
        name, digest = folder.put_map_pack(world.published_dir, file, _check, world.now())
        size = (world.published_dir / name).stat().st_size
    entry = {
        "name": name,
        "size": size,
        "sha256": digest,
        "attribution": facts.attribution,
        "bounds": list(facts.bounds),
        "min_zoom": facts.min_zoom,
        "max_zoom": facts.max_zoom,
    }
    if faults := MapPackSchema().validate(entry):
        raise refusal(str(faults))
    with write() as session:
        set_setting(session, MAP_PACK, entry)
    publish(world)
    return GivenMap(name, size, facts)


def take_map_back(world: World) -> None:
    """Offer no map any more; phones keep the one they hold. Raises nothing-changed."""
    with write() as session:
        if setting(session, MAP_PACK) is None:
            raise Problem("nothing-changed", "No map is published.")
        set_setting(session, MAP_PACK, None)
    publish(world)


def _refuse_size(file: Path) -> None:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise refusal(f"{file} cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise refusal(
            f"It has {size / 1e6:,.0f} MB, and the most is {MOST_BYTES // 10**6} MB. "
            "Leave out the nearest zoom: it is three quarters of the file."
        )
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        raise refusal(f"Another program still writes it: {log.name} is there. Close that first.")


def _check(copy: Path) -> None:
    """Look into every page and at a tile of the outer zooms; raises map-pack-invalid."""
    facts = read_facts(copy)
    with opened(copy) as pack:
        if (found := pack.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise refusal(f"It is damaged: {found}.")
        for zoom in sorted({facts.min_zoom, facts.max_zoom}):
            _check_tile(pack, zoom, facts.beginning)


def _check_tile(pack: sqlite3.Connection, zoom: int, beginning: bytes) -> None:
    tile = pack.execute("SELECT tile_data FROM tiles WHERE zoom_level = ?", (zoom,)).fetchone()
    if tile is None:
        raise refusal(f"It has no tile of zoom {zoom}, which its metadata promise.")
    if not bytes(tile[0]).startswith(beginning):
        raise refusal(f"A tile of zoom {zoom} is not the picture that its metadata promise.")
