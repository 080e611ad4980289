"""A copy of the server's program, which a test may change as an upgrade does."""

import os
import shutil
from pathlib import Path

from tests.support.serving import ROOT


def a_copy(folder: Path) -> Path:
    """Copy what the server runs on; fonts and scripts are looked up where they are."""
    static = Path("backend", "web", "static")
    for room in ("backend", "shared"):
        shutil.copytree(
            ROOT / room,
            folder / room,
            ignore=lambda where, _: {"static"} if where.endswith("backend/web") else set(),
        )
    os.symlink(ROOT / static, folder / static)
    return folder


def change_version(folder: Path, text: str) -> None:
    """Put another file in place of the one that holds the version, as an upgrade does."""
    written = folder / "shared" / "version.new"
    written.write_text(text, encoding="utf-8")
    written.rename(folder / "shared" / "version.py")
