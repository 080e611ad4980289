"""What is the same for everybody: sent small where that is taken, under a tag of its own."""

import gzip

import pytest
from flask import Flask

from backend.services.publish import publish
from backend.services.world import World

PAGES = ("/", "/?lang=pl", "/about")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sent_small_where_that_is_taken(app: Flask, world: World, path: str) -> None:
    publish(world)
    client = app.test_client()
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_each_way_of_sending_has_its_own_tag(app: Flask, world: World) -> None:
    publish(world)
    client = app.test_client()
    small = {"Accept-Encoding": "gzip"}
    tags = client.get("/").headers["ETag"], client.get("/", headers=small).headers["ETag"]
    assert tags[0] != tags[1]
    held = client.get("/", headers={**small, "If-None-Match": tags[1]})
    assert (held.status_code, held.data) == (304, b"")
    assert client.get("/", headers={**small, "If-None-Match": tags[0]}).status_code == 200
