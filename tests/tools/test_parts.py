"""The parts of a run: what belongs to one, what runs in the suite, and names that there are."""

import re

import pytest

from tests.architecture.tree import files_of_tests, read
from tests.support.parts import PARTS, runs_in

BOTH, ALONE = pytest.mark.full("pages").mark, pytest.mark.full("pages", alone=True).mark
NAMED = re.compile(r'(?:mark\.full|is_part)\("(\w+)"')


@pytest.mark.parametrize(
    ("part", "marks", "runs"),
    [
        ("", [], True),
        ("", [BOTH], True),
        ("", [ALONE], False),
        ("", [BOTH, ALONE], False),
        ("twins", [], True),
        ("twins", [ALONE], False),
        ("pages", [], False),
        ("pages", [BOTH], True),
        ("pages", [ALONE], True),
        ("fire", [BOTH], False),
    ],
)
def test_a_test_runs_where_its_marks_say(part: str, marks: list[pytest.Mark], runs: bool) -> None:
    assert runs_in(part, marks) is runs


def test_every_part_that_a_test_names_is_one() -> None:
    named = {name for path in files_of_tests() for name in NAMED.findall(read(path))}
    assert named == {*PARTS}
