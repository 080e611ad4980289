"""Every decision has its record, and the index names them all."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ("Status: ", "## Context", "## Decision", "## Consequences")


def test_records_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_has_its_number_and_all_its_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert [part for part in PARTS if part not in text] == []


def test_the_index_names_every_record_by_its_title() -> None:
    listed = re.findall(r"\[(\d+)\]\((\S+\.md)\) \| (.+) \|", (FOLDER / "README.md").read_text())
    titles = [path.read_text(encoding="utf-8").splitlines()[0][2:] for path in RECORDS]
    assert [name for _, name, _ in listed] == [path.name for path in RECORDS]
    assert [f"{number}. {title}" for number, _, title in listed] == titles
