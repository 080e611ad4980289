"""The command that puts code apps under the current key: what it says, and its exit code."""

import sqlite3
from pathlib import Path

from tests.backend.services.code_apps import in_the_form_of_before
from tests.backend.test_cli import CLOCK, run, set_up

OLD, NEW = "the-key-of-last-year", "the-key-of-this-year"
KEY = "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH"
ACCOUNT = (
    "INSERT INTO staff (email, name, role, active, fs_uniquifier, created_at, tf_totp_secret) "
    "VALUES ('a@council.example', 'Anna', 'officer', 1, 'a', '2026-01-01 00:00:00', ?)"
)


def rotated(folder: Path, *keys: str) -> tuple[int, str, str]:
    """Return the exit code of the command and what it said."""
    told = {"UMAY_SECRET_KEY": keys[0], "UMAY_SECRET_KEY_OLD": " ".join(keys[1:])}
    done = run(folder, "rotate", UMAY_CLOCK=CLOCK, **told)
    return done.returncode, done.stdout, done.stderr


def test_it_says_what_is_done_and_until_when_the_older_key_is_needed(
    migrated_file: Path, tmp_path: Path
) -> None:
    set_up(migrated_file, tmp_path)
    with sqlite3.connect(tmp_path / "data" / "umay.sqlite3") as database:
        database.execute(ACCOUNT, [in_the_form_of_before(KEY, OLD)])
    database.close()
    code, said, refused = rotated(tmp_path, NEW, OLD)
    assert (code, refused) == (0, "")
    assert said.startswith("1 code app is encrypted anew, of 1.\nNothing in the database hangs")
    assert "until 28 November 2026, 11:3" in said
    assert rotated(tmp_path, NEW) == (0, "0 code apps are encrypted anew, of 1.\n", "")
    code, said, refused = rotated(tmp_path, "yet-another")
    assert (code, said) == (1, "0 code apps are encrypted anew, of 1.\n")
    assert refused.startswith("1 code app is encrypted under a key that is not listed.")
