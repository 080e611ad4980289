"""Goal R15: in airplane mode a cold start shows the nearest places and asks no network for them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.mobile.cast import write_pack

ROOT = Path(__file__).resolve().parents[2]
WITHIN_S = 60


def cold_start(folder: Path, *variant: str) -> dict[str, Any]:
    """Start the app in a process without a network; return what it showed and tried."""
    pack = write_pack(folder / "pack")
    words = ["-m", "tests.journeys.airplane", str(pack), str(folder / "phone"), *variant]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_nearest_place_is_drawn_without_a_single_network_call(tmp_path: Path) -> None:
    told = cold_start(tmp_path)
    assert told["headline"] == "Night Haven (example)"
    assert told["calls"] == []


def test_without_a_network_the_list_stays(tmp_path: Path) -> None:
    told = cold_start(tmp_path)
    assert told["trouble"] == "no-answer"
    assert told["still"] == "Night Haven (example)"


def test_a_start_that_asks_first_would_be_noticed(tmp_path: Path) -> None:
    assert cold_start(tmp_path, "sync-first")["calls"] != []
