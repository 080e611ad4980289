"""Mutants: a process that tries those of some files, as a plugin of pytest that runs its tests.

Run as `python -m tests.mutants.trying FOLDER FILE...`; what came of it is FOLDER's tried.json.
"""

import gc
import importlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.architecture.tree import ROOT
from tests.mutants.equivalent import Equivalents, equivalents
from tests.mutants.forking import allow, in_fork
from tests.mutants.living import Living
from tests.mutants.mutating import Mutant, drawn, mutants_of, tree_of
from tests.mutants.recording import Line, Measured, Recording
from tests.mutants.targets import MUTANTS, SEED, Group, batches_of, is_tried
from tests.mutants.tried import Tried
from tests.support.profiling import children_s

EXAMPLES = 25
"""Of Hypothesis, for each of its tests."""
SETTINGS = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps what a test asked for; another version that keeps it elsewhere only makes
this slower."""
SPARE_CPU_S = 5.0
TIMES_AS_LONG = 5


class Trying:
    """The plugin: its process collects tests, and each mutant meets them in a fork."""

    def __init__(self, group: Group, files: Sequence[str], result: Path) -> None:
        self._group = group
        self._files = files
        self._result = result
        self._measured: dict[str, Measured] = {}
        self._equivalents: Equivalents = equivalents()

    def pytest_sessionstart(self) -> None:
        """Let Hypothesis try the same few examples each time, and not look for the least one."""
        # Not before pytest has begun, which wants to rewrite what its plugins assert.
        from hypothesis import HealthCheck, Phase, settings

        settings.register_profile(
            "mutants",
            settings.get_profile("umay"),
            derandomize=True,
            database=None,
            max_examples=EXAMPLES,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.generate),
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that are tried, without those that bring up a database server."""
        items[:] = [
            item for item in items if is_tried(self._group, item.nodeid) and not _needs_server(item)
        ]
        for item in items:
            _ask_for_few_examples(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure all tests once, then try each mutant; write what came of it."""
        if session.testsfailed:
            raise session.Interrupted("tests could not be collected")
        for name in self._files:
            importlib.import_module(name.removesuffix(".py").replace("/", "."))
        _make_what_is_kept(session)
        self._living = Living(str(ROOT / name) for name in self._files)
        # What is frozen is not looked at by forks, whose memory stays shared with this process.
        gc.collect()
        gc.freeze()
        ended = in_fork(lambda: self._measure(session))
        if ended.fell:
            raise session.Interrupted(ended.fell)
        self._measured = ended.value
        tried = [each for name in self._files for each in self._try_file(session, name)]
        self._result.write_text(json.dumps([asdict(each) for each in tried]), encoding="utf-8")
        return True

    def _measure(self, session: pytest.Session) -> dict[str, Measured]:
        recording = Recording((str(ROOT / name) for name in self._files), self._living)
        session.config.pluginmanager.register(recording)

        with recording:
            failed = _first_failure(session, session.items, recording.begin)
        assert not failed, f"{failed} fails without any mutant"
        return recording.measured()

    def _try_file(self, session: pytest.Session, name: str) -> list[Tried]:
        source = (ROOT / name).read_text(encoding="utf-8")
        same = self._equivalents.of(name, mutants_of(source))
        others = [mutant for mutant in mutants_of(source) if mutant not in same]
        chosen = drawn(others, MUTANTS, f"{SEED} {name}")
        tried = []
        for mutant in (*chosen, *same):
            before_s = children_s()
            failed = self._try(session, name, mutant, source)
            cpu_s = round(children_s() - before_s, 2)
            tried.append(Tried(name, str(mutant), failed, mutant in same, cpu_s))
            self._tell(tried[-1])
        return tried

    def _tell(self, tried: Tried) -> None:
        """Write each mutant down at once: who waits sees how far it is."""
        with self._result.with_suffix(".txt").open("a", encoding="utf-8") as told:
            told.write(
                f"{tried.file}:{tried.what} | {tried.failed or 'survived'} | {tried.cpu_s}\n"
            )

    def _try(self, session: pytest.Session, name: str, mutant: Mutant, source: str) -> str:
        path = str(ROOT / name)
        items = self._reaching(session.items, (path, mutant.statement))

        def allow_for(nodeid: str) -> None:
            allow(SPARE_CPU_S + TIMES_AS_LONG * self._measured[nodeid].cpu_s)

        def first_failure() -> str:
            is_put = self._living.put(tree_of(source, mutant.number), path) > 0
            return _first_failure(session, items, allow_for) if is_put else ""

        if not items:
            return ""
        ended = in_fork(first_failure)
        return f"fell: {ended.fell.splitlines()[-1]}" if ended.fell else str(ended.value)

    def _reaching(self, items: list[pytest.Item], line: Line) -> list[pytest.Item]:
        """Return the tests that run a statement, those of quick modules first."""
        reaching = [each for each in items if line in self._measured[each.nodeid].lines]
        by_module: Counter[str] = Counter()
        for item in reaching:
            by_module[str(item.path)] += self._measured[item.nodeid].cpu_s  # type: ignore[assignment]
        return sorted(
            reaching,
            key=lambda item: (
                by_module[str(item.path)],
                str(item.path),
                self._measured[item.nodeid].cpu_s,
            ),
        )


def _first_failure(
    session: pytest.Session,
    items: Sequence[pytest.Item],
    before: Callable[[str], None] = lambda nodeid: None,
) -> str:
    """Run tests with their fixtures until one fails; what is kept for a session stays."""
    following: Any = (*items[1:], session)
    for item, then in zip(items, following, strict=True):
        before(item.nodeid)
        if any(each.failed for each in runtestprotocol(item, log=False, nextitem=then)):
            return item.nodeid
    return ""


def _needs_server(item: pytest.Item) -> bool:
    named = getattr(item, "callspec", None)
    parameters: dict[str, Any] = named.params if named else {}
    return "postgresql" in parameters.values() or "postgres" in getattr(item, "fixturenames", ())


def _ask_for_few_examples(item: pytest.Item) -> None:
    """Let a test that asks Hypothesis for many examples have as few as the others."""
    from hypothesis import settings

    test = getattr(item, "obj", None)
    asked = getattr(test, SETTINGS, None)
    if asked is not None and asked.max_examples > EXAMPLES:
        setattr(getattr(test, "__func__", test), SETTINGS, settings(asked, max_examples=EXAMPLES))


def _make_what_is_kept(session: pytest.Session) -> None:
    """Migrate a database and make the application before the first fork: each fork has them."""
    item: Any = next((each for each in session.items if "app" in _fixtures(each)), None)
    if item is not None:
        session._setupstate.setup(item)
        _tear_down(session)
        item._initrequest()


def _tear_down(session: pytest.Session) -> None:
    session._setupstate.teardown_exact(session)  # type: ignore[arg-type]


def _fixtures(item: pytest.Item) -> Sequence[str]:
    return getattr(item, "fixturenames", ())


def main(words: Sequence[str]) -> int:
    """Try the mutants of some files, all of one group; return pytest's status."""
    folder, *files = words
    ((group, chosen),) = batches_of(files)
    options = ["-p", "no:xdist", "-p", "no:cacheprovider", "-q", "--tb=native"]
    options += [f"--basetemp={folder}/tests", "--random-order-seed=1"]
    plugin = Trying(group, chosen, Path(folder) / "tried.json")
    return int(pytest.main([*options, *group.tests], plugins=[plugin]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
