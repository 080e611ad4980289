"""OWASP ASVS 5.0: every requirement of levels 1 and 2 has one row, and what a row names exists."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LISTED = Path(__file__).with_name("asvs-5.0.tsv").read_text(encoding="utf-8").splitlines()
WANTED = [tuple(line.split("\t")) for line in LISTED if line[0] in "123456789"]
TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ANSWERS = ("test", "document", "does not apply", "not met")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
SUMMED = re.compile(r"^\| ([a-z ]+) \| (\d+) \|", re.MULTILINE)
NAMED = re.compile(r"`([^`]+)`")


def absent_and_besides(text: str) -> list[str]:
    """Name the requirements that have no row, or two, and the rows that are no requirement."""
    found = Counter((number, level) for number, level, *_ in ROW.findall(text))
    wrong = {each for each in [*WANTED, *found] if found[each] != 1 or each not in WANTED}
    return sorted(number for number, _ in wrong)


def unanswered(text: str) -> list[str]:
    """Name the rows without one of the answers, or without what that answer must name."""
    return [
        number
        for number, _, _, answer, where in ROW.findall(text)
        if answer not in ANSWERS
        or (answer == "test" and not re.search("`tests/", where))
        or (answer == "document" and not NAMED.search(where))
        or len(where) < 5
    ]


def not_there(text: str) -> list[str]:
    """Return the files, and the tests behind `::`, that rows name and that are not there."""
    named = {name for *_, where in ROW.findall(text) for name in NAMED.findall(where)}
    return sorted(name for name in named if not _is_there(name))


def miscounted(text: str) -> list[str]:
    """Return the answers whose number at the top is not that of their rows."""
    rows = Counter(answer for _, _, _, answer, _ in ROW.findall(text))
    summed = {answer: int(count) for answer, count in SUMMED.findall(text)}
    return [answer for answer in ANSWERS if summed.get(answer) != rows[answer]]


def _is_there(name: str) -> bool:
    path, _, test = name.partition("::")
    if not (ROOT / path).is_file():
        return False
    return not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")


def test_the_list_has_the_numbers_of_the_standard() -> None:
    assert Counter(level for _, level in WANTED) == {"1": 70, "2": 183}
    assert len(set(WANTED)) == len(WANTED)


def test_every_requirement_has_one_row_and_no_row_is_besides() -> None:
    assert absent_and_besides(TEXT) == []


def test_every_row_has_an_answer_and_what_belongs_to_it() -> None:
    assert unanswered(TEXT) == []


def test_what_a_row_names_is_there() -> None:
    assert not_there(TEXT) == []


def test_the_numbers_at_the_top_are_those_of_the_rows() -> None:
    assert miscounted(TEXT) == []


FIRST = "| 1.1.1 | 2 |"


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        (FIRST, "| 1.1.x | 2 |", ["1.1.1"]),
        (FIRST, "| 1.1.2 | 2 |", ["1.1.1", "1.1.2"]),
        (FIRST, "| 1.1.1 | 1 |", ["1.1.1", "1.1.1"]),
        (FIRST, f"| 1.2.10 | 3 | besides | test | `tests/x.py` |\n{FIRST}", ["1.2.10"]),
    ],
)
def test_a_row_that_is_absent_double_or_besides_is_reported(
    old: str, new: str, reported: list[str]
) -> None:
    assert absent_and_besides(TEXT.replace(old, new, 1)) == reported


@pytest.mark.parametrize(
    "end",
    [
        "perhaps | `tests/x.py` |",
        " | `tests/x.py` |",
        "test | somebody looked |",
        "test | `docs/asvs.md` |",
        "document | somewhere |",
        "not met |  |",
    ],
)
def test_a_row_without_its_answer_is_reported(end: str) -> None:
    assert unanswered(f"{FIRST} asked | {end}") == ["1.1.1"]


@pytest.mark.parametrize("name", ["tests/nowhere.py", "tests/conftest.py::test_nothing", "docs"])
def test_what_is_not_there_is_reported(name: str) -> None:
    row = f"{FIRST} asked | test | `{name}` and `docs/asvs.md` |"
    assert not_there(row) == [name]


def test_a_wrong_number_at_the_top_is_reported() -> None:
    assert miscounted(TEXT.replace("| not met | ", "| not met | 1", 1)) == ["not met"]
