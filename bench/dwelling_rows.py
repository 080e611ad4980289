"""Measurements of a long stay: how the figures of `bench.dwelling` become rows of the table."""

import json
import subprocess
import sys
from pathlib import Path

from bench.starting import fill_store
from bench.table import Goal, Row

MOST_MEMORY, MOST_GROWTH, MOST_WAKES = 1.6, 1.05, 10.0


def dwelling_rows(folder: Path, published: Path, changes: int, seconds: float) -> list[Row]:
    """Stay in the app and in a blank window at the same time, so that both are as disturbed."""
    fill_store(folder / "dwelling", published)
    words = (str(seconds), str(changes), str(folder / "dwelling"), str(published))
    running = [_begin("app", *words), _begin("blank", str(seconds))]
    ours, blank = (_end(each) for each in running)

    def row(what: str, name: str, unit: str, goal: Goal | None = None) -> Row:
        return Row(what, ours[name], unit, blank[name], "blank window", goal)

    megabytes = {"resident_kb": 1 / 1024}
    for told in (ours, blank):
        told |= {name: told[name] * factor for name, factor in megabytes.items()}
    after = f"after {changes} page changes and {seconds:g} s"
    return [
        row(f"memory {after}", "resident_kb", "MB", Goal(MOST_MEMORY)),
        Row("the same", ours["grown"], "×", 1.0, "after 100 changes", Goal(MOST_GROWTH)),
        row("waking, untouched", "wakes", "a second", Goal(MOST_WAKES, "a second")),
        row("processor, untouched", "busy", "s a second"),
    ]


def _begin(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.dwelling", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _end(process: subprocess.Popen[str]) -> dict[str, float]:
    said, trouble = process.communicate()
    if process.returncode or not said:
        raise RuntimeError(f"no figures: {trouble[-2000:]}")
    told: dict[str, float] = json.loads(said)
    return told
