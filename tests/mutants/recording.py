"""Mutants: which statements of which files each test runs, and what each test takes.

Files are given probes for the time of recording, as they are given mutants later: to trace every
call that any library makes would take three times as long. A wider fixture runs once for several
tests: what it runs counts for every test of its module.
"""

import ast
import builtins
import time
from collections import defaultdict
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from tests.mutants.living import Living

Line = tuple[str, int]
"""A file, and the first line of a statement in it."""

PROBE = "_reached_by_a_test"
BODIES = ("body", "orelse", "finalbody")


@dataclass(frozen=True)
class Measured:
    """A test: the statements that it runs, and its seconds of processor time."""

    lines: frozenset[Line]
    cpu_s: float


class Recording:
    """A plugin that records while tests run in this process, which must be thrown away then."""

    def __init__(self, files: Iterable[str], living: Living) -> None:
        self._files, self._living = tuple(files), living
        self._by_test: dict[str, set[Line]] = defaultdict(set)
        self._by_module: dict[str, set[Line]] = defaultdict(set)
        self._seconds: dict[str, float] = {}
        self._into: set[Line] = set()
        self._running, self._since_s = "", 0.0

    def __enter__(self) -> Self:
        """Put probes into the files' functions."""
        setattr(builtins, PROBE, lambda *line: self._into.add(line))
        for file in self._files:
            self._living.put(probed(Path(file).read_text(encoding="utf-8"), file), file)
        return self

    def __exit__(self, *_: object) -> None:
        """End the last test."""
        self._end()

    def begin(self, nodeid: str) -> None:
        """Record for another test from here on."""
        self._end()
        self._living.forget_answers()
        self._running, self._since_s = nodeid, time.process_time()
        self._into = self._by_test[nodeid]

    def measured(self) -> dict[str, Measured]:
        """Return what was recorded by the ids of the tests."""
        return {
            nodeid: Measured(
                frozenset(self._by_test[nodeid] | self._by_module[_module(nodeid)]), seconds
            )
            for nodeid, seconds in self._seconds.items()
        }

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Record what a wider fixture runs for its whole module."""
        narrow = self._into
        if fixturedef.scope != "function":
            self._into = self._by_module[_module(self._running)]
        try:
            return (yield)
        finally:
            self._into = narrow

    def _end(self) -> None:
        if self._running:
            self._seconds[self._running] = time.process_time() - self._since_s


def probed(source: str, file: str) -> ast.Module:
    """Return the module's tree with a probe before each statement of a function."""
    tree = ast.parse(source)
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for node in {inner for function in functions for inner in ast.walk(function)}:
        for name in BODIES:
            body = getattr(node, name, None)
            if isinstance(body, list):
                body[:] = [
                    each for statement in body for each in (_probe(file, statement), statement)
                ]
    return ast.fix_missing_locations(tree)


def _probe(file: str, statement: ast.stmt) -> ast.stmt:
    line: list[ast.expr] = [ast.Constant(file), ast.Constant(statement.lineno)]
    call = ast.Call(ast.Name(PROBE, ast.Load()), line, [])
    return ast.copy_location(ast.Expr(call), statement)


def _module(nodeid: str) -> str:
    return nodeid.partition("::")[0]
