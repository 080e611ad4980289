"""Commands as an operator runs them: clear words, and exit codes that scripts can trust."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend.cast import a_network, a_place
from tests.support import warm

ROOT = Path(__file__).resolve().parents[2]
CLOCK = "2026-11-27T23:30:00Z"


def run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "UMAY_DATA_DIR": str(folder / "data"), **settings}
    return warm.run("flask", "--app", "backend", *words, env=environment)


def set_up(migrated_file: Path, folder: Path) -> None:
    """Give the commands of a folder their database, as `init` would have made it."""
    (folder / "data").mkdir()
    shutil.copy(migrated_file, folder / "data" / "umay.sqlite3")


def one_block(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a refusal said, after checking that it is no traceback."""
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr.strip()


@pytest.mark.parametrize("words", [("init",), ("run",), ("publish",), ("openapi",)])
def test_a_wrong_setting_ends_every_command_with_one_sentence(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = run(tmp_path, *words, UMAY_CLOCK="soon")
    assert done.returncode == 1
    assert one_block(done).startswith("A setting is missing or wrong.")
    assert "UMAY_CLOCK" in done.stderr
    assert len(one_block(done).splitlines()) == 1


def test_the_data_folder_is_its_owners_alone_whichever_command_comes_first(tmp_path: Path) -> None:
    assert run(tmp_path, "openapi").returncode == 0
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_gunicorn_ends_with_the_same_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "backend/gunicorn.conf.py",
            "backend.app:create_app()",
        ],
        cwd=ROOT,
        env={**os.environ, "UMAY_ENV": "production", "UMAY_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert one_block(done).startswith("A setting is missing or wrong.")
    assert "UMAY_SECRET_KEY" in done.stderr


def test_a_database_that_cannot_be_reached_is_said_plainly(tmp_path: Path) -> None:
    done = run(tmp_path, "init", UMAY_DATABASE_URL="postgresql://127.0.0.1:1/umay")
    assert done.returncode == 1
    assert "The database cannot be reached." in one_block(done)


def test_a_faulty_network_file_is_listed_fault_by_fault(
    migrated_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "network.json"
    path.write_text(json.dumps(a_network(places=[a_place(lat=100, kind="zoo")])))
    set_up(migrated_file, tmp_path)
    done = run(tmp_path, "load-network", str(path))
    assert done.returncode == 1
    first, *faults = one_block(done).splitlines()
    assert first == "The file was not taken in. Nothing has been changed."
    assert [fault.split(":")[0].strip() for fault in faults] == ["places/0/lat", "places/0/kind"]


def test_a_command_without_its_file_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert run(tmp_path, "load-network").returncode == 2


def test_from_nothing_to_a_published_network(tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    path.write_text(json.dumps(a_network()))
    for words in (("init",), ("init",), ("load-network", str(path)), ("publish",)):
        done = run(tmp_path, *words, UMAY_CLOCK=CLOCK)
        assert (done.returncode, done.stderr) == (0, "")
    manifest = json.loads((tmp_path / "data/published/manifest.json").read_bytes())
    assert (manifest["version"], manifest["published_at"][:16]) == (2, CLOCK[:16])
    again = run(tmp_path, "publish", "--new-epoch", UMAY_CLOCK=CLOCK)
    assert "Published version 1: 8 documents" in again.stdout


def test_the_description_can_be_printed(tmp_path: Path) -> None:
    done = run(tmp_path, "openapi")
    assert json.loads(done.stdout)["openapi"] == "3.1.0"
