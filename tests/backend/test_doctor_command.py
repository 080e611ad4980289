"""The doctor as an operator calls it: a process of its own, a line each, an exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend.test_cli import ROOT, run, set_up


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, but what each start of the application makes by itself.

    Those are the folder of sessions, and SQLite's own files beside a database.
    """
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
        if path.parent.name != "sessions"
    }


def test_it_says_a_line_of_each_thing_and_changes_nothing(
    migrated_file: Path, tmp_path: Path
) -> None:
    set_up(migrated_file, tmp_path)
    (tmp_path / "data").chmod(0o750)
    before = files_of(tmp_path)
    done = run(tmp_path, "doctor", UMAY_BASE_URL="http://127.0.0.1:1")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "soon", "wrong", "unknown"}
    assert f"wrong    files     others may enter {tmp_path / 'data'}. chmod 700" in done.stdout
    assert "wrong    https     nobody answers at http://127.0.0.1:1" in done.stdout
    assert files_of(tmp_path) == before


def test_a_database_that_is_away_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    away = "postgresql://127.0.0.1:1/umay"
    done = run(tmp_path, "doctor", "--json", UMAY_DATABASE_URL=away)
    told = json.loads(done.stdout)
    assert (done.returncode, told["state"]) == (1, "wrong")
    assert "Traceback" not in done.stderr
    of_tables = [each for each in told["findings"] if each["about"] == "tables"]
    assert [each["state"] for each in of_tables] == ["wrong"]
    assert [each["state"] for each in told["findings"] if each["about"] == "backup"] == ["unknown"]


@pytest.mark.full("operations", alone=True)
def test_the_script_brings_nothing_up_to_date_first(tmp_path: Path) -> None:
    words = [sys.executable, str(ROOT / "umay"), "doctor"]
    told = {**os.environ, "UMAY_DATA_DIR": str(tmp_path), "UMAY_BASE_URL": "http://127.0.0.1:1"}
    done = subprocess.run(words, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "wrong    tables    there are none. Run `init`." in done.stdout
    assert list(tmp_path.glob("*.sqlite3*")) == []
