"""The phone's memory: the file of the map pack, shown only while it is what its name says.

The name holds the SHA-256, so that file and knowledge of it cannot part: `map.<sha256>.mbtiles`
is whole, `map.<sha256>.part` is on its way.
"""

import hashlib
import json
import os
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mobile.store.mirror import MAP_OFFER
from shared.map_packs import PackFacts, read_facts
from shared.problems import Problem

_HELD = re.compile(r"map\.([0-9a-f]{64})\.mbtiles")
_OURS = re.compile(r"map\.[0-9a-f]{64}\.(mbtiles|part)")
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class HeldPack:
    """A map pack that is whole and may be shown."""

    path: Path
    sha256: str
    size: int
    facts: PackFacts


@dataclass(frozen=True)
class MapOffer:
    """The map pack that the server offers."""

    name: str
    size: int
    sha256: str


def offered(connection: sqlite3.Connection) -> MapOffer | None:
    """Return the map pack that the newest list offers, or None."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (MAP_OFFER,)).fetchone()
    entry = json.loads(row[0]) if row else None
    if entry is None:
        return None
    return MapOffer(entry["name"], entry["size"], entry["sha256"])


def part_path(folder: Path, sha256: str) -> Path:
    """Return where a pack lies while it is on its way."""
    return folder / f"map.{sha256}.part"


def came_bytes(folder: Path, offer: MapOffer | None) -> int:
    """Return how much of an offered pack has come."""
    if offer is None:
        return 0
    try:
        return part_path(folder, offer.sha256).stat().st_size
    except FileNotFoundError:
        return 0


def held_pack(folder: Path) -> HeldPack | None:
    """Return the pack that is held, every byte of it looked at, or None.

    One that is not what its name says is deleted. Raises Problem map-damaged then.
    """
    for path in sorted(folder.glob("map.*.mbtiles")):
        if named := _HELD.fullmatch(path.name):
            return _sound(path, named[1])
    return None


def take_in(folder: Path, offer: MapOffer) -> HeldPack:
    """Make the part that has come the map, in place of any other.

    Raises Problem map-damaged or map-pack-invalid; the part is deleted then.
    """
    held = _sound(part_path(folder, offer.sha256), offer.sha256)
    with held.path.open("rb") as file:
        os.fsync(file.fileno())
    path = folder / f"map.{offer.sha256}.mbtiles"
    held.path.replace(path)
    forget_all(folder, but=path)
    return HeldPack(path, held.sha256, held.size, held.facts)


def forget_all(folder: Path, but: Path | None = None) -> None:
    """Delete whatever there is of any map pack, except one file; no folder is nothing to delete."""
    found: list[Path] = []
    with suppress(FileNotFoundError):
        found += folder.glob("map.*")
    for path in found:
        if _OURS.fullmatch(path.name) and path != but:
            path.unlink(missing_ok=True)


def forget_parts(folder: Path, but: MapOffer | None = None) -> None:
    """Delete what has come of packs that are no longer wanted."""
    kept = part_path(folder, but.sha256) if but else None
    for path in folder.glob("map.*.part"):
        if _OURS.fullmatch(path.name) and path != kept:
            path.unlink(missing_ok=True)


def _sound(path: Path, sha256: str) -> HeldPack:
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise Problem("map-damaged", path.name)
        return HeldPack(path, sha256, path.stat().st_size, read_facts(path))
    except OSError as error:
        raise Problem("map-damaged", f"{path.name}: {error.strerror}") from error
    except Problem:
        path.unlink(missing_ok=True)
        raise
