"""The pictures of the documents: each whole, as large as was asked, and shown somewhere."""

import re

import pytest

from demo.document_pictures import SIZES, WITH_WIDGETS
from demo.faults import faults_of
from tests.architecture.tree import ROOT, project_files, read

FOLDER = "docs/pictures"
SHOWN = re.compile(r"pictures/([\w-]+)\.png")


def committed() -> set[str]:
    """Return the names of the pictures that stand beside the documents, without their ending."""
    return {
        path.stem
        for path in project_files()
        if path.parent.as_posix() == FOLDER and path.suffix == ".png"
    }


def shown() -> set[str]:
    """Return the names of the pictures that a document shows."""
    pages = [path for path in project_files() if path.suffix == ".md"]
    return {name for page in pages for name in SHOWN.findall(read(page))}


@pytest.mark.parametrize("name", sorted(SIZES))
def test_a_picture_is_whole_and_shows_nothing_but_its_widgets(name: str) -> None:
    path = ROOT / FOLDER / f"{name}.png"
    assert faults_of(path, SIZES[name], has_widgets=name in WITH_WIDGETS) == []


def test_every_committed_picture_is_one_that_a_command_draws() -> None:
    assert committed() == set(SIZES)


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    assert shown() == set(SIZES)
