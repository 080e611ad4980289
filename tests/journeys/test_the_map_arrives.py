"""The map on its whole way: published by an operator, downloaded by a phone, cut off half-way."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from backend.services.map_pack import give_map, take_map_back
from backend.web.world import world
from mobile.store import map_pack
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.map_download import MapDownload
from shared.problems import Problem
from tests.backend.cast import load
from tests.conftest import NOW
from tests.support.map_packs import write_map

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    """The real application, answering on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_map(tmp_path / "borough.mbtiles", filler=200_000)


def test_a_phone_gets_the_map_that_was_published_and_goes_on_where_it_was(
    app: Flask, url: str, pack: Path, tmp_path: Path, memory: sqlite3.Connection
) -> None:
    load(app)
    with app.app_context():
        give_map(world(), pack)
    transport = HttpTransport(url)
    Engine(memory, Client(transport), lambda: NOW).round()
    offer = map_pack.offered(memory)
    assert offer is not None
    folder = tmp_path / "phone"
    part = map_pack.part_path(folder, offer.sha256)
    part.write_bytes(pack.read_bytes()[:100_000])
    held = MapDownload(folder, transport, reserve_bytes=0).fetch(offer)
    assert held is not None
    assert held.path.read_bytes() == pack.read_bytes()
    with app.app_context():
        take_map_back(world())
    Engine(memory, Client(transport), lambda: NOW).round()
    assert map_pack.offered(memory) is None
    assert map_pack.held_pack(folder) == held
    transport.close()


def test_a_map_that_was_swept_away_is_given_up(
    app: Flask, url: str, pack: Path, tmp_path: Path
) -> None:
    load(app)
    with app.app_context():
        given = give_map(world(), pack)
        (world().published_dir / given.name).unlink()
    transport = HttpTransport(url)
    offer = map_pack.MapOffer(given.name, given.size, given.name.split(".")[1])
    with pytest.raises(Problem, match="map-replaced"):
        MapDownload(tmp_path, transport, reserve_bytes=0).fetch(offer)
    transport.close()
