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
    """Files, the folders of the tests that mirror them, and tests that are left out (fnmatch)."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    but: tuple[str, ...] = ()

    def found(self) -> list[str]:
        """Return the names of the files that there are, sorted."""
        paths = (path for pattern in self.files for path in ROOT.glob(pattern))
        return sorted(path.relative_to(ROOT).as_posix() for path in paths)


_TRIALS = (
    *(
        "*_at_once.py*",
        "*two_checks_at_once*",
        "*/test_flood.py*",
        "*/test_year.py*",
        "*/test_machine.py*",
    ),
    *("*/test_known_truth.py*", "*/test_independent_check.py*", "*gives_nothing_away*"),
    *("*/test_audit.py::test_percentages*", "*hiding_under_five*", "*no_small_number*"),
)
"""Tests with threads of their own, and trials of seconds that say nothing of one rule: each
survivor would take them again."""

GROUPS: tuple[Group, ...] = (
    Group(
        tuple(
            f"shared/{name}.py"
            for name in (
                *("ranking", "hours", "clock", "zones", "standing"),
                *("intervals", "seasons", "season_words"),
            )
        ),
        ("tests/shared",),
        ("*/test_catalogues.py*", "*/test_postcodes.py*", "*/test_gazetteer.py*"),
    ),
    Group(
        ("backend/domain/*.py",),
        ("tests/backend/domain",),
        ("*/test_bursts.py*", "*written_down_nowhere*"),
    ),
    *(
        Group(
            (f"backend/services/{folder}/*.py",),
            (f"tests/backend/services/{folder}",),
            _TRIALS,
        )
        for folder in ("releasing", "counting", "readiness")
    ),
    Group(
        tuple(
            f"backend/services/importing/{name}.py"
            for name in (
                *("day_hours", "hours_columns", "hours_composing", "hours_dates"),
                *("hours_stream", "hours_tree", "hours_words", "osm_hours", "osm_written"),
            )
        ),
        (
            "tests/backend/services/importing/test_hours_in_words.py",
            "tests/backend/services/importing/test_hours_composing.py",
            "tests/backend/services/importing/test_hours_of_files.py",
            "tests/backend/services/importing/test_osm_written.py",
        ),
    ),
    Group(("mobile/store/outbox.py",), ("tests/mobile/store",), ("*/test_map_pack.py*",)),
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
    return not any(fnmatch(nodeid, pattern) for pattern in group.but)
