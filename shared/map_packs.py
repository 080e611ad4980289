"""The contract's map packs: what an MBTiles file says about itself, and why one is refused.

MBTiles 1.3 (https://github.com/mapbox/mbtiles-spec): an SQLite file with tables (or views)
`metadata` and `tiles`. Phones draw pictures, so packs hold PNG or JPEG.
"""

import html
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from shared.problems import Problem

MOST_BYTES = 200_000_000
"""The largest pack: more would fill cheap phones, and cost days on a slow line."""

MOST_ZOOM = 19
LONGEST_ATTRIBUTION = 300
PICTURES = {"png": b"\x89PNG\r\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
"""The formats that every phone draws, and how their files begin."""

_SQLITE, _PMTILES = b"SQLite format 3\0", b"PMTiles"
_TAG = re.compile(r"<[^>]*>")

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class PackFacts:
    """What a pack says about itself; `bounds` are west, south, east, north in degrees."""

    attribution: str
    bounds: Bounds
    min_zoom: int
    max_zoom: int
    beginning: bytes
    """How each of its pictures begins."""


def read_facts(path: Path) -> PackFacts:
    """Return what a file says about itself; raises Problem map-pack-invalid with what is wrong."""
    _refuse_other_files(path)
    with opened(path) as pack:
        return facts_of(_metadata(pack))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a pack for reading: nothing in it is run, nothing beside it is written.

    Raises Problem map-pack-invalid where SQLite finds damage.
    """
    try:
        with closing(connect(path)) as pack:
            yield pack
    except sqlite3.Error as error:
        raise refusal(f"It is damaged or no map at all ({error}).") from error


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection of the calling thread to a pack, for reading only."""
    pack = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    # A file from elsewhere may hold views; they may not call what does more than read.
    pack.execute("PRAGMA trusted_schema=OFF")
    return pack


def facts_of(metadata: Mapping[str, str]) -> PackFacts:
    """Return what the rows of `metadata` say; raises Problem map-pack-invalid."""
    kind = metadata.get("format", "").lower()
    if kind == "pbf":
        raise refusal("It holds vector tiles, and phones draw pictures. Export it as PNG or JPEG.")
    if kind not in PICTURES:
        raise refusal(f"Its tiles are {kind[:20] or 'of no format that is said'}, not PNG or JPEG.")
    min_zoom, max_zoom = _zooms(metadata)
    return PackFacts(_attribution(metadata), _bounds(metadata), min_zoom, max_zoom, PICTURES[kind])


def refusal(what: str) -> Problem:
    """Return the refusal of a pack, with what is wrong with it."""
    return Problem("map-pack-invalid", what)


def _refuse_other_files(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise refusal(f"It cannot be read: {error.strerror}.") from error
    if head.startswith(_PMTILES):
        raise refusal("It is a PMTiles file. Export an MBTiles file instead.")
    if not head.startswith(_SQLITE) or len(head) < 100:
        raise refusal("It is not an MBTiles file.")
    # The header names size and number of pages (SQLite, Database File Format, 1.3).
    page = int.from_bytes(head[16:18], "big")
    expected = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if size != expected:
        raise refusal(f"It is cut off or damaged: {size:,} bytes, where it says {expected:,}.")


def _metadata(pack: sqlite3.Connection) -> dict[str, str]:
    there = {row[0] for row in pack.execute("SELECT name FROM sqlite_master")}
    if lacking := {"metadata", "tiles"} - there:
        raise refusal(f"It is not an MBTiles file: it has no table {' and no '.join(lacking)}.")
    return {str(name): str(value) for name, value in pack.execute("SELECT * FROM metadata")}


def _zooms(metadata: Mapping[str, str]) -> tuple[int, int]:
    try:
        low, high = int(metadata["minzoom"]), int(metadata["maxzoom"])
    except (KeyError, ValueError):
        raise refusal("Its metadata do not say minzoom and maxzoom.") from None
    if not 0 <= low <= high <= MOST_ZOOM:
        raise refusal(f"Its zooms {low} to {high} cannot be; they lie from 0 to {MOST_ZOOM}.")
    return low, high


def _bounds(metadata: Mapping[str, str]) -> Bounds:
    try:
        west, south, east, north = (float(part) for part in metadata["bounds"].split(","))
    except (KeyError, ValueError):
        raise refusal("Its metadata do not say its bounds: west,south,east,north.") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise refusal(f"Its bounds {west},{south},{east},{north} are not on the globe.")
    return west, south, east, north


def _attribution(metadata: Mapping[str, str]) -> str:
    """Return whose data it is as plain words: the Open Government Licence wants it shown."""
    words = _TAG.sub("", html.unescape(metadata.get("attribution", "")))
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
    if not words:
        raise refusal(
            "Its metadata say no attribution. Open data must be named, such as "
            "“Contains OS data © Crown copyright and database right 2026”."
        )
    return words[:LONGEST_ATTRIBUTION]
