"""Programs of Node that only a measurement needs: installed once, into a folder of their own."""

from pathlib import Path

import pytest

from tools import node
from tools.layout import Layout
from tools.refusal import Refusal

NPM = '#!/bin/sh\n[ "$1" = ci ] && [ -f package-lock.json ] && /bin/mkdir node_modules\n'


@pytest.fixture
def pinned(layout: Layout, tmp_path: Path) -> Path:
    """A folder that pins something, in a tree with npm's settings."""
    (layout.root / ".npmrc").write_text("save-exact=true\n")
    folder = tmp_path / "searchlight"
    folder.mkdir()
    (folder / "package.json").write_text("{}")
    (folder / "package-lock.json").write_text("{}")
    return folder


def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program called npm in the place of all others."""
    programs = tmp_path / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "npm").write_text(script)
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))


def test_packages_are_installed_once_for_what_is_pinned(
    layout: Layout, pinned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm(tmp_path, monkeypatch, NPM)
    folder = node.fetch_packages(layout, pinned)
    assert folder == layout.fetched_tool("searchlight")
    assert {each.name for each in folder.iterdir()} == {
        *(".npmrc", "package.json", "package-lock.json", "node_modules")
    }
    (folder / "node_modules" / "mine").touch()
    node.fetch_packages(layout, pinned)
    assert (folder / "node_modules" / "mine").exists()
    (pinned / "package-lock.json").write_text('{"lockfileVersion": 3}')
    node.fetch_packages(layout, pinned)
    assert not (folder / "node_modules" / "mine").exists()


def test_where_no_npm_can_be_had_that_is_said(
    layout: Layout, pinned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm(tmp_path, monkeypatch, "#!/bin/sh\nexit 1\n")
    layout.lock("node").touch()
    with pytest.raises(Refusal):
        node.fetch_packages(layout, pinned)
    assert not layout.stamp("searchlight").exists()
