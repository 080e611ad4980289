"""A server that offers a map: in parts as ours does, cut off where a test says."""

import hashlib
import json
import re
from collections.abc import Iterable

from mobile.store.map_pack import MapOffer
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import Asked, Reply

SQLITE = "application/vnd.sqlite3"
NOT_FOUND = {"type": "urn:umay:problem:not-found", "title": "No.", "status": 404}


def offer_of(content: bytes) -> MapOffer:
    """Return the offer of a pack with these bytes."""
    digest = hashlib.sha256(content).hexdigest()
    return MapOffer(f"tiles.{digest}.mbtiles", len(content), digest)


def member_of(content: bytes) -> dict[str, object]:
    """Return the member of a manifest that offers these bytes."""
    offer = offer_of(content)
    return {
        "name": offer.name,
        "size": offer.size,
        "sha256": offer.sha256,
        "attribution": "Test",
        "bounds": [-2.73, 53.445, -2.42, 53.61],
        "min_zoom": 10,
        "max_zoom": 12,
    }


class MapServer(Publisher):
    """Publishes documents and a map; `cuts` are the bytes after which its answers end, in turn."""

    def __init__(self, content: bytes, cuts: Iterable[int] = ()) -> None:
        super().__init__(map_pack=member_of(content))
        self.content = content
        self.name = offer_of(content).name
        self._cuts = iter(cuts)

    def __call__(self, asked: Asked) -> Reply:
        """Answer one request."""
        if not asked.path.endswith(".mbtiles"):
            return super().__call__(asked)
        if not asked.path.endswith(self.name):
            return Reply(404, json.dumps(NOT_FOUND).encode(), "application/problem+json")
        return self.send(asked)

    def send(self, asked: Asked) -> Reply:
        """Answer with the map, or the part that was asked for."""
        found = re.fullmatch(r"bytes=(\d+)-", asked.headers.get("range", ""))
        cut = next(self._cuts, None)
        if found is None:
            return Reply(200, self.content, SQLITE, cut=cut)
        begin, size = int(found[1]), len(self.content)
        place = {"Content-Range": f"bytes {begin}-{size - 1}/{size}"}
        return Reply(206, self.content[begin:], SQLITE, place, cut=cut)


def asked_for_map(asked: Iterable[Asked]) -> list[Asked]:
    """Return the requests for a map among others."""
    return [one for one in asked if one.path.endswith(".mbtiles")]
