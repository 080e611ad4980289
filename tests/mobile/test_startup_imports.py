"""What is not loaded before the first list: each of these takes longer than drawing it (D8)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.first_frame import STARTED
from bench.starting import AT, NOBODY, fill_store
from tests.mobile.cast import NOW, write_pack

ROOT = Path(__file__).resolve().parents[2]
LATE = {"geopy", "marshmallow", "requests", "astral", "kivy_garden", "hmac"}
START = """
import sys
{first}
from bench.first_frame import AfterImport, main
# The worker may load what it likes; it is held back, so that only the start is seen.
hold = lambda module: setattr(module.Context, "start_exchange", lambda self: None)
sys.meta_path.insert(0, AfterImport("mobile.context", hold))
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A phone's memory with the example network, as a second start finds it."""
    folder = tmp_path_factory.mktemp("start")
    fill_store(folder / "phone", write_pack(folder / "pack", NOW))
    return folder / "phone"


def loaded_too_early(memory: Path, home: Path, first: str = "") -> set[str]:
    """Start the app in a process of its own; return what it loaded too early."""
    words = ["list", "--data", str(memory), "--pack", str(home), "--at", AT]
    words += ["--server", NOBODY, "--clock", NOW.isoformat()]
    done = subprocess.run(
        [sys.executable, "-c", START.format(first=first), *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "KIVY_HOME": str(home), STARTED: "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return LATE & set(json.loads(done.stdout)["modules"])


@pytest.fixture(scope="module")
def early(memory: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the real start loads too early."""
    return loaded_too_early(memory, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def spoilt(memory: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What a start loads too early that begins with loading all of them: one process for six."""
    first = "import " + ", ".join(sorted(LATE))
    return loaded_too_early(memory, tmp_path_factory.mktemp("spoilt"), first)


@pytest.mark.parametrize("name", sorted(LATE))
def test_it_is_not_loaded_before_the_first_list(name: str, early: set[str]) -> None:
    assert name not in early


@pytest.mark.parametrize("name", sorted(LATE))
def test_what_is_loaded_early_is_seen(name: str, spoilt: set[str]) -> None:
    assert name in spoilt
