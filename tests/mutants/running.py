"""Mutants: processes that try the files, two at a time, and what they found."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import ROOT
from tests.mutants.targets import batches_of
from tests.mutants.tried import Tried
from tests.support import engines, parts
from tests.support.bound import bound
from tests.support.profiling import children_s


@dataclass(frozen=True)
class Run:
    """What came of every mutant, and the processor seconds that it took."""

    tried: Sequence[Tried]
    cpu_s: float


def try_mutants(files: Iterable[str] = (), at_once: int = 2) -> Run:
    """Try the mutants of some files, or of all; raise CalledProcessError where a process fails.

    A process fails where a test does without any mutant; what it said is on stdout.
    """
    before = children_s()
    with ThreadPoolExecutor(at_once) as pool:
        found = list(pool.map(_try_batch, [names for _, names in batches_of(files)]))
    return Run([each for batch in found for each in batch], children_s() - before)


def _try_batch(names: Sequence[str]) -> list[Tried]:
    with tempfile.TemporaryDirectory(prefix="umay-mutants-") as folder:
        result = Path(folder) / "tried.json"
        words = [sys.executable, "-m", "tests.mutants.trying", folder, *names]
        done = subprocess.run(
            [*bound(), *words],
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if not result.exists():
            sys.stdout.write(done.stdout)
            raise subprocess.CalledProcessError(done.returncode, words)
        return [Tried(**each) for each in json.loads(result.read_text(encoding="utf-8"))]


def _environment() -> dict[str, str]:
    """Let tests run as in the suite, on a database that is a file, with the same hashes."""
    kept = {name: value for name, value in os.environ.items() if name != parts.SETTING}
    return {**kept, engines.SETTING: engines.SQLITE, "PYTHONHASHSEED": "0"}
