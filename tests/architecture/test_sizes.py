"""No file and no function grows past what one can hold in the head."""

import ast

import pytest

from tests.architecture.tree import project_files, python_files, read, source_files

FILE_LINES = 300
KV_LINES = 250
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


def test_files_stay_short() -> None:
    limits = [(name, FILE_LINES) for name in python_files()]
    limits += [(name, KV_LINES) for name in project_files() if name.suffix == ".kv"]
    lengths = {name: len(read(name).splitlines()) for name, _ in limits}
    long = [f"{name}: {lengths[name]}" for name, limit in limits if lengths[name] > limit]
    assert not long, "\n".join(long)


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
