"""Reading a migration: does it hold anybody up, or take from old processes what they read?"""

import ast
from collections.abc import Iterator

MARKER = "COMPATIBLE_FROM"
BUILDERS = {"build_index", "drop_index"}
TAKING = {"drop_column", "drop_table", "rename_table"}
RENAMING = {"new_column_name", "new_table_name"}
TAKING_WORDS = ("DROP COLUMN", "DROP TABLE", "RENAME ")


def faults(source: str, before: str) -> list[str]:
    """Name what a migration does that it may not while the version before still runs.

    `before` is the revision of the newest released version. Where a column is added, it has to be
    written into the call itself, so that it can be read here.
    """
    tree = ast.parse(source)
    known = {
        target.id: str(node.value.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    revision, compatible_from = known.get("revision", ""), known.get(MARKER, "")
    if not compatible_from:
        return [f"says no {MARKER}"]
    found = [] if compatible_from <= revision else [f"{MARKER} is later than itself"]
    calls = list(_calls_of_upgrade(tree))
    made = {_first(call) for name, call in calls if name == "create_table"}
    found += [trouble for name, call in calls for trouble in _of_call(name, call, made)]
    if {name for name, _ in calls} & BUILDERS and {name for name, _ in calls} - BUILDERS:
        found.append("builds an index and does something else")
    if compatible_from <= before:
        found += [f"takes away what {before} reads: {word}" for word in _taken(calls)]
    return found


def _calls_of_upgrade(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in what `upgrade` does, functions of the file included."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    waiting, seen = ["upgrade"], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions:
            continue
        seen.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                waiting.append(str(called))
                if called not in functions:
                    yield str(called), node


def _of_call(name: str, call: ast.Call, made: set[str]) -> Iterator[str]:
    table = _text(call.args[1]) if len(call.args) > 1 else ""
    if name == "create_index" and table not in made:
        yield f"create_index on {table or 'a table'} that is in use: build_index"
    if name == "add_column":
        yield from _of_column(call)
    if name == "execute" and "INDEX " in _words(call):
        yield "an index in plain SQL: build_index"


def _of_column(call: ast.Call) -> Iterator[str]:
    columns = [arg for arg in call.args if isinstance(arg, ast.Call)]
    if not columns or getattr(columns[0].func, "attr", "") != "Column":
        yield "add_column is not given sa.Column(...) itself"
        return
    told = {word.arg: word.value for word in columns[0].keywords}
    is_needed = ast.unparse(told.get("nullable", ast.Constant(True))) == "False"
    if is_needed and "server_default" not in told:
        yield f"add_column {_first(columns[0])}: NOT NULL without a server_default"


def _taken(calls: list[tuple[str, ast.Call]]) -> Iterator[str]:
    for name, call in calls:
        if name in TAKING or RENAMING & {str(word.arg) for word in call.keywords}:
            yield name
        if name == "execute":
            yield from (word for word in TAKING_WORDS if word in _words(call))


def _words(call: ast.Call) -> str:
    """Return all texts in a call, in capitals."""
    held = [str(node.value) for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return " ".join(held).upper()


def _first(call: ast.Call) -> str:
    return _text(call.args[0]) if call.args else ""


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""
