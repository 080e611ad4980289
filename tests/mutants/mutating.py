"""Mutants: the changes inside a module's functions, drawn by a seed, and the tree of each."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutants.changing import Change, changes_of, removal_of

LONGEST = 70
"""Letters of a change that are shown."""
LOGGERS = {"logging", "log", "logger", "LOG", "LOGGER", "_log", "_logger"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """One change: which of its module, where, from what to what.

    `statement` is the line where the statement begins that it is in, `function` the outermost
    function or method.
    """

    number: int
    line: int
    statement: int
    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.line} {self.function}: {self.before} -> {self.after}"


@dataclass(frozen=True)
class _Site:
    function: str
    statement: int
    change: Change
    around: ast.AST


def mutants_of(source: str) -> list[Mutant]:
    """Return every mutant of a module in the order of its lines; pure, the same each time."""
    return [
        Mutant(
            number,
            getattr(site.change[0], "lineno", site.statement),
            site.statement,
            site.function,
            *_shown(site),
        )
        for number, site in enumerate(_sites(ast.parse(source)))
    ]


def drawn(mutants: list[Mutant], most: int, seed: str) -> list[Mutant]:
    """Return so many mutants by chance, the same for the same seed, in the order of their lines.

    Chance is a hash of what a mutant is, not of where: an edit elsewhere in the file leaves it.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    by_chance = []
    for mutant in mutants:
        what = (mutant.function, mutant.before, mutant.after)
        seen[what] += 1
        text = "\n".join((seed, *what, str(seen[what])))
        by_chance.append((hashlib.sha256(text.encode()).hexdigest(), mutant))
    chosen = [mutant for _, mutant in sorted(by_chance, key=lambda each: each[0])[:most]]
    return sorted(chosen, key=lambda mutant: mutant.number)


def tree_of(source: str, number: int) -> ast.Module:
    """Return the module's tree with the change of that number made, and nothing else."""
    tree = ast.parse(source)
    for at, site in enumerate(_sites(tree)):
        if at == number:
            old, new = site.change
            _replace(tree, old, ast.copy_location(new, old))
            return ast.fix_missing_locations(tree)
    raise IndexError(number)


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list) and any(each is old for each in value):
                value[:] = [new if each is old else each for each in value]
                return


def _shown(site: _Site) -> tuple[str, str]:
    old, new = site.change
    if site.around is old:
        before, after = _text(old), _text(new)
    else:
        before = _text(site.around)
        _replace(site.around, old, new)
        after = _text(site.around)
        _replace(site.around, new, old)
    # Where the change stands late in something long, what is the same before it is left out.
    same = next((at for at in range(len(before)) if before[: at + 1] != after[: at + 1]), 0)
    start = 0 if len(before) <= LONGEST else max(0, same - LONGEST // 2)
    return before[start : start + LONGEST], after[start : start + LONGEST]


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _sites(tree: ast.Module) -> Iterator[_Site]:
    yield from _in_scope(tree.body, "")


def _in_scope(body: list[ast.stmt], prefix: str) -> Iterator[_Site]:
    """Find the functions of a module or class, and the changes in each."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _in_scope(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, Function):
            for statement in node.body:
                yield from _in_statement(statement, f"{prefix}{node.name}")


def _in_statement(node: ast.stmt, function: str) -> Iterator[_Site]:
    if _is_left_out(node):
        return
    for change in (*removal_of(node), *changes_of(node)):
        yield _Site(function, node.lineno, change, change[0])
    for child in _children(node):
        yield from _below(child, node, function, node.lineno)


def _below(node: ast.AST, parent: ast.AST, function: str, statement: int) -> Iterator[_Site]:
    if isinstance(node, ast.stmt):
        yield from _in_statement(node, function)
        return
    for change in changes_of(node):
        # A number alone says too little.
        is_told_alone = not isinstance(change[0], ast.Constant) or isinstance(parent, ast.stmt)
        yield _Site(function, statement, change, change[0] if is_told_alone else parent)
    for child in _children(node):
        yield from _below(child, node, function, statement)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node holds, without annotations, decorators, parameters and how text looks."""
    if isinstance(node, Function):
        yield from node.body
    elif isinstance(node, ast.AnnAssign):
        yield from () if node.value is None else (node.value,)
    elif isinstance(node, ast.FormattedValue):
        yield node.value
    elif isinstance(node, ast.Call) and _is_named(node.func, "cast"):
        yield from node.args[1:]
    else:
        yield from ast.iter_child_nodes(node)


def _is_left_out(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        return _is_named(node.test, "TYPE_CHECKING")
    if not isinstance(node, ast.Expr):
        return False
    call = node.value
    logs = (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in LOGGERS
    )
    return logs or isinstance(call, ast.Constant)


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
