"""`--profile`: how many processor seconds each folder of tests takes, and for what.

Set-up and call are what the test's own process burned, all its threads together; "processes" is
what the programs burned that it started and that have ended. A database server or a browser that
serves a whole run ends after the last test: it counts in no folder, but in a line of its own. Wall
time is left out: on a busy machine it says nothing.
"""

import json
import resource
import time
from collections import defaultdict
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support import warm

KEY = "umay-cpu"
PHASES = ("setup", "call", "teardown", "processes", "collection")
NOTHING = dict.fromkeys(PHASES, 0.0)
DEPTH = 3
"""`tests/backend/services/...` is counted as tests/backend/services."""


def folder_of(nodeid: str) -> str:
    """Return the folder under which a test is counted, at most three names deep.

    >>> folder_of("tests/backend/services/releasing/test_audit.py::test_a")
    'tests/backend/services'
    >>> folder_of("tests/backend/test_cli.py::test_a")
    'tests/backend'
    """
    parts = nodeid.partition("::")[0].split("/")[:-1]
    return "/".join(parts[:DEPTH])


def children_s() -> float:
    """Return the processor seconds of all programs of this process that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + warm.spent_s


class Profile:
    """Measures in each process of a run, and adds up in the one that prints."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._marks = (0.0, 0.0)
        self.by_folder: dict[str, dict[str, float]] = defaultdict(lambda: dict(NOTHING))
        self.by_test: dict[str, float] = defaultdict(float)
        self.collection_s = 0.0
        self.served_s = 0.0
        self._is_last = False

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Measure what finding the tests takes."""
        before = time.process_time()
        result = yield
        self.collection_s = time.process_time() - before
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, object, object]:
        """Begin to measure."""
        self._mark()
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Begin to measure."""
        self._mark()
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(
        self, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Begin to measure."""
        self._mark()
        self._is_last = nextitem is None
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write what the phase took into its report, which travels between processes."""
        report = yield
        before = self._marks
        spent = [time.process_time() - before[0], children_s() - before[1], 0.0]
        if self._is_last:
            spent[1:] = reversed(spent[1:])
        report.user_properties = [*report.user_properties, (KEY, spent)]
        return report

    def _mark(self) -> None:
        self._marks = (time.process_time(), children_s())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up, where reports of all processes arrive."""
        spent: Any = dict(report.user_properties).get(KEY, (0.0, 0.0, 0.0))
        folder = self.by_folder[folder_of(report.nodeid)]
        folder[report.when or "call"] += spent[0]
        folder["processes"] += spent[1]
        self.served_s += spent[2]
        self.by_test[report.nodeid] += sum(spent[:2])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send what collecting took to the process that prints."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[KEY] = self.collection_s

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        """Take what collecting took in another process."""
        self.collection_s += getattr(node, "workeroutput", {}).get(KEY, 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table, and keep it where `--profile-to` says."""
        terminalreporter.section("processor seconds by folder")
        for line in table(self.by_folder, self.collection_s, self.served_s):
            terminalreporter.write_line(line)
        kept = self._config.getoption("profile_to")
        if kept:
            Path(kept).write_text(json.dumps(self._everything()), encoding="utf-8")

    def _everything(self) -> dict[str, object]:
        return {
            "by_folder": self.by_folder,
            "by_test": self.by_test,
            "collection_s": self.collection_s,
            "served_s": self.served_s,
        }


def table(
    by_folder: Mapping[str, Mapping[str, float]], collection_s: float, served_s: float
) -> list[str]:
    """Return the lines of the table: the folder that takes most first, the sum last."""
    names = ("setup", "call", "teardown", "processes")
    lines = [f"{'folder':<32}" + "".join(f"{name:>11}" for name in (*names, "all"))]
    rows = sorted(by_folder.items(), key=lambda row: -sum(row[1].values()))
    for folder, spent in rows:
        figures = [*(spent[name] for name in names), sum(spent.values())]
        lines.append(f"{folder:<32}" + "".join(f"{figure:>11.1f}" for figure in figures))
    total = sum(sum(spent.values()) for spent in by_folder.values())
    whole = total + collection_s + served_s
    served = f"what served the whole run {served_s:.1f}"
    lines.append(f"collection in all processes {collection_s:.1f}, {served}, all {whole:.1f}")
    return lines


def add_options(parser: pytest.Parser) -> None:
    """Let a run be measured."""
    group = parser.getgroup("umay")
    group.addoption("--profile", action="store_true", help="print processor seconds by folder")
    group.addoption("--profile-to", metavar="FILE", help="keep them as JSON")


def configure(config: pytest.Config) -> None:
    """Measure if asked to, in every process of the run."""
    if config.getoption("profile") or config.getoption("profile_to"):
        config.pluginmanager.register(Profile(config), "umay-profile")
