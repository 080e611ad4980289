"""Mutants: putting changed code into the functions that live in this process.

A module that is imported anew would be another one: others hold what they took from the first. So
the functions stay, and are given the mutant's code. They are found among all that lives, whatever
decorators they stand behind.
"""

import ast
import functools
import gc
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any

Place = tuple[str, int]
"""A function's qualified name and its first line, which a change inside it leaves as they are."""


class Living:
    """The functions of some files and the caches around them, as they live when this is made.

    What was frozen (`gc.freeze`) would not be found among all that lives: it is thawed first.
    """

    def __init__(self, files: Iterable[str]) -> None:
        names = frozenset(files)
        self._functions: dict[str, list[FunctionType]] = {name: [] for name in names}
        self._caches: list[functools._lru_cache_wrapper[Any]] = []
        gc.unfreeze()
        for each in gc.get_objects():
            # By `type`: a proxy whose object is gone cannot say what it is.
            if type(each) is FunctionType and each.__code__.co_filename in names:
                self._functions[each.__code__.co_filename].append(each)
            elif type(each) is functools._lru_cache_wrapper:
                code = getattr(each.__wrapped__, "__code__", None)
                if code is not None and code.co_filename in names:
                    self._caches.append(each)

    def forget_answers(self) -> None:
        """Empty every cache of functools around one of the functions."""
        for cache in self._caches:
            cache.cache_clear()

    def put(self, tree: ast.Module, file: str) -> int:
        """Give the functions of a file the code of a tree; return how many are others now."""
        by_place: dict[Place, CodeType] = {
            (code.co_qualname, code.co_firstlineno): code
            for code in _codes(compile(tree, file, "exec", dont_inherit=True))
        }
        changed = 0
        for function in self._functions[file]:
            old: Any = function.__code__
            new = by_place.get((old.co_qualname, old.co_firstlineno))
            if new is not None and new != old and new.co_freevars == old.co_freevars:
                function.__code__ = new
                changed += 1
        self.forget_answers()
        return changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
