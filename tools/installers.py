"""Tools: the two programs that can install Python packages, uv (fast) and pip (everywhere)."""

import ast
import os
import shutil
import subprocess
from pathlib import Path

from tools import stamps
from tools.layout import Layout
from tools.refusal import Refusal
from tools.running import attempt, insist

# What uv calls the settings that a machine's pip configuration may carry.
UV_NAMES = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}


def uv_settings(pip_config_list: str) -> dict[str, str]:
    """Translate what `pip config list` prints, so that uv asks the same index as pip would."""
    settings: dict[str, str] = {}
    for line in pip_config_list.splitlines():
        name, _, quoted = line.partition("=")
        key = UV_NAMES.get(name.rpartition(".")[2])
        if key and key not in os.environ:
            settings[key] = str(ast.literal_eval(quoted))
    if not Path(settings.get("SSL_CERT_FILE", os.devnull)).exists():
        del settings["SSL_CERT_FILE"]
    return settings


def uv_environment(layout: Layout) -> dict[str, str]:
    """Return the settings under which uv respects this machine's pip configuration."""
    listed = subprocess.run(
        [layout.python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    return {"UV_PYTHON_DOWNLOADS": "never", **uv_settings(listed.stdout)}


def ensure_pip(layout: Layout) -> None:
    """Make sure that the environment has pip, which an environment made by uv lacks."""
    if attempt([layout.python, "-m", "pip", "--version"], cwd=layout.root) is not None:
        insist(
            [layout.python, "-m", "ensurepip", "--default-pip"],
            cwd=layout.root,
            advice="Delete the folder .venv and run `./umay setup` again.",
        )


def pip_install(layout: Layout) -> list[str | Path]:
    """Return how the environment's own pip is told to install, by hashes only."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    return [layout.python, "-m", "pip", "install", *quiet, "--require-hashes"]


def fetch_tool(layout: Layout, name: str) -> Path:
    """Install requirements/NAME.lock into a folder of its own and return the folder.

    Raises Refusal if pip cannot fetch it.
    """
    folder, lock = layout.fetched_tool(name), layout.lock(name)
    wanted = stamps.fingerprint([lock])
    if not stamps.is_fresh(layout.stamp(name), wanted, [folder]):
        ensure_pip(layout)
        shutil.rmtree(folder, ignore_errors=True)
        insist(
            [*pip_install(layout), "--target", folder, "-r", lock],
            cwd=layout.root,
            advice="Check the network and pip's own configuration (`pip config list`).",
        )
        stamps.write(layout.stamp(name), wanted)
    return folder


def find_uv(layout: Layout) -> Path | None:
    """Return uv from the PATH, or fetched with pip, or None where neither can be had."""
    found = shutil.which("uv")
    if found:
        return Path(found)
    try:
        return fetch_tool(layout, "installer") / "bin" / "uv"
    except Refusal:
        return None
