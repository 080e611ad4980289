"""Tools: each folder's share of the time that tests take, held against tests/budget.toml.

The shares are of processor seconds, so that a slow or busy machine changes nothing.
"""

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tools.layout import Layout

NOT_MEASURED = "budget: not measured; `./umay test --profile` measures the whole suite"


def check(layout: Layout) -> int:
    """Say which folders take a larger share than their line allows; return 0 if none does."""
    measured = layout.profile
    if not measured.exists():
        print(NOT_MEASURED)
        return 0
    lines = tomllib.loads((layout.root / "tests" / "budget.toml").read_text(encoding="utf-8"))
    by_folder = json.loads(measured.read_text(encoding="utf-8"))["by_folder"]
    faults = over(lines["most_percent"], shares(by_folder))
    for fault in faults:
        print(f"budget: {fault}")
    if not faults:
        print(f"budget: all {len(by_folder)} folders keep to their lines")
    return 1 if faults else 0


def shares(by_folder: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the share of each folder in percent."""
    spent = {folder: sum(phases.values()) for folder, phases in by_folder.items()}
    whole = sum(spent.values()) or 1.0
    return {folder: 100 * seconds / whole for folder, seconds in spent.items()}


def over(most: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """Return what is wrong: a share past its line, a folder without a line, a line of no folder."""
    faults = [
        f"{folder} takes {share:.1f} % of the time, and {most[folder]:g} % is its line: "
        "take out as much as was put in, or say in a decision why not"
        for folder, share in found.items()
        if share > most.get(folder, 100)
    ]
    faults += [f"{folder} has no line" for folder in found if folder not in most]
    return sorted(faults)


if __name__ == "__main__":
    sys.exit(check(Layout(Path(__file__).resolve().parent.parent)))
