"""The folder to build from: complete in itself, and nothing beside it needed."""

import py_compile
import subprocess
import sys
from pathlib import Path

import pytest

from mobile.packaging import stage

WITHOUT_SYSTEM_ZONES = {"PYTHONTZPATH": "", "PATH": "/usr/bin:/bin"}
ASK_LOCAL_TIME = """
import sys
import {module} as clock
from datetime import UTC, datetime
import zoneinfo
assert zoneinfo.TZPATH == (), zoneinfo.TZPATH
print(clock.local(datetime(2026, 7, 1, 12, tzinfo=UTC)).hour, "tzdata" in sys.modules)
"""


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """A staged folder."""
    folder = tmp_path / "phone"
    assert stage.main([str(folder)]) == 0
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the Python of the tests in a folder, with no system time-zone database."""
    return subprocess.run(
        [sys.executable, "-B", *words],
        cwd=folder,
        env=WITHOUT_SYSTEM_ZONES,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_folder_that_exists_is_refused(staged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stage.main([str(staged)]) == 1
    assert "exists" in capsys.readouterr().err


def test_the_entrance_stands_on_top_beside_the_settings(staged: Path) -> None:
    names = sorted(path.name for path in staged.iterdir())
    assert names == ["buildozer.spec", "main.py", "mobile", "shared"]
    py_compile.compile(str(staged / "main.py"), cfile=str(staged / "main.pyc"), doraise=True)


def test_what_only_packages_the_app_does_not_travel_in_it(staged: Path) -> None:
    assert not (staged / "mobile" / "packaging").exists()
    assert not list(staged.rglob("__pycache__"))


def test_the_staged_entrance_runs_the_staged_app(staged: Path) -> None:
    shown = run(staged, "main.py", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "The UMay phone app." in shown.stdout
    found = run(staged, "-c", "import mobile.config as here; print(here.__file__)")
    assert Path(found.stdout.strip()).is_relative_to(staged)


def test_local_time_is_known_without_a_system_database(staged: Path) -> None:
    shown = run(staged, "-c", ASK_LOCAL_TIME.format(module="shared.clock"))
    assert shown.stdout == "13 True\n", shown.stderr


def test_without_tzdata_there_would_be_no_local_time(staged: Path) -> None:
    hidden = "import sys; sys.modules['tzdata'] = None\n"
    shown = run(staged, "-c", hidden + ASK_LOCAL_TIME.format(module="shared.clock"))
    assert "ZoneInfoNotFoundError" in shown.stderr
