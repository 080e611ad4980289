"""Migrations are one line without a gap, and hold up nobody who runs the version before."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.migration_rules import faults
from tests.architecture.tree import ROOT

FOLDER = ROOT / "backend" / "storage" / "migrations" / "versions"
FILES = sorted(FOLDER.glob("[0-9]*.py"))
LAST_BEFORE_THE_RULES = "0014"
DOWN = re.compile(r'^revision = "(\d{4})"\ndown_revision = (None|"(\d{4})")$', re.MULTILINE)


def test_each_file_bears_its_revisions_number_and_follows_the_one_before() -> None:
    # A process reads from the names alone which migration is its newest.
    found = [DOWN.search(path.read_text(encoding="utf-8")) for path in FILES]
    numbers = [path.name[:4] for path in FILES]
    assert [match and match[1] for match in found] == numbers
    assert [match and match[3] for match in found] == [None, *numbers[:-1]]


def released_before(number: str) -> str:
    """Return the newest revision of a released version that comes before a migration."""
    recorded = [
        json.loads(path.read_text(encoding="utf-8"))["revision"] for path in ROOT.glob(RECORDED)
    ]
    return max((one for one in recorded if one < number), default=LAST_BEFORE_THE_RULES)


RECORDED = "tests/upgrades/recorded/*/database.json"


def test_no_migration_holds_up_or_breaks_what_still_runs() -> None:
    found = [
        f"{path.name}: {fault}"
        for path in FILES
        if path.name[:4] > LAST_BEFORE_THE_RULES
        for fault in faults(path.read_text(encoding="utf-8"), released_before(path.name[:4]))
    ]
    assert not found, "\n".join(found)


def a_migration(upgrade: str, compatible_from: str | None = "0014") -> list[str]:
    marker = f'COMPATIBLE_FROM = "{compatible_from}"\n' if compatible_from else ""
    return faults(f'revision = "0015"\n{marker}def upgrade():\n    {upgrade}\n', "0014")


@pytest.mark.parametrize(
    "upgrade",
    [
        'op.create_index("ix", "feedback", ["week"])',
        'changing.create_index("ix", ["week"])',
        'op.create_table("new"); op.create_index("ix", "feedback", ["week"])',
        'op.execute("CREATE INDEX ix ON feedback (week)")',
        'op.add_column("feedback", sa.Column("x", sa.Integer(), nullable=False))',
        'op.add_column("feedback", column("x"))',
        'build_index("ix", "feedback", ["week"]); op.create_table("new")',
        'op.drop_column("feedback", "week")',
        'op.drop_table("visit")',
        'op.execute("ALTER TABLE feedback DROP COLUMN week")',
        'op.execute("ALTER TABLE feedback RENAME TO answer")',
        'op.alter_column("feedback", "week", new_column_name="weeks")',
        'op.rename_table("visit", "visits")',
        "step()\n\ndef step():\n    op.drop_table('visit')",
    ],
)
def test_a_migration_that_would_is_reported(upgrade: str) -> None:
    assert len(a_migration(upgrade)) == 1


def test_one_that_does_not_say_whom_it_serves_or_says_the_future_is_reported() -> None:
    assert len(a_migration("pass", None)) == 1
    assert len(a_migration("pass", "0016")) == 1


@pytest.mark.parametrize(
    "upgrade",
    [
        "pass",
        'build_index("ix", "feedback", ["week"])',
        'op.create_table("new"); op.create_index("ix", "new", ["week"])',
        'op.add_column("feedback", sa.Column("x", sa.Integer()))',
        'op.add_column("feedback", sa.Column("x", nullable=False, server_default="0"))',
    ],
)
def test_a_migration_that_only_adds_is_well(upgrade: str) -> None:
    assert a_migration(upgrade) == []


def test_what_no_released_version_reads_may_be_taken_away() -> None:
    assert a_migration('op.drop_column("feedback", "week")', "0015") == []


def test_every_migration_before_the_rules_is_there() -> None:
    assert Path(FILES[13]).name.startswith(LAST_BEFORE_THE_RULES)
