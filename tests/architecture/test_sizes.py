"""No file and no function grows past what one can hold in the head."""

import ast
from collections.abc import Iterable
from pathlib import PurePath

import pytest

from tests.architecture.tree import project_files, read, source_files

LINES = {".py": 300, ".kv": 250, ".js": 160, ".ts": 250, ".html": 160, ".css": 240}
"""How long a file may be, by its ending: near the longest there is, so that none grows."""
FUNCTION_LINES = 35
FORBIDDEN_NAMES = {
    *("common", "helper", "helpers", "manager", "managers"),
    *("misc", "model", "models", "util", "utils"),
}


def long_functions(source: str) -> list[str]:
    """Name the functions that are longer than the limit, docstring included."""
    return [
        f"{node.name}: {length}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]


def long_files(files: Iterable[tuple[PurePath, str]]) -> list[str]:
    """Name the files that are longer than files of their kind may be."""
    lengths = [(name, len(text.splitlines())) for name, text in files if name.suffix in LINES]
    return [f"{name}: {length}" for name, length in lengths if length > LINES[name.suffix]]


def test_files_stay_short() -> None:
    names = [name for name in project_files() if name.suffix in LINES]
    assert {name.suffix for name in names} == LINES.keys()
    long = long_files((name, read(name)) for name in names)
    assert not long, "\n".join(long)


@pytest.mark.parametrize("ending", LINES)
def test_a_file_over_the_limit_of_its_kind_is_reported(ending: str) -> None:
    name, line = PurePath(f"a{ending}"), "x\n"
    assert long_files([(name, line * LINES[ending])]) == []
    assert long_files([(name, line * (LINES[ending] + 1))]) == [f"a{ending}: {LINES[ending] + 1}"]


def test_functions_stay_short() -> None:
    # A migration is a list of columns, not a line of thought.
    names = [name for name in source_files() if "migrations" not in name.parts]
    long = [f"{name}: {text}" for name in names for text in long_functions(read(name))]
    assert not long, "\n".join(long)


@pytest.mark.parametrize(("lines", "reported"), [(FUNCTION_LINES - 1, 0), (FUNCTION_LINES, 1)])
def test_a_function_over_the_limit_is_reported(lines: int, reported: int) -> None:
    body = "    x = 1\n" * lines
    assert len(long_functions(f"def f():\n{body}")) == reported


def test_no_file_or_folder_bears_a_name_that_says_nothing() -> None:
    named = [name for name in project_files() if name.suffix in {".py", ".kv", ".html", ".js"}]
    empty = [
        str(name)
        for name in named
        if FORBIDDEN_NAMES & {part.partition(".")[0].lower() for part in name.parts}
    ]
    assert not empty, "\n".join(empty)
