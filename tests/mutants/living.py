"""Mutants: putting changed code into the functions that live in this process.

A module that is imported anew would be another one: others hold what they took from the first. So
the functions stay, and are given the mutant's code. They are found among all that lives, whatever
decorators they stand behind.
"""

import ast
import functools
import gc
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

Place = tuple[str, int]
"""A function's qualified name and its first line, which a change inside it leaves as they are."""


def functions_from(file: str) -> list[FunctionType]:
    """Return every function alive whose code came from a file."""
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, FunctionType) and each.__code__.co_filename == file
    ]


def forget_answers(files: frozenset[str]) -> None:
    """Empty every cache of functools around a function of these files."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            code = getattr(each.__wrapped__, "__code__", None)
            if code is not None and code.co_filename in files:
                each.cache_clear()


def put(tree: ast.Module, file: str) -> int:
    """Give the functions of a file the code of a tree; return how many are others now."""
    by_place: dict[Place, CodeType] = {
        (code.co_qualname, code.co_firstlineno): code
        for code in _codes(compile(tree, file, "exec", dont_inherit=True))
    }
    changed = 0
    for function in functions_from(file):
        old: Any = function.__code__
        new = by_place.get((old.co_qualname, old.co_firstlineno))
        if new is not None and new != old and new.co_freevars == old.co_freevars:
            function.__code__ = new
            changed += 1
    forget_answers(frozenset((file,)))
    return changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
