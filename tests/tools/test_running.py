"""Starting other programs: Pythons keep their bytecode, whatever the machine says."""

import sys
from pathlib import Path

import pytest

from tools.layout import Layout
from tools.running import follow, keep_bytecode


def test_pythons_that_are_started_keep_their_bytecode_beside_the_environment(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "/elsewhere")
    (tmp_path / "needed.py").write_text("X = 1\n")
    program = [sys.executable, "-c", "import needed"]
    assert follow(program, cwd=tmp_path) == 0
    assert list(tmp_path.rglob("*.pyc")) == []
    keep_bytecode(layout.bytecode)
    assert follow(program, cwd=tmp_path) == 0
    kept = [path for path in layout.bytecode.rglob("*.pyc") if path.name.startswith("needed.")]
    assert len(kept) == 1
    assert not (tmp_path / "__pycache__").exists()
