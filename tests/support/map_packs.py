"""Map packs for tests: a whole one that is drawn in an instant, and every way to be none."""

import sqlite3
import struct
import zlib
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

METADATA = {
    "name": "Tiny",
    "format": "png",
    "bounds": "-2.73,53.445,-2.42,53.61",
    "minzoom": "10",
    "maxzoom": "12",
    "attribution": 'Contains <a href="https://os.uk">OS data</a> &copy; Crown copyright (test)',
}
ATTRIBUTION = "Contains OS data © Crown copyright (test)"
ZOOMS = (10, 11, 12)


def png(colour: tuple[int, int, int] = (200, 220, 200), side: int = 256, salt: int = 0) -> bytes:
    """Return a picture of one colour; `salt` changes its bytes but not its look."""
    rows = b"".join(b"\0" + bytes(colour) * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"tEXt", b"n\0%d" % salt), (b"IDAT", zlib.compress(rows)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in (*chunks, (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_map(
    path: Path, tile: bytes | None = None, filler: int = 0, **changed: str | None
) -> Path:
    """Write a whole pack over the borough; `changed` metadata, None for a row that is missing.

    `filler` adds so many bytes that no compression makes smaller.
    """
    path.unlink(missing_ok=True)
    rows = {**METADATA, **changed}
    with closing(sqlite3.connect(path)) as pack:
        pack.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        pack.execute(
            "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)"
        )
        pack.executemany(
            "INSERT INTO metadata VALUES (?, ?)", [row for row in rows.items() if row[1]]
        )
        for zoom in ZOOMS:
            # Around Wigan: the tile of the market, and those beside it.
            column, row = int((180 - 2.63) / 360 * 2**zoom), int(0.6765 * 2**zoom)
            for step, up in product((-1, 0, 1), (0, 1)):
                picture = tile or png(salt=(zoom * 10 + step) * 2 + up)
                place = (zoom, column + step, row + up, picture)
                pack.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", place)
        if filler:
            pack.execute("CREATE TABLE filler (data BLOB)")
            pack.execute("INSERT INTO filler VALUES (?)", (_noise(filler),))
        pack.commit()
    return path


def _noise(count: int) -> bytes:
    return b"".join(zlib.crc32(b"%d" % step).to_bytes(4, "big") for step in range(count // 4))


def _without_table(path: Path) -> Path:
    with closing(sqlite3.connect(write_map(path))) as pack:
        pack.execute("DROP TABLE tiles")
    return path


def _without_tiles(path: Path) -> Path:
    with closing(sqlite3.connect(write_map(path))) as pack:
        pack.execute("DELETE FROM tiles WHERE zoom_level = 12")
        pack.commit()
    return path


def _half(path: Path) -> Path:
    whole = write_map(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _scribbled(path: Path) -> Path:
    whole = bytearray(write_map(path, filler=40_000).read_bytes())
    # The first page stays whole, and with it what the file says about itself.
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    path.write_bytes(whole)
    return path


def _text(path: Path) -> Path:
    path.write_text("not a map at all" * 100)
    return path


NO_MAPS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a text": (_text, "not an MBTiles"),
    "an empty file": (lambda path: (path.write_bytes(b""), path)[1], "not an MBTiles"),
    "half a pack": (_half, "cut off"),
    "a scribbled pack": (_scribbled, "damaged"),
    "no table of tiles": (_without_table, "no table tiles"),
    "a promised zoom without tiles": (_without_tiles, "no tile of zoom 12"),
    "vector tiles": (lambda path: write_map(path, format="pbf"), "vector tiles"),
    "webp": (lambda path: write_map(path, format="webp"), "not PNG or JPEG"),
    "a format that is not said": (lambda path: write_map(path, format=None), "no format"),
    "another picture than it says": (
        lambda path: write_map(path, tile=b"RIFF....WEBP"),
        "not the picture",
    ),
    "no attribution": (lambda path: write_map(path, attribution=None), "attribution"),
    "only tags for attribution": (lambda path: write_map(path, attribution="<b></b>"), "attribu"),
    "no bounds": (lambda path: write_map(path, bounds=None), "bounds"),
    "bounds of words": (lambda path: write_map(path, bounds="a,b,c,d"), "bounds"),
    "bounds the wrong way round": (lambda path: write_map(path, bounds="1,2,0,3"), "bounds"),
    "no zooms": (lambda path: write_map(path, minzoom=None), "minzoom"),
    "a zoom beyond all": (lambda path: write_map(path, maxzoom="30"), "zooms"),
}
"""Files that are no map for a phone, each with words of its refusal."""
