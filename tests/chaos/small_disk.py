"""A disk of a few hundred kilobytes that only one process and its children see."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.serving import ROOT

MOUNT = 'mount -t tmpfs -o "size=$1k" none "$2" && shift 2 && exec "$@"'
END_WITHIN_S = 120
FILLER = "filler"
BLOCK = bytes(4096)


def run_on_small_disk(size_kib: int, folder: Path, module: str, *words: str) -> dict[str, Any]:
    """Run a module's program with a disk of its own at a folder and return the JSON it prints.

    Skips the test on a machine that forbids such a disk, with the machine's own words.
    """
    folder.mkdir()
    forbidden = _run(size_kib, folder, "true")
    if forbidden.returncode:
        pytest.skip(f"this machine gives no disk of its own: {forbidden.stderr.strip()}")
    done = _run(size_kib, folder, sys.executable, "-m", module, str(folder), *words)
    assert done.returncode == os.EX_OK, f"it crashed: {done.stderr}"
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def fill(folder: Path, most_bytes: int | None = None) -> None:
    """Take room from a disk: so many bytes, or all that is left."""
    left = most_bytes
    with (folder / FILLER).open("ab", buffering=0) as file:
        while left is None or left > 0:
            try:
                written = file.write(BLOCK)
            except OSError:
                return
            left = None if left is None else left - written


def make_room(folder: Path) -> None:
    """Give the room back."""
    (folder / FILLER).unlink()


def _run(size_kib: int, folder: Path, *program: str) -> subprocess.CompletedProcess[str]:
    # Only root of its own user namespace may mount, where the caller is not root already.
    private = "-m" if os.geteuid() == 0 else "-rm"
    words = ["unshare", private, "sh", "-c", MOUNT, "sh", str(size_kib), str(folder)]
    return subprocess.run(
        [*words, *program],
        cwd=ROOT,
        env={**os.environ, "KIVY_NO_CONSOLELOG": "1", "KIVY_HOME": str(folder.parent / "kivy")},
        capture_output=True,
        text=True,
        timeout=END_WITHIN_S,
        check=False,
    )
