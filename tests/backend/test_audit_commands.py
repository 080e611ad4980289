"""The commands around the audit chain: plain sentences, and exit codes that scripts can trust."""

import sqlite3
from pathlib import Path

import pytest

from tests.backend.test_cli import one_block, run, set_up


@pytest.fixture
def folder(migrated_file: Path, tmp_path: Path) -> Path:
    """A folder with a database of no deeds yet."""
    set_up(migrated_file, tmp_path)
    return tmp_path


def test_an_unreadable_head_is_a_matter_of_usage(folder: Path) -> None:
    assert run(folder, "audit", "verify", "--head", "12").returncode == 2


def test_a_chain_that_does_not_hold_is_said_with_exit_code_1(folder: Path) -> None:
    with sqlite3.connect(folder / "data" / "umay.sqlite3") as connection:
        values = "(1, '2026-11-27 23:30:00', 'staff:1', 'approve', 'place:p-1', '', 'x')"
        connection.execute(f"INSERT INTO audit VALUES {values}")
    connection.close()
    done = run(folder, "audit", "verify")
    assert done.returncode == 1
    assert one_block(done).endswith("Row 1 is not what was written.")


def test_a_tail_that_was_cut_is_said_by_the_head_of_a_mail(folder: Path) -> None:
    done = run(folder, "audit", "verify", "--head", f"7:{'a' * 64}")
    assert done.returncode == 1
    assert "7 rows were sent out" in one_block(done)


def test_a_chain_that_holds_is_said_with_its_head(folder: Path) -> None:
    done = run(folder, "audit", "verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The audit chain holds: 0 rows. Head: 0:{'0' * 64}\n"
    assert run(folder, "audit", "verify", "--head", f"0:{'0' * 64}").returncode == 0


def test_a_role_on_sqlite_is_refused_in_words(folder: Path) -> None:
    done = run(folder, "grant", "umay_web")
    assert done.returncode == 1
    assert "SQLite has no roles" in one_block(done)
