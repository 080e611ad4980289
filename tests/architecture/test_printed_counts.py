"""Every printed count goes through one type: nobody reads a release's cells beside it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = (
    *sorted((ROOT / "backend" / "services" / "perception").glob("*.py")),
    *(ROOT / "backend" / "domain" / f"{name}.py" for name in ("figures", "statistics")),
    *(ROOT / "backend" / "domain" / f"{name}.py" for name in ("comparisons", "weighting")),
)
TEMPLATES = ROOT / "backend" / "console" / "templates" / "console" / "perception"
COUNTS = r"(?:number|count|total|base(?:\(\))?|visits|records|answers|base_one|base_other)"
BARE = re.compile(rf"\b{COUNTS} (?:is (?:not )?none|or |%}}|==|<|>)|if (?:[a-z_]+\.)*{COUNTS} ")
"""A count that a template reads as a number, or asks whether it is there."""

MAY_READ_CELLS = ("backend/services/perception/reading.py", "backend/services/releasing/")


def bare_numbers(text: str) -> list[str]:
    """Return the annotations that could hold a count as a number or nothing."""
    found = []
    for node in ast.walk(ast.parse(text)):
        told = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        found += [ast.unparse(each) for each in told if isinstance(each, ast.expr)]
    return [each for each in found if re.search(r"\bint \| None|None \| int\b", each)]


def readers_of_cells() -> Iterator[str]:
    for path in sorted((ROOT / "backend").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name == "backend/storage/releases.py" or "migrations" in name:
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"\b(?:cells_of|ReleaseCellRow)\b", text):
            yield name


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_no_reader_of_figures_holds_a_count_as_a_number_or_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert bare_numbers(text) == []
    assert ".shown" not in text.replace("quarters.shown", "")


def test_a_count_that_may_be_nothing_is_found() -> None:
    # The control.
    assert bare_numbers("class Part:\n    base: int | None\n") == ["int | None"]
    assert bare_numbers("def f(x: dict[str, int | None]) -> int | None: ...") == [
        "int | None",
        "dict[str, int | None]",
    ]


def test_cells_of_releases_are_read_through_one_gate() -> None:
    """What stores and audits them reads them too; what tells people of them does not."""
    assert [name for name in readers_of_cells() if not name.startswith(MAY_READ_CELLS)] == []
    assert MAY_READ_CELLS[0] in readers_of_cells()


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_no_page_asks_whether_a_count_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"{[%{].*?[%}]}", text, re.DOTALL)
    assert [each for each in code if BARE.search(each)] == []


@pytest.mark.parametrize(
    "code",
    ["{% if number is none %}", "{% if found.borough.visits %}", "{{ row.base or 0 }}"],
    ids=["none", "truth", "default"],
)
def test_a_page_that_does_is_found(code: str) -> None:
    # The control.
    assert BARE.search(code)


def test_replies_to_residents_print_no_figures() -> None:
    """ "You said, we did" is what an officer writes: no release is read for it."""
    for name in ("services/replies.py", "console/replies.py"):
        text = (ROOT / "backend" / name).read_text(encoding="utf-8")
        assert not re.search(r"perception|figures|statistics|releases", text.partition("\n")[2])
