"""Measurements: what Lighthouse finds in pages; it is installed when it is first asked for."""

import json
import os
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

from demo.browser import ARGUMENTS, find_browser
from tools.layout import Layout
from tools.node import fetch_packages, find_node

PINNED = Path(__file__).with_name("lighthouse")
PROGRAM = "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
PATIENCE_S = 180


class Lighthouse:
    """Lighthouse as it comes: a phone of the middle sort on a slow mobile network, simulated."""

    def __init__(self, layout: Layout) -> None:
        """Install it where it is not; raises Refusal if it cannot be had."""
        browser = find_browser()
        if browser is None:
            raise LookupError("There is no Chromium on this machine.")
        self._command = [find_node(layout), fetch_packages(layout, PINNED) / PROGRAM]
        self._env = {**os.environ, "CHROME_PATH": browser}

    def scores(self, url: str, runs: int) -> dict[str, float]:
        """Return the median points of a page in each category, 100 at most."""
        found = [self._look(url) for _ in range(runs)]
        return {each: median(points[each] for points in found) for each in CATEGORIES}

    def _look(self, url: str) -> dict[str, float]:
        words = ["--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}"]
        flags = f"--chrome-flags={' '.join(ARGUMENTS)}"
        done = subprocess.run(
            [*self._command, url, *words, flags],
            env=self._env,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"Lighthouse at {url}: {done.stderr.decode(errors='replace')}")
        told: dict[str, Any] = json.loads(done.stdout)["categories"]
        return {each: 100 * told[each]["score"] for each in CATEGORIES}
