"""Reading the work tree: which files are the project's own."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Made by tools, not by people.
MADE = {"node_modules", "build", "dist", "var", "instance", "vendor", "__pycache__"}


def project_files() -> list[Path]:
    """Return every file that is tracked or about to be, relative to the root."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        names: Iterable[Path] = {Path(name) for name in listed.split("\0") if name}
    else:
        names = _walk()
    return sorted(name for name in names if (ROOT / name).is_file())


def source_files() -> list[Path]:
    """Return the Python files that are not tests, relative to the root."""
    return [name for name in python_files() if name.parts[0] != "tests"]


def files_of_tests() -> list[Path]:
    """Return the Python files under tests, relative to the root."""
    return [name for name in python_files() if name.parts[0] == "tests"]


def python_files() -> list[Path]:
    """Return all Python files of the project, relative to the root."""
    return [name for name in project_files() if name.suffix == ".py"]


def read(name: Path) -> str:
    """Return a project file's text; bytes that are no text become marks."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def _walk() -> Iterable[Path]:
    for folder, below, files in os.walk(ROOT):
        below[:] = [name for name in below if name not in MADE and not name.startswith(".")]
        yield from (Path(folder, name).relative_to(ROOT) for name in files)
