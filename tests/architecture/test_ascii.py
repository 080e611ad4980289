"""Digits are 0 to 9: what is kept is never spelt in another script's.

`\\s` and `\\b` may stand: they match what lies between, which nobody keeps.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.tree import read, source_files

DIGITS = "shared/digits.py"
OF_ANY_SCRIPT = {"isdigit", "isdecimal", "isnumeric"}
WORDS = {"shared/spelling.py": "words of names, in any language"}
"""Where a pattern may know letters of any script, and why."""


def faults(source: str, *, may_read_words: bool = False) -> list[str]:
    """Name the lines that take digits, or letters, of every script."""
    return [
        f"{line}: {what}"
        for node in ast.walk(ast.parse(source))
        for line, what in _faults_at(node, may_read_words=may_read_words)
    ]


def _faults_at(node: ast.AST, *, may_read_words: bool) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Attribute) and node.attr in OF_ANY_SCRIPT:
        yield node.lineno, node.attr
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\\d" in node.value:
        yield node.lineno, "\\d"
    if isinstance(node, ast.Call) and not may_read_words:
        said = ast.unparse(node)
        # A pattern that is named is seen where it is made.
        is_pattern = said.startswith("re.") and "re.ASCII" not in said
        if is_pattern and ("\\\\w" in said or "\\w" in said or "IGNORECASE" in said):
            yield node.lineno, "a pattern of every script"


def test_digits_and_patterns_are_ascii() -> None:
    found = [
        f"{name}:{fault}"
        for name in source_files()
        if name.as_posix() != DIGITS and name.parts[0] in ("backend", "mobile", "shared")
        for fault in faults(read(name), may_read_words=name.as_posix() in WORDS)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "text.isdigit()",
        "[each for each in ids if each.isdecimal()]",
        "re.compile(r'(\\d{4})-W(\\d{2})')",
        "PATTERN = r'\\d+'",
        "re.sub(r'\\w+', '', text)",
        "re.compile('[a-z]+', re.IGNORECASE)",
    ],
)
def test_what_takes_every_script_is_reported(source: str) -> None:
    assert len(faults(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "re.compile('[0-9]+')",
        "re.sub(r'\\w+', '', text, flags=re.ASCII)",
        "re.split(r'\\s+', text)",
    ],
)
def test_what_takes_ascii_alone_is_not(source: str) -> None:
    assert faults(source) == []
