"""Measurements of the app at work: how the figures of `bench.gliding` become rows of the table."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.starting import fill_store
from bench.table import Goal, Row

FRAME_MS, LEAVE_MS, MOST_GROWTH = 16.0, 300.0, 1.05


def gliding_rows(folder: Path, published: Path, places: int, runs: int) -> list[Row]:
    """Measure scrolling, changing screens and leaving with a long list, each the median of runs."""
    fill_store(folder / "gliding", published, places)
    told = [_run(folder / "gliding", published) for _ in range(runs)]
    frames = [sorted(each["frames_ms"]) for each in told]
    whole = median(each["whole_ms"] for each in told)

    def at(percent: int) -> float:
        return float(median(quantiles(each, n=100)[percent - 1] for each in frames))

    slowest = median(each[-1] for each in frames)
    what = f"scrolling {places:,} places"
    return [
        Row(f"{what}, half of the frames within", at(50), "ms"),
        Row(f"{what}, 95 of 100 within", at(95), "ms"),
        Row(f"{what}, 99 of 100 within", at(99), "ms"),
        Row(
            f"{what}, slowest frame", slowest, "ms", whole, "all rows at once", Goal(FRAME_MS, "ms")
        ),
        Row(
            "memory after 500 screen changes",
            median(each["grown"] for each in told),
            "×",
            1.0,
            "before them",
            Goal(MOST_GROWTH),
        ),
        Row(
            "leaving, to the empty screen",
            median(each["leave_ms"] for each in told),
            "ms",
            goal=Goal(LEAVE_MS, "ms"),
        ),
    ]


def _run(data: Path, pack: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.gliding", str(data), str(pack)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"no figures: {done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told
