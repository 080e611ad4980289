"""The first pack: what is refused leaves the old one as it was; what is taken the app can read."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mobile.config import read_config
from mobile.packaging.pack import main
from mobile.store import mirror
from mobile.store.database import open_store
from tests.support.finder_page import example_published


@pytest.fixture(scope="module")
def example(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example network as published, made once."""
    return example_published(migrated_file, tmp_path_factory.mktemp("example"))


@pytest.fixture
def published(example: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    folder = tmp_path / "published"
    folder.mkdir()
    for path in example.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A pack that is there already."""
    folder = tmp_path / "app" / "pack"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("the one before")
    return folder


def read(published: Path) -> dict[str, Any]:
    """Return the manifest."""
    manifest: dict[str, Any] = json.loads((published / "manifest.json").read_text())
    return manifest


def replace(published: Path, document: str, content: bytes) -> None:
    """Publish other content as a document, under its right hash."""
    manifest, digest = read(published), hashlib.sha256(content).hexdigest()
    for entry in manifest["documents"]:
        if entry["document"] == document:
            entry.update(name=f"{document}.{digest}.json", sha256=digest, size=len(content))
            (published / entry["name"]).write_bytes(content)
    (published / "manifest.json").write_text(json.dumps(manifest))


def spoil(published: Path, how: str) -> None:
    """Do to a published folder what a test names."""
    manifest = read(published)
    first = published / manifest["documents"][0]["name"]
    match how:
        case "no manifest":
            (published / "manifest.json").unlink()
        case "half a manifest":
            (published / "manifest.json").write_text('{"format": 1')
        case "a newer manifest":
            (published / "manifest.json").write_text(json.dumps({**manifest, "format": 2}))
        case "a document missing":
            first.unlink()
        case "a document changed":
            first.write_bytes(first.read_bytes() + b" ")
        case "a newer document":
            replace(published, "places", b'{"format": 2}')
        case "a document of another form":
            replace(published, "places", b'{"format": 1, "places": [{}]}')


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("no manifest", "is no published folder: it has no manifest.json"),
        ("half a manifest", "cannot be read"),
        ("a newer manifest", "has format 2, and this app reads 1"),
        ("a document missing", "cannot be read: No such file"),
        ("a document changed", "its hash differs"),
        ("a newer document", "has format 2"),
        ("a document of another form", "is not a document that phones understand"),
    ],
)
def test_a_refused_folder_leaves_the_pack_as_it_was(
    how: str, said: str, published: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(published, how)
    assert main([str(published), "--to", str(target)]) == 1
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.count("\n") == 1
    assert (target / "manifest.json").read_text() == "the one before"
    assert [path.name for path in target.parent.iterdir()] == ["pack"]


@pytest.mark.parametrize("server", ["umay.example", "ftp://umay.example", "", "https://"])
def test_a_server_that_is_no_address_is_refused(
    server: str, published: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(published), "--to", str(target), "--server", server]) == 1
    assert "--server" in capsys.readouterr().err
    assert (target / "manifest.json").read_text() == "the one before"


def test_a_place_that_cannot_be_written_is_refused(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main([str(published), "--to", str(tmp_path / "file" / "pack")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_app_takes_its_list_and_its_server_from_the_pack(
    published: Path, target: Path, tmp_path: Path
) -> None:
    assert main([str(published), "--to", str(target), "--server", "https://umay.example/"]) == 0
    connection = open_store(tmp_path / "phone").connection
    assert mirror.load_pack(connection, target)
    assert connection.execute("SELECT count(*) FROM place").fetchone()[0] == 41
    connection.close()
    assert read_config(["--pack", str(target)], {}).server_url == "https://umay.example"


def test_only_what_the_manifest_names_is_packed(published: Path, target: Path) -> None:
    assert main([str(published), "--to", str(target)]) == 0
    named = {entry["name"] for entry in read(target)["documents"]}
    assert {path.name for path in target.iterdir()} == named | {"manifest.json"}
    assert [path.name for path in target.parent.iterdir()] == ["pack"]


def test_an_example_says_so_and_asks_the_usual_server(published: Path, target: Path) -> None:
    assert main([str(published), "--to", str(target), "--example"]) == 0
    assert json.loads((target / "server.json").read_text()) == {"example": True}
    assert read_config(["--pack", str(target)], {}).server_url == read_config([], {}).server_url
