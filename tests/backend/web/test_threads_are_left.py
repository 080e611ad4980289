"""All queues of dear work together let in fewer than a process has threads."""

import ast

from backend.account import hashing
from backend.finder import find
from backend.web import sheets
from tests.architecture.tree import ROOT


def threads() -> int:
    """Return how many threads a process of the service has."""
    tree = ast.parse((ROOT / "backend/gunicorn.conf.py").read_text(encoding="utf-8"))
    (value,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "threads"
    ]
    return int(ast.literal_eval(value))


def test_some_threads_are_always_left_for_residents() -> None:
    dear = hashing.AT_ONCE + hashing.MAY_WAIT + sheets.AT_ONCE + sheets.MAY_WAIT
    dear += find.AT_ONCE + find.MAY_WAIT
    assert dear + 2 <= threads()
