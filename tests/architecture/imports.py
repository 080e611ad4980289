"""Checking one source file against the table of rooms."""

import ast
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.rooms import ANY, RESERVED, RESERVED_CALLS, ROOMS

OWN = {name.partition("/")[0] for name in ROOMS} | {"tests"}
# These two are entered by naming their rooms; what lies beside a room has none.
OPEN_HALLS = {"backend", "mobile"}


def violations(name: str, source: str) -> list[str]:
    """Return what the file breaks, one plain sentence each; an empty list means it is well."""
    path = PurePosixPath(name)
    here = room_of_file(path)
    if here is None:
        return [f"{name}: belongs to no room; add a line to tests/architecture/rooms.py"]
    tree = ast.parse(source, filename=name)
    found = []
    for line, target in imported(tree, path):
        trouble = _refused(here, target) or _reserved(path, target)
        if trouble:
            found.append(f"{name}:{line}: {trouble}")
    return found + [f"{name}:{line}: {trouble}" for line, trouble in _calls(tree, path)]


def room_of_file(path: PurePosixPath) -> str | None:
    """Return the innermost room that a file belongs to, or None."""
    plain = path.with_suffix("")
    entrance = path.stem in {"__init__", "__main__"}
    for candidate in (plain, *plain.parents):
        text = str(candidate)
        at_home = text not in OPEN_HALLS or (entrance and str(path.parent) == text)
        if text in ROOMS and at_home:
            return text
    return None


def room_of_target(target: str) -> str:
    """Return the innermost room that a dotted name points into, else the name as a path."""
    path = PurePosixPath(target.replace(".", "/"))
    return next((str(step) for step in (path, *path.parents) if str(step) in ROOMS), str(path))


def imported(tree: ast.AST, path: PurePosixPath) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of everything imported, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _start(node, path)
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and (target := _by_name(node)):
            yield node.lineno, target


def _start(node: ast.ImportFrom, path: PurePosixPath) -> str:
    if not node.level:
        return node.module or ""
    folders = path.parent.parts[: len(path.parent.parts) - node.level + 1]
    return ".".join([*folders, node.module] if node.module else folders)


def _by_name(call: ast.Call) -> str | None:
    """Return the module that `import_module("x")` or `__import__("x")` names."""
    function = call.func
    name = getattr(function, "attr", None) or getattr(function, "id", None)
    first = call.args[0] if call.args else None
    if name in {"import_module", "__import__"} and isinstance(first, ast.Constant):
        return str(first.value)
    return None


def _refused(here: str, target: str) -> str | None:
    room, top = ROOMS[here], target.partition(".")[0]
    if top in OWN:
        there = room_of_target(target)
        allowed = there == here or there in room.rooms or _inside(there, room.rooms)
        return None if allowed else f"{here} must not import {there}"
    if _named(target, room.never):
        return f"{here} must not import {target}"
    if top in sys.stdlib_module_names or room.libraries == ANY or _named(target, room.libraries):
        return None
    return f"{here} must not import {target}"


def _inside(there: str, rooms: frozenset[str]) -> bool:
    return any(there.startswith(f"{room}/") for room in rooms - OPEN_HALLS)


def _named(target: str, names: frozenset[str]) -> bool:
    return any(target == name or target.startswith(f"{name}.") for name in names)


def _reserved(path: PurePosixPath, target: str) -> str | None:
    for library, where, excepted in RESERVED:
        if _named(target, frozenset({library})) and _holds(path, where, excepted):
            return f"only {' and '.join(excepted)} may import {library}"
    return None


def _calls(tree: ast.AST, path: PurePosixPath) -> Iterator[tuple[int, str]]:
    called = [
        (node.lineno, node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    for line, method in called:
        for name, where, excepted in RESERVED_CALLS:
            if method == name and _holds(path, where, excepted):
                yield line, f"only {' and '.join(excepted) or 'nobody here'} may call .{name}()"


def _holds(path: PurePosixPath, where: str, excepted: tuple[str, ...]) -> bool:
    text = str(path.with_suffix(""))
    return (not where or text.startswith(f"{where}/")) and not text.startswith(excepted)
