"""Tests keep their own rules: each can fail, and none waits by the clock."""

import ast

import pytest

from tests.architecture.tree import files_of_tests, read

Function = ast.FunctionDef | ast.AsyncFunctionDef
CLAIMS = ("assert", "raises", "warns", "fail")


def faults(source: str) -> list[str]:
    """Name the tests that claim nothing, and the lines that sleep."""
    tree = ast.parse(source)
    silent = [
        f"{node.lineno}: {node.name} claims nothing"
        for node in ast.walk(tree)
        if isinstance(node, Function) and node.name.startswith("test_") and not _claims(node)
    ]
    return silent + [
        f"{node.lineno}: sleeps"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) == "sleep"
    ]


def _claims(test: Function) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and _name(node.func).lstrip("_").startswith(CLAIMS))
        for node in ast.walk(test)
    )


def _name(function: ast.expr) -> str:
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    return str(name)


def test_every_test_claims_something_and_none_sleeps() -> None:
    found = [f"{name}:{fault}" for name in files_of_tests() for fault in faults(read(name))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    ["def test_x():\n    run()", "import time\ntime.sleep(1)", "async def test_x():\n    pass"],
)
def test_a_test_that_breaks_a_rule_is_reported(source: str) -> None:
    assert len(faults(source)) == 1


@pytest.mark.parametrize(
    "body", ["assert x", "with pytest.raises(ValueError): x()", "assert_page(x)"]
)
def test_a_claim_may_take_several_forms(body: str) -> None:
    assert faults(f"def test_x():\n    {body}") == []
