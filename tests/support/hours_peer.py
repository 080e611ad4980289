"""opening_hours.js as a peer: in which minutes it holds hours to be open, in England."""

import json
import os
import subprocess
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from tools.layout import Layout
from tools.node import find_node

SCRIPT = Path(__file__).with_suffix("").with_name("opening_hours.mjs")
ROOT = Path(__file__).resolve().parents[2]
DAYS = 731
"""Two years."""

Said = list[tuple[int, int]] | str
"""Open intervals in minutes after the first midnight, or why the text was refused."""


def peer_reads(texts: Sequence[str], first: date, days: int = DAYS) -> list[Said]:
    """Return what the peer says of each text, for so many days; its clock has no summer time."""
    last = first + timedelta(days=days)
    said = subprocess.run(
        [find_node(Layout(ROOT)), SCRIPT, ROOT / "node_modules", f"{first}", f"{last}"],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    found = json.loads(said.stdout)
    return [each if isinstance(each, str) else [tuple(pair) for pair in each] for each in found]
