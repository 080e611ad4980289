"""Fonts, styles and scripts: kept under their version, squeezed; ours without comments."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from backend.web.assets import asset, version_of
from tests.support.serving import ROOT

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STATIC = ROOT / "backend" / "web" / "static"
OURS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
TEXT = re.compile(r"`(?:[^`\\]|\\.)*`|\"(?:[^\"\\\n]|\\.)*\"")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
NESTED = re.compile(r"\$\{[^}`]*`")


def served(client: FlaskClient, path: Path) -> str:
    """Return a script as browsers get it."""
    answer = client.get(asset(str(STATIC), str(path.relative_to(STATIC))))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@on_sqlite
def test_under_its_version_an_asset_is_kept_for_a_year_and_else_asked_for_again(
    client: FlaskClient,
) -> None:
    now = client.get(asset(str(STATIC), "resident.css"))
    assert now.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/resident.css").headers["Cache-Control"] == "no-cache"
    old = client.get(f"/static/v{'0' * 16}/resident.css")
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")
    assert old.data == now.data == (STATIC / "resident.css").read_bytes()
    assert version_of(str(STATIC)) != "0" * 16


@on_sqlite
@pytest.mark.parametrize("name", ["nothing.js", "../app.py", "finder", "v0/../../app.py"])
def test_what_is_no_asset_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


@on_sqlite
@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_lose_their_comments_and_nothing_else(client: FlaskClient, path: Path) -> None:
    source, sent = path.read_text(encoding="utf-8"), served(client, path)
    assert len(sent) < len(source)
    assert "/**" not in sent
    bare = COMMENT.sub("", source)
    assert TEXT.findall(sent) == TEXT.findall(bare)
    for kind in (r"\bfunction \w+", r"\bclass \w+", r"\bexport\b", r"\bawait\b"):
        assert len(re.findall(kind, sent)) == len(re.findall(kind, bare)), kind


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_template_stands_in_another_where_blanks_would_be_lost(path: Path) -> None:
    assert NESTED.findall(path.read_text(encoding="utf-8")) == []


def test_a_template_in_another_is_found() -> None:
    assert NESTED.search('`${fault ? `${words.error} ` : ""}`')


@on_sqlite
def test_what_others_wrote_stays_as_it_came(client: FlaskClient) -> None:
    path = STATIC / "vendor" / "leaflet" / "leaflet.js"
    assert served(client, path) == path.read_text(encoding="utf-8")
