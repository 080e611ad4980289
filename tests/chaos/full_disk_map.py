"""A phone whose disk becomes full while the map comes; prints what it saw."""

import json
import sys
from pathlib import Path
from typing import Any

from mobile.store import map_pack
from mobile.store.database import open_store
from mobile.store.outbox import Outbox
from mobile.sync.http import HttpTransport
from mobile.sync.map_download import MapDownload
from shared.problems import Problem
from tests.chaos.small_disk import fill
from tests.mobile.cast import ANSWER
from tests.mobile.sync.map_server import MapServer, offer_of
from tests.mobile.sync.servers import serving
from tests.support.map_packs import write_map

HONEST, GREEDY = "honest", "greedy"
MAP_BYTES = 600_000


def see(disk: Path, variant: str) -> dict[str, Any]:
    """Download a map, fill the disk half-way, then give an answer; return what was seen."""
    if variant == GREEDY:
        # The control: what has come of the map stays, whatever else needs the room.
        map_pack.forget_parts = lambda *_args, **_named: None
    content = write_map(disk.parent / "map", filler=MAP_BYTES).read_bytes()
    opened = open_store(disk / "phone")
    refusal = ""

    def told(_count: int) -> None:
        fill(disk)

    with serving(MapServer(content)) as server:
        transport = HttpTransport(server.url)
        download = MapDownload(disk / "phone", transport, told, reserve_bytes=0)
        try:
            download.fetch(offer_of(content))
        except Problem as problem:
            refusal = problem.code
        transport.close()
    left = [path.name for path in (disk / "phone").glob("map.*")]
    saved = _save(Outbox(opened.connection))
    opened.connection.close()
    return {"refusal": refusal, "left": left, "saved": saved}


def _save(outbox: Outbox) -> bool:
    try:
        outbox.save(ANSWER.to_wire())
    except Problem:
        return False
    return True


if __name__ == "__main__":
    json.dump(see(Path(sys.argv[1]), sys.argv[2]), sys.stdout)
