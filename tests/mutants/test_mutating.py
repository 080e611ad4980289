"""Mutants are what they are said to be: changes inside functions, the same for the same seed."""

import ast
import gc
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT
from tests.mutants.equivalent import equivalents
from tests.mutants.forking import allow, in_fork
from tests.mutants.living import Living
from tests.mutants.mutating import Mutant, drawn, mutants_of, tree_of
from tests.mutants.targets import GROUPS

TINY = '''
"""Tiny."""
from functools import cache
from typing import cast

MOST = 10
RULE = lambda age: age > 3

@cache
def is_many(count: int, most: int = MOST + 1) -> bool:
    """Return whether it is 1 too many."""
    log.info("asked about %d", count + 1)
    found: "list[1]" = cast("list[1]", [count])
    if count < 0:
        raise ValueError(f"{count:>8} is under 0")
    return found[0] >= most
'''
CHANGES = {
    "count < 0 -> count <= 0",
    "count < 0 -> not count < 0",
    "count < 0 -> count < 1",
    "return found[0] >= most -> return None",
    "found[0] >= most -> found[0] > most",
    "found[0] -> found[1]",
}


def changes(source: str) -> list[str]:
    return [f"{each.before} -> {each.after}" for each in mutants_of(source)]


def test_only_what_a_function_does_is_changed() -> None:
    assert set(changes(TINY)) == CHANGES
    assert {each.function for each in mutants_of(TINY)} == {"is_many"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a is None", "a is None -> a is not None"),
        ("return a in b and c", "a in b and c -> a in b or c"),
        ("return a * 2", "a * 2 -> a / 2"),
        ("a -= b", "a -= b -> a += b"),
        ("x = not a", "not a -> a"),
        ("return b if a else c", "a -> not a"),
        ("return [x for x in a if b]", "b -> not b"),
        ("forget(a)", "forget(a) -> pass"),
        ("for a in b: break", "break -> continue"),
        ("x = min(a)", "min(a) -> max(a)"),
        ("x = any(a)", "any(a) -> all(a)"),
        ("x = sorted(a, key=b)", "sorted(a, key=b) -> sorted(a, key=b, reverse=True)"),
    ],
)
def test_a_change_may_take_many_forms(body: str, expected: str) -> None:
    assert expected in changes(f"def f(a, b, c):\n    {body}")


@pytest.mark.parametrize("body", ["return None", "'words'", "x: int", "if TYPE_CHECKING: f(1)"])
def test_what_says_nothing_is_not_changed(body: str) -> None:
    assert changes(f"def f():\n    {body}") == []


def test_a_mutant_differs_from_its_module_in_its_change_alone() -> None:
    lines = ast.unparse(ast.parse(TINY)).splitlines()
    for mutant in mutants_of(TINY):
        changed = ast.unparse(tree_of(TINY, mutant.number)).splitlines()
        assert sum(one != other for one, other in zip(lines, changed, strict=True)) == 1


def test_the_same_seed_draws_the_same_mutants() -> None:
    source = (ROOT / "shared" / "hours.py").read_text(encoding="utf-8")
    mutants = mutants_of(source)
    chosen = drawn(mutants, 5, "a")
    assert chosen == drawn(mutants_of(source), 5, "a") != drawn(mutants, 5, "b")
    moved = drawn(mutants_of(f"# A line before.\n{source}"), 5, "a")
    assert [(each.line + 1, each.before) for each in chosen] == [
        (each.line, each.before) for each in moved
    ]


@pytest.fixture
def tiny(tmp_path: Path) -> ModuleType:
    path = tmp_path / "tiny.py"
    path.write_text(TINY.replace("log.", "# "), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("tiny", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def survives(mutant: Mutant, module: ModuleType, holds: Callable[[], bool]) -> bool:
    """Return whether what holds of a module also does of its mutant, which a fork alone has."""
    path = str(module.__file__)
    source, living = Path(path).read_text(encoding="utf-8"), Living([path])

    def still_holds() -> bool:
        return living.put(tree_of(source, mutant.number), path) == 1 and holds()

    return bool(in_fork(still_holds).value)


def test_functions_are_found_though_they_were_frozen(tiny: ModuleType) -> None:
    """A run freezes what it has loaded; a mutant that is put nowhere would live for ever."""
    path = str(tiny.__file__)

    def is_put() -> bool:
        gc.freeze()
        return Living([path]).put(tree_of(TINY, mutants_of(TINY)[0].number), path) == 1

    assert in_fork(is_put).value


def test_a_mutant_is_caught_by_the_test_of_what_it_changes(tiny: ModuleType) -> None:
    is_many = tiny.is_many
    assert not is_many(10)

    def holds() -> bool:
        return is_many(11) and not is_many(10)

    surviving = {
        f"{each.before} -> {each.after}" for each in mutants_of(TINY) if survives(each, tiny, holds)
    }
    assert surviving == {"count < 0 -> count <= 0", "count < 0 -> count < 1"}
    assert holds()


def test_a_loop_without_end_is_ended() -> None:
    def turn() -> None:
        allow(1)
        while True:
            pass

    assert "status" in in_fork(turn).fell


@pytest.mark.parametrize("file", [name for group in GROUPS for name in group.found()])
def test_what_is_called_equivalent_is_a_mutant_there_is(file: str) -> None:
    mutants = mutants_of((ROOT / file).read_text(encoding="utf-8"))
    for known in equivalents().by_file.get(file, ()):
        assert any(known.is_of(mutant) for mutant in mutants), known


def test_every_file_of_the_list_is_a_target() -> None:
    assert equivalents().by_file.keys() <= {name for group in GROUPS for name in group.found()}
