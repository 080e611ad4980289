"""Serving the published documents: always whole, never twice where once will do."""

import gzip
import hashlib
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.services.world import World
from tests.backend.cast import a_place, load_and_publish, problem_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MANIFEST = "/published/manifest.json"
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def published(app: Flask) -> dict[str, Any]:
    load_and_publish(app)
    manifest: dict[str, Any] = app.test_client().get(MANIFEST).get_json()
    return manifest


def path_of(manifest: dict[str, Any], document: str = "places") -> str:
    return "/published/" + next(
        entry["name"] for entry in manifest["documents"] if entry["document"] == document
    )


def test_before_the_first_publication_the_way_out_is_said(client: FlaskClient) -> None:
    response = client.get(MANIFEST)
    assert (problem_of(response), response.status_code) == ("service-unavailable", 503)
    assert response.headers["Retry-After"] == "30"
    assert "publish" in response.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "name",
    [
        "places.json",
        "manifest.json.gz",
        "places." + "0" * 64 + ".json",
        "places." + "0" * 64 + ".json.gz",
        "../umay.sqlite3",
        "..%2Fumay.sqlite3",
        "%2e%2e/umay.sqlite3",
        "..\\umay.sqlite3",
        "places." + "0" * 64 + ".json%0a",
        ".",
    ],
)
def test_other_names_lead_nowhere(
    client: FlaskClient, published: dict[str, Any], name: str
) -> None:
    assert published["version"] == 1
    assert client.get(f"/published/{name}").status_code == 404


def test_the_manifest_is_never_used_unasked(client: FlaskClient, published: dict[str, Any]) -> None:
    response = client.get(MANIFEST)
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.mimetype == "application/json"


def test_a_document_is_what_its_name_says(client: FlaskClient, published: dict[str, Any]) -> None:
    for entry in published["documents"]:
        response = client.get(f"/published/{entry['name']}")
        assert hashlib.sha256(response.data).hexdigest() == entry["sha256"]
        assert len(response.data) == entry["size"]
        assert response.headers["Cache-Control"] == "public, max-age=86400, immutable"


@pytest.mark.parametrize("document", ["manifest", "places"])
def test_gzip_is_sent_where_it_is_taken_and_has_its_own_etag(
    client: FlaskClient, published: dict[str, Any], document: str
) -> None:
    path = MANIFEST if document == "manifest" else path_of(published)
    plain, small = client.get(path), client.get(path, headers=GZIP)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.data) == plain.data
    assert plain.headers["ETag"] != small.headers["ETag"]


@pytest.mark.parametrize("refusal", ["gzip;q=0", "identity", "br", "gzip; q=0.0, *"])
def test_gzip_is_not_sent_where_it_is_refused(
    client: FlaskClient, published: dict[str, Any], refusal: str
) -> None:
    response = client.get(path_of(published), headers={"Accept-Encoding": refusal})
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("wrap", ["{}", '"other", {}', "W/{}", "*", '"a","b",  {} '])
@pytest.mark.parametrize("headers", [{}, GZIP])
@pytest.mark.parametrize("document", ["manifest", "places"])
def test_what_is_held_already_is_not_sent_again(
    client: FlaskClient,
    published: dict[str, Any],
    wrap: str,
    headers: dict[str, str],
    document: str,
) -> None:
    path = MANIFEST if document == "manifest" else path_of(published)
    first = client.get(path, headers=headers)
    asked = {**headers, "If-None-Match": wrap.format(first.headers["ETag"])}
    again = client.get(path, headers=asked)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert again.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("tag", ['"other"', "", 'W/"x", "y"', "garbage"])
def test_another_etag_is_answered_whole(
    client: FlaskClient, published: dict[str, Any], tag: str
) -> None:
    assert client.get(MANIFEST, headers={"If-None-Match": tag}).status_code == 200


def test_head_says_what_get_would_send(client: FlaskClient, published: dict[str, Any]) -> None:
    for path in (MANIFEST, path_of(published)):
        head, get = client.head(path), client.get(path)
        assert head.data == b""
        assert head.status_code == 200
        assert head.headers["Content-Length"] == str(len(get.data))
        assert head.headers["ETag"] == get.headers["ETag"]


def test_a_new_publication_is_seen_at_once(
    app: Flask, client: FlaskClient, published: dict[str, Any]
) -> None:
    tag = client.get(MANIFEST).headers["ETag"]
    load_and_publish(app, places=[a_place(name="Haven, renamed")])
    response = client.get(MANIFEST, headers={"If-None-Match": tag})
    assert (response.status_code, response.get_json()["version"]) == (200, 2)
    assert "Haven, renamed" in client.get(path_of(response.get_json())).text


def test_a_damaged_folder_does_not_change_what_is_read(
    client: FlaskClient, world: World, published: dict[str, Any]
) -> None:
    (world.published_dir / path_of(published).removeprefix("/published/")).unlink()
    assert client.get(path_of(published)).status_code == 404
    assert json.loads(client.get(MANIFEST).data) == published
