"""Tools: the project's own Python environment, .venv, as requirements/dev.lock pins it."""

import importlib.util
import shutil
import sys
from pathlib import Path

from tools import stamps, system_packages
from tools.installers import ensure_pip, find_uv, pip_install, uv_environment
from tools.layout import Layout
from tools.running import attempt, insist, say

NETWORK_ADVICE = (
    "Check the network and pip's own configuration (`pip config list`), then run `./umay setup`."
)


def is_ready(layout: Layout) -> bool:
    """Say whether .venv holds what the lock file pins, without starting anything."""
    return stamps.is_fresh(layout.stamp("python"), _wanted(layout), [layout.python])


def ensure(layout: Layout) -> None:
    """Make .venv hold exactly what the lock file pins; do nothing if it already does."""
    if is_ready(layout):
        return
    _make(layout)
    _install(layout)
    _put_on_path(layout)
    stamps.write(layout.stamp("python"), _wanted(layout))


def _wanted(layout: Layout) -> str:
    # The root is part of it because an environment that was moved no longer works.
    return stamps.fingerprint([layout.lock("dev")], str(layout.root))


def _make(layout: Layout) -> None:
    if attempt([layout.python, "-c", "import encodings"], cwd=layout.root) is None:
        return
    say(f"making .venv with Python {sys.version_info.major}.{sys.version_info.minor}")
    uv = shutil.which("uv")
    if (
        uv
        and attempt(
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, layout.venv],
            cwd=layout.root,
            env={"UV_PYTHON_DOWNLOADS": "never"},
        )
        is None
    ):
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        system_packages.ensure([f"{version}-venv"], "Python's own venv module")
    insist(
        [sys.executable, "-m", "venv", "--clear", layout.venv],
        cwd=layout.root,
        advice="Install your system's package for Python's venv module.",
    )


def _install(layout: Layout) -> None:
    lock = layout.lock("dev")
    say("installing the pinned Python packages into .venv")
    uv = find_uv(layout)
    if uv is not None:
        trouble = attempt(
            [uv, "pip", "sync", "--require-hashes", "--python", layout.python, lock],
            cwd=layout.root,
            env=uv_environment(layout),
        )
        if trouble is None:
            return
        say(f"uv could not install them:\n{trouble}")
    say("installing with pip instead, which takes a minute or two")
    _install_with_pip(layout, lock)


def _install_with_pip(layout: Layout, lock: Path) -> None:
    ensure_pip(layout)
    insist([*pip_install(layout), "-r", lock], cwd=layout.root, advice=NETWORK_ADVICE)


def _put_on_path(layout: Layout) -> None:
    """Make the rooms importable from anywhere: a path file needs no build and no network."""
    for site_packages in layout.venv.glob("lib/python3*/site-packages"):
        (site_packages / "umay.pth").write_text(f"{layout.root}\n", encoding="utf-8")
