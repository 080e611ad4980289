"""The tables of the docs name each room and each word of the house, and each of them once."""

import re
from collections import Counter

from tests.architecture.rooms import ROOMS
from tests.architecture.tree import ROOT

BESIDE = {"tests"}
"""Rooms that may import everything, and so need no line in the rules."""
ROW = re.compile(r"^\| (?P<first>[^|]+?) \|", re.MULTILINE)


def first_cells(text: str) -> list[str]:
    """Return the first cell of each row of a document's tables, without their heads."""
    cells = [match["first"] for match in ROW.finditer(text)]
    return [cell for cell in cells if cell not in {"room", "word"} and set(cell) != {"-"}]


def rooms_in(text: str) -> list[str]:
    """Return the rooms that a table names, as the rules write them."""
    named = re.findall(r"`([^`]+)`", " ".join(first_cells(text)))
    return [name.removesuffix("/").removesuffix(".py") for name in named]


def room_faults(text: str, rooms: set[str]) -> list[str]:
    """Return the rooms that a table leaves out, names twice, or makes up."""
    named = Counter(rooms_in(text))
    return sorted({*(rooms - named.keys()), *(named.keys() - rooms), *_twice(named)})


def word_faults(text: str) -> list[str]:
    """Return the words that a glossary explains more than once; a row may explain several."""
    words = [word.strip().lower() for cell in first_cells(text) for word in cell.split(",")]
    return sorted(_twice(Counter(words)))


def _twice(named: Counter[str]) -> set[str]:
    return {name for name, count in named.items() if count > 1}


def test_every_room_stands_in_the_architecture_once() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert room_faults(text, set(ROOMS) | BESIDE) == []


def test_every_word_stands_in_the_glossary_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert len(first_cells(text)) > 30
    assert word_faults(text) == []


TABLE = "| room | what |\n|---|---|\n| `a/`, `b/c.py` | x |\n| `a/d/` | about `a/` |\n"


def test_a_table_that_is_true_passes() -> None:
    assert room_faults(TABLE, {"a", "b/c", "a/d"}) == []


def test_a_room_left_out_named_twice_or_made_up_is_reported() -> None:
    assert room_faults(TABLE, {"a", "b/c", "a/d", "e"}) == ["e"]
    assert room_faults(TABLE + "| `a/` | again |\n", {"a", "b/c", "a/d"}) == ["a"]
    assert room_faults(TABLE, {"a", "b/c"}) == ["a/d"]


def test_a_word_explained_twice_is_reported() -> None:
    once = "| word | means |\n|---|---|\n| place | x |\n| feedback, answer | y |\n"
    assert word_faults(once) == []
    assert word_faults(once + "| Answer | z |\n") == ["answer"]
