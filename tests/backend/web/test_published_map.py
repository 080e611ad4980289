"""Serving the map: in parts where parts are asked for, and the same for everybody."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.services.map_pack import give_map
from backend.web.world import world
from tests.backend.cast import load, problem_of
from tests.support.map_packs import write_map

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    return write_map(tmp_path / "borough.mbtiles", filler=50_000).read_bytes()


@pytest.fixture
def path(app: Flask, whole: bytes, tmp_path: Path) -> str:
    load(app)
    with app.app_context():
        return f"/published/{give_map(world(), tmp_path / 'borough.mbtiles').name}"


@pytest.mark.parametrize(
    "name",
    [
        "tiles.mbtiles",
        f"tiles.{'0' * 64}.mbtiles",
        f"tiles.{'0' * 64}.mbtiles.gz",
        "tiles..mbtiles",
    ],
)
def test_other_names_lead_nowhere(client: FlaskClient, path: str, name: str) -> None:
    response = client.get(f"/published/{name}")
    assert (response.status_code, problem_of(response)) == (404, "not-found")


def test_it_comes_whole_and_may_be_kept_for_ever(
    client: FlaskClient, path: str, whole: bytes
) -> None:
    response = client.get(path, buffered=True, headers={"Accept-Encoding": "gzip"})
    assert response.data == whole
    assert response.mimetype == "application/vnd.sqlite3"
    assert response.headers["Cache-Control"] == "public, max-age=86400, immutable"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert not {"Content-Encoding", "Last-Modified", "Set-Cookie"} & set(response.headers.keys())


@pytest.mark.parametrize("begin", [0, 1, 4096, 50_000])
def test_a_part_is_what_was_asked_for(
    client: FlaskClient, path: str, whole: bytes, begin: int
) -> None:
    response = client.get(path, buffered=True, headers={"Range": f"bytes={begin}-"})
    assert (response.status_code, response.data) == (206, whole[begin:])
    expected = f"bytes {begin}-{len(whole) - 1}/{len(whole)}"
    assert response.headers["Content-Range"] == expected


def test_a_part_beyond_the_end_is_refused(client: FlaskClient, path: str, whole: bytes) -> None:
    response = client.get(path, buffered=True, headers={"Range": f"bytes={len(whole)}-"})
    assert (response.status_code, problem_of(response)) == (416, "range-beyond-end")
    assert response.headers["Content-Range"] == f"bytes */{len(whole)}"


def test_what_is_held_already_is_not_sent_again(client: FlaskClient, path: str) -> None:
    tag = client.get(path, buffered=True).headers["ETag"]
    assert client.get(path, buffered=True, headers={"If-None-Match": tag}).status_code == 304
    assert client.head(path, buffered=True).data == b""


def test_a_document_is_still_sent_whole_whatever_part_is_asked_for(
    client: FlaskClient, path: str
) -> None:
    """Documents are small and come as gzip, whose parts would be no use to anybody."""
    name = client.get("/published/manifest.json").get_json()["documents"][0]["name"]
    response = client.get(f"/published/{name}", headers={"Range": "bytes=10-"})
    assert response.status_code == 200
