"""The phone's small kit: where the map's tiles come from: a file of our own, or nowhere.

The library's own default source asks strangers on the internet; nothing here ever does.
"""

import io
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kivy.core.image import Image as CoreImage
from kivy_garden.mapview import MapSource
from kivy_garden.mapview.mbtsource import MBTilesMapSource

PLAIN_ZOOMS = (9, 17)
"""How far one can zoom on the plain ground: from the whole borough to single streets."""

_JPEG = b"\xff\xd8"


class PlainSource(MapSource):
    """No tiles at all: the ground stays plain, and nothing is read or asked."""

    def __init__(self, cache_dir: str) -> None:
        low, high = PLAIN_ZOOMS
        super().__init__(
            url="",
            cache_key="plain",
            min_zoom=low,
            max_zoom=high,
            attribution="",
            cache_dir=cache_dir,
        )

    def fill_tile(self, tile: Any) -> None:
        """Leave the tile empty."""
        tile.state = "done"


class PackSource(MBTilesMapSource):
    """The tiles of a pack that was looked at before; what cannot be read stays plain.

    The library's own start of this class stumbles over `bounds`, and would read the file again.
    """

    def __init__(self, path: Path, zooms: tuple[int, int], cache_dir: str) -> None:
        low, high = zooms
        # Past MBTilesMapSource's own start, as said above.
        MapSource.__init__(
            self,
            url="",
            cache_key=path.stem,
            min_zoom=low,
            max_zoom=high,
            attribution="",
            cache_dir=cache_dir,
        )
        self.filename = str(path)
        self.projection, self.is_xy = "", False

    def _load_tile(self, tile: Any) -> Any:
        """Read and unpack a tile on the library's thread; return what the UI thread does then."""
        if tile.state == "done":
            return None
        try:
            data = self._read(tile)
            name = f"{self.cache_key}.{tile.zoom}.{tile.tile_x}.{tile.tile_y}"
            kind = "jpg" if data.startswith(_JPEG) else "png"
            picture = CoreImage(io.BytesIO(data), ext=kind, filename=f"{name}.{kind}")
        except Exception:  # noqa: BLE001 - the rim: one damaged tile is plain ground, no more
            tile.state = "done"
            return None
        return self._load_tile_done, (tile, picture)

    def _read(self, tile: Any) -> bytes:
        pack = sqlite3.connect(f"file:{quote(self.filename)}?mode=ro&immutable=1", uri=True)
        try:
            pack.execute("PRAGMA trusted_schema=OFF")
            row = pack.execute(
                "SELECT tile_data FROM tiles"
                " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (tile.zoom, tile.tile_x, tile.tile_y),
            ).fetchone()
        finally:
            pack.close()
        return bytes(row[0]) if row else b""
