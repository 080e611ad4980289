"""The demonstration's map: a small raster MBTiles of the example network, drawn with Pillow.

`python -m demo.map_pack FILE`
"""

import io
import math
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from demo.network import BOROUGH_OUTLINE
from demo.tables import TOWNS

MIN_ZOOM, MAX_ZOOM = 10, 14
ATTRIBUTION = "Example map, invented"
SIZE = 256
SMOOTH = 2
"""Drawn so many times larger and then made smaller: lines without steps."""

GROUND, BOROUGH, TOWN, ROAD, EDGE, INK = (
    "#e7ebe6",
    "#f5f4ef",
    "#e9e2d4",
    "#ffffff",
    "#b9c2b8",
    "#4c5a52",
)
ROAD_M, TOWN_M = 40, 900
METRES_PER_PIXEL = 156543.03
"""At zoom 0 on the equator, for tiles of 256 pixels (OGC 17-083r2, annex D)."""

At = Callable[[float, float], tuple[float, float]]

_TABLES = """
CREATE TABLE metadata (name TEXT, value TEXT);
CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
"""


def write_example_map(path: Path, zooms: range = range(MIN_ZOOM, MAX_ZOOM + 1)) -> Path:
    """Write the map of the example network; the same bytes each time on one machine."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as pack:
        pack.executescript(_TABLES)
        pack.executemany("INSERT INTO metadata VALUES (?, ?)", _metadata(zooms).items())
        for zoom in zooms:
            pack.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", _tiles(zoom))
        pack.commit()
        pack.execute("VACUUM")
    return path


def _metadata(zooms: range) -> dict[str, str]:
    lons, lats = zip(*BOROUGH_OUTLINE, strict=True)
    return {
        "name": "Example network",
        "format": "png",
        "type": "baselayer",
        "version": "1",
        "attribution": ATTRIBUTION,
        "bounds": f"{min(lons)},{min(lats)},{max(lons)},{max(lats)}",
        "minzoom": str(zooms[0]),
        "maxzoom": str(zooms[-1]),
    }


def _tiles(zoom: int) -> Iterator[tuple[int, int, int, bytes]]:
    corners = [_tile_at(lon, lat, zoom) for lon, lat in BOROUGH_OUTLINE]
    columns = [int(x) for x, _ in corners]
    rows = [int(y) for _, y in corners]
    for column in range(min(columns), max(columns) + 1):
        for row in range(min(rows), max(rows) + 1):
            # Rows of MBTiles count from the south (TMS).
            yield zoom, column, 2**zoom - 1 - row, _draw(zoom, column, row)


def _draw(zoom: int, column: int, row: int) -> bytes:
    side = SIZE * SMOOTH
    image = Image.new("RGB", (side, side), GROUND)
    pen = ImageDraw.Draw(image)

    def at(lon: float, lat: float) -> tuple[float, float]:
        x, y = _tile_at(lon, lat, zoom)
        return (x - column) * side, (y - row) * side

    outline = [at(lon, lat) for lon, lat in BOROUGH_OUTLINE]
    pen.polygon(outline, BOROUGH)
    metre = side / SIZE * 2**zoom / (METRES_PER_PIXEL * math.cos(math.radians(53.5)))
    _towns(pen, at, metre)
    pen.line(outline, EDGE, 2 * SMOOTH)
    _names(pen, at, zoom)
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    small.quantize(64, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


def _towns(pen: ImageDraw.ImageDraw, at: At, metre: float) -> None:
    """Draw each town as a round patch, and a straight road to each of its two nearest."""
    for lat, lon in TOWNS.values():
        x, y = at(lon, lat)
        reach = TOWN_M * metre
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), TOWN)
    width = max(2 * SMOOTH, round(ROAD_M * metre))
    for one, other in _roads():
        ends = [at(lon, lat) for lat, lon in (one, other)]
        pen.line(ends, EDGE, width + 2 * SMOOTH)
        pen.line(ends, ROAD, width)


def _roads() -> Iterator[Sequence[tuple[float, float]]]:
    towns = list(TOWNS.values())
    for town in towns:
        nearest = sorted(towns, key=lambda other: math.dist(town, other))
        yield from ((town, other) for other in nearest[1:3])


def _names(pen: ImageDraw.ImageDraw, at: At, zoom: int) -> None:
    font = ImageFont.load_default(size=(11 + 2 * max(0, zoom - 11)) * SMOOTH)
    for name, (lat, lon) in TOWNS.items():
        pen.text(
            at(lon, lat), name, INK, font, anchor="mm", stroke_width=SMOOTH, stroke_fill=BOROUGH
        )


def _tile_at(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Return column and row of a place, with a fraction (web Mercator, rows from the north)."""
    turn = math.asinh(math.tan(math.radians(lat)))
    return (lon + 180) / 360 * 2**zoom, (1 - turn / math.pi) / 2 * 2**zoom


if __name__ == "__main__":
    write_example_map(Path(sys.argv[1]))
