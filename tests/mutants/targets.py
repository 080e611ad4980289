"""Mutants: the files whose tests are tried, and the tests that are tried on each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from tests.architecture.tree import ROOT

SEED = "2026-W48"
MUTANTS = 30
"""How many of a file, by what seed."""

LEAST_OF_ALL, LEAST_OF_A_FILE = 0.90, 0.75
"""The shares of mutants on which some test must fail."""

FILES_AT_ONCE = 9
"""How many files one process tries: it runs the tests of their folder once for all of them."""


@dataclass(frozen=True)
class Group:
    """Files, and the tests that mirror them; patterns are fnmatch's, from the root."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    but: tuple[str, ...] = ()

    def found(self) -> list[str]:
        """Return the names of the files that there are, sorted."""
        paths = (path for pattern in self.files for path in ROOT.glob(pattern))
        return sorted(path.relative_to(ROOT).as_posix() for path in paths)


_AT_ONCE = ("*_at_once.py", "*/test_flood.py", "*/test_year.py")
"""Tests with processes and threads of their own, and trials that say nothing of one rule."""

GROUPS: tuple[Group, ...] = (
    Group(
        tuple(f"shared/{name}.py" for name in ("ranking", "hours", "clock", "zones", "standing")),
        ("tests/shared",),
        ("*/test_catalogues.py", "*/test_postcodes.py", "*/test_gazetteer.py"),
    ),
    Group(("backend/domain/*.py",), ("tests/backend/domain",)),
    *(
        Group(
            (f"backend/services/{folder}/*.py",),
            (f"tests/backend/services/{folder}",),
            _AT_ONCE,
        )
        for folder in ("releasing", "counting", "readiness")
    ),
    Group(("mobile/store/outbox.py",), ("tests/mobile/store",), ("*/test_map_pack.py",)),
)


def batches_of(files: Iterable[str] = ()) -> list[tuple[Group, Sequence[str]]]:
    """Return what each process tries: of these files, or of all; raise KeyError for no target."""
    wanted = set(files)
    unknown = wanted - {name for group in GROUPS for name in group.found()}
    if unknown:
        raise KeyError(*sorted(unknown))
    chosen = [
        (group, [name for name in group.found() if not wanted or name in wanted])
        for group in GROUPS
    ]
    return [
        (group, names[at : at + FILES_AT_ONCE])
        for group, names in chosen
        for at in range(0, len(names), FILES_AT_ONCE)
    ]


def is_tried(group: Group, nodeid: str) -> bool:
    """Return whether a test of the group's folders is tried on mutants."""
    module = nodeid.partition("::")[0]
    return not any(fnmatch(module, pattern) for pattern in group.but)
