"""The demonstration's processes apart: each gives its memory back when it has done its part."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from demo.server import ROOT
from shared.problems import Problem


def run_apart(words: Sequence[str]) -> int:
    """Run a module with its arguments in a process of its own; return its exit code."""
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=False).returncode


def make_folder(folder: Path) -> None:
    """Make a folder for pictures; raises Problem where nothing can be written to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise Problem("folder-not-writable", f"{folder}: {error.strerror}") from error
