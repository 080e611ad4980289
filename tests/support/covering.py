"""`./umay test --coverage`: which branches of each room the tests take, in their own process.

Loaded by `-p tests.support.covering` before anything of UMay is, in each process of a run, and by
those in which tests meet Android, except what Java's own threads call back. What programs do that
tests start is not counted, and long trials are left out: to watch those would take hours, and add
no branch that a test of a rule does not take.
"""

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from tools.layout import this_layout

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("backend", "mobile", "shared")
ELSEWHERE = ("tests/bench/", "tests/chaos/", "tests/demo/", "tests/journeys/", "tests/tools/")
"""Tests whose work is done by programs that they start."""
FOLDER = "umay_coverage_folder"
"""The name under which the first process tells the others where to write."""

Rooms = dict[str, tuple[int, int]]
"""By room: how many branches are taken, and how many there are."""


def room_of(path: str) -> str:
    """Return the room of a file.

    >>> room_of("backend/services/releasing/audit.py"), room_of("shared/hours.py")
    ('backend/services', 'shared')
    """
    return "/".join(path.split("/")[:-1][:2])


def by_room(files: Mapping[str, Mapping[str, Any]]) -> Rooms:
    """Add up what the JSON report of Coverage.py says of each file."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, told in files.items():
        found[room_of(path)][0] += told["summary"]["covered_branches"]
        found[room_of(path)][1] += told["summary"]["num_branches"]
    return {room: (taken, there) for room, (taken, there) in sorted(found.items())}


def is_watched(item: pytest.Item) -> bool:
    """Return whether a test is short and done in its own process."""
    return not item.nodeid.startswith(ELSEWHERE) and item.get_closest_marker("full") is None


def watch_here() -> Callable[[], None]:
    """Watch a process that tests are sent to, if this run is watched; return what keeps it."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return lambda: None
    watch = _watching(folder)
    watch.start()
    return watch.save


def _watching(folder: str) -> Coverage:
    return Coverage(
        data_file=str(Path(folder) / "covered"),
        data_suffix=True,
        branch=True,
        source=[str(ROOT / room) for room in ROOMS],
        config_file=False,
        messages=False,
    )


class Covering:
    """Watches one process; the first one adds up and prints."""

    def __init__(self, folder: str, *, is_first: bool, runs_tests: bool) -> None:
        self._folder, self._is_first = folder, is_first
        self._watch = _watching(folder) if runs_tests else None
        if self._watch:
            os.environ[FOLDER] = folder
            self._watch.start()

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out long trials, and what happens in other processes."""
        kept = [item for item in items if is_watched(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def pytest_sessionfinish(self) -> None:
        """Keep what this process saw."""
        if self._watch:
            self._watch.stop()
            self._watch.save()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell another process where to write."""
        node.workerinput[FOLDER] = self._folder

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the rooms, and keep them for the check of the floors."""
        if not self._is_first:
            return
        whole = _watching(self._folder)
        whole.combine()
        report = Path(self._folder) / "report.json"
        whole.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
        rooms = by_room({Path(path).as_posix(): told for path, told in files.items()})
        terminalreporter.section("branches taken by room")
        for room, (taken, there) in rooms.items():
            share = f"{100 * taken / there:6.1f} %" if there else "     -"
            terminalreporter.write_line(f"{room:<28}{taken:>7} of {there:>6} {share}")
        if not terminalreporter.config.getoption("file_or_dir"):
            # Only a whole run says what the tests take of a room.
            this_layout().coverage.write_text(json.dumps(rooms), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch, before anything of UMay is loaded."""
    theirs = getattr(config, "workerinput", None)
    folder = theirs[FOLDER] if theirs else tempfile.mkdtemp(prefix="umay-coverage-")
    runs_tests = theirs is not None or not config.getoption("numprocesses", None)
    config.pluginmanager.register(
        Covering(folder, is_first=theirs is None, runs_tests=runs_tests), "umay-covering"
    )
