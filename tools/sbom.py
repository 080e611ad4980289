"""Tools: `umay sbom`, what the server runs on as a CycloneDX document (JSON)."""

import sys
import tempfile
from pathlib import Path

from tools.installers import fetch_tool
from tools.layout import Layout
from tools.running import insist, say

TOOL = "sbom"
LOCK = "backend"
"""What the container installs, and nothing else."""
WORDS = ("--output-reproducible", "--spec-version=1.6", "--output-format=JSON", "--validate")


def write(layout: Layout, target: Path | None) -> None:
    """Write every pinned package of the server, with version and hashes, to a file or the screen.

    The same lock gives the same bytes. Raises Refusal if the tool cannot be fetched.
    """
    if target is not None:
        _write(layout, target.absolute())
        say(f"written: {target}")
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "sbom.json"
        _write(layout, made)
        sys.stdout.write(made.read_text(encoding="utf-8"))


def _write(layout: Layout, target: Path) -> None:
    """Have cyclonedx-bom read the lock, check its document against the schema, and write it."""
    about = ("--pyproject", layout.root / "pyproject.toml", "--output-file", target)
    insist(
        [layout.python, "-m", "cyclonedx_py", "requirements", *WORDS, *about, layout.lock(LOCK)],
        cwd=layout.root,
        env={"PYTHONPATH": str(fetch_tool(layout, TOOL))},
        advice="Name a file in a folder that is there.",
    )
