"""The demonstration's hand for the stores: `python -m demo.draw_store FOLDER` draws the pictures.

Each device of Google Play in its own size; every place in them is invented and says so.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from demo.apart import make_folder, run_apart
from demo.moments import last_friday_night
from demo.server import DemoServer
from demo.store_shots import DEVICES
from shared.problems import Problem


def main() -> int:
    """Draw them; return 0 only if each is whole."""
    parser = argparse.ArgumentParser(prog="demo.draw_store")
    parser.add_argument("folder", type=Path)
    pictures: Path = parser.parse_args().folder.absolute()
    try:
        make_folder(pictures)
    except Problem as problem:
        sys.stderr.write(f"{problem.title}\n{problem.detail}\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="umay-store-") as folder:
        night = last_friday_night(datetime.now(UTC))
        server = DemoServer(Path(folder), port=0, clock=night)
        server.make_example(night)
        words = [folder, str(server.published), night.isoformat(), str(pictures)]
        return max(run_apart(["demo.store_shots", device, *words]) for device in DEVICES)


if __name__ == "__main__":
    sys.exit(main())
