"""Tools: what share of each room's branches the tests take, held against tests/coverage.toml."""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.layout import Layout

NOT_MEASURED = "coverage: not measured; `./umay test --coverage` measures the whole suite"


def check(layout: Layout) -> int:
    """Say which rooms have fallen under their floor; return 0 if none has."""
    if not layout.coverage.exists():
        print(NOT_MEASURED)
        return 0
    floors = tomllib.loads((layout.root / "tests" / "coverage.toml").read_text(encoding="utf-8"))
    rooms = json.loads(layout.coverage.read_text(encoding="utf-8"))
    faults = under(floors["least_percent"], rooms)
    for fault in faults:
        print(f"coverage: {fault}")
    if not faults:
        print(f"coverage: all {len(rooms)} rooms keep to their floors")
    return 1 if faults else 0


def under(least: Mapping[str, float], rooms: Mapping[str, Sequence[int]]) -> list[str]:
    """Return what is wrong: a room under its floor, a room without one, a floor of no room."""
    faults = [
        f"of {room} {100 * taken / there:.1f} % of the branches are taken, and "
        f"{least[room]:g} % is its floor: test what was added"
        for room, (taken, there) in rooms.items()
        if there and 100 * taken / there < least.get(room, 0)
    ]
    faults += [f"{room} has no floor" for room in rooms if room not in least]
    faults += [f"{room} has a floor and is no room" for room in least if room not in rooms]
    return sorted(faults)


if __name__ == "__main__":
    sys.exit(check(Layout(Path(__file__).resolve().parent.parent)))
