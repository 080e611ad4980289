"""When the example pack is made, made again, and left alone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tools import deeds, first_pack
from tools.layout import Layout
from tools.refusal import Refusal

PYTHON = """#!/bin/sh
echo "$*" >> "$(dirname "$0")/asked"
"""


@pytest.fixture
def made(layout: Layout) -> Path:
    """A Python that only writes down what it was asked; returns where."""
    layout.python.parent.mkdir(parents=True)
    layout.python.write_text(PYTHON)
    layout.python.chmod(0o755)
    return layout.python.parent / "asked"


def pack(layout: Layout, age: timedelta, about: object = None) -> None:
    """Put a pack of some age into the app."""
    layout.first_pack.mkdir(parents=True)
    published_at = (datetime.now(UTC) - age).isoformat()
    (layout.first_pack / "manifest.json").write_text(json.dumps({"published_at": published_at}))
    if about is not None:
        (layout.first_pack / "server.json").write_text(json.dumps(about))


def test_a_missing_pack_is_made_from_the_example_network(layout: Layout, made: Path) -> None:
    first_pack.ensure(layout)
    write, copy = made.read_text().splitlines()
    folder = write.removeprefix("-m demo.write_published ")
    assert copy == f"-m mobile.packaging.pack {folder}/data/published --example"
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("age_h", "about", "is_made_anew"),
    [
        (1, {"example": True}, False),
        (25, {"example": True}, True),
        (2500, {"server": "https://umay.example"}, False),
        (2500, None, False),
        (2500, [], False),
    ],
)
def test_an_example_is_made_anew_after_a_day_and_a_real_pack_never(
    layout: Layout, made: Path, age_h: int, about: object, is_made_anew: bool
) -> None:
    pack(layout, timedelta(hours=age_h), about)
    first_pack.ensure(layout)
    assert made.exists() == is_made_anew


def test_an_example_whose_moment_cannot_be_read_is_made_anew(layout: Layout, made: Path) -> None:
    pack(layout, timedelta(), {"example": True})
    (layout.first_pack / "manifest.json").write_text('{"published_at": "2026-11-22T14:00:00"}')
    first_pack.ensure(layout)
    assert made.exists()


def test_a_failure_is_quoted_with_a_way_on(layout: Layout, made: Path) -> None:
    layout.python.write_text("#!/bin/sh\necho the disk is full\nexit 1\n")
    with pytest.raises(Refusal, match=r"(?s)the disk is full.*--pack"):
        first_pack.ensure(layout)


def test_a_pack_with_an_unknown_option_points_to_the_help(layout: Layout) -> None:
    with pytest.raises(Refusal, match=r"--sideways.*umay pack --help"):
        deeds.pack(layout, ["--sideways"])
