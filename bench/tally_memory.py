"""Measurements: how much memory the pass over a release's answers takes, in a process of its own.

`python -m bench.tally_memory FIRST_WEEK LAST_WEEK` prints how many answers there were and by how
many bytes the process grew at most.
"""

import os
import sys
from pathlib import Path

from backend.app import create_app
from backend.config import read_config
from backend.domain.tallying import tally
from backend.services.releasing.geography import areas_today
from backend.services.releasing.making import said_in
from backend.services.transaction import read


def main() -> int:
    """Count the answers of some weeks and print what it took."""
    weeks = sys.argv[1], sys.argv[2]
    with create_app(read_config(os.environ)).app_context(), read() as session:
        areas = areas_today(session)
        before = _bytes("VmRSS")
        done = tally(said_in(session, weeks, set(), b"bench"), areas)
    print(done.answers, _bytes("VmHWM") - before)
    return 0


def _bytes(name: str) -> int:
    """Return a line of /proc/self/status; ru_maxrss would remember the parent's size as well."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main())
