"""The demonstration's gallery, run: every screen of the app in every look.

`python -m demo.all_looks DIR`; each look is drawn by a process of its own, two at a time, so that
the memory of one is given back before the next begins.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from demo.apart import make_folder, run_apart
from demo.ending import end_as_with_ctrl_c
from demo.gallery import ELSEWHERE, RESIZED, STATES, Look, looks
from demo.moments import last_friday_night
from demo.server import DemoServer
from shared.problems import Problem

AT_ONCE = 2
"""Looks drawn beside each other: each takes a processor, and up to half a gigabyte."""


def main() -> int:
    """Draw the gallery; return 0 only if every picture of every look is as it should be."""
    parser = argparse.ArgumentParser(prog="umay gallery", description="Every screen, every look.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go")
    pictures: Path = parser.parse_args().folder.absolute()
    end_as_with_ctrl_c()
    try:
        make_folder(pictures)
        with tempfile.TemporaryDirectory(prefix="umay-gallery-") as folder:
            return _draw(Path(folder), pictures)
    except Problem as problem:
        sys.stderr.write(f"{problem.title}\n{problem.detail}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _draw(folder: Path, pictures: Path) -> int:
    night = last_friday_night(datetime.now(UTC))
    server = DemoServer(folder, port=0, clock=night)
    print("Making the example network …", flush=True)
    server.make_example(night)

    def draw(look: Look) -> int:
        phone = [str(folder / "phones"), str(server.published)]
        return run_apart(["demo.one_look", look.name, *phone, night.isoformat(), str(pictures)])

    wrong = failed_looks(looks(), draw)
    each, many = len(STATES) + len(RESIZED) + len(ELSEWHERE), len(list(looks()))
    if wrong:
        print(f"Not every picture is right: {', '.join(wrong)} of {many} looks.")
        return 1
    print(f"{each * many} pictures in {pictures}: {each} states in {many} looks.")
    return 0


def failed_looks(wanted: Iterable[Look], draw: Callable[[Look], int]) -> list[str]:
    """Draw looks beside each other, at most `AT_ONCE`; return the names of those that failed."""
    chosen = list(wanted)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = list(pool.map(draw, chosen))
    return [look.name for look, code in zip(chosen, codes, strict=True) if code]


if __name__ == "__main__":
    sys.exit(main())
