"""Tools: `umay check`, what can be said about the code without running all of it."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tools.layout import Layout
from tools.running import follow

AT_ONCE = 2


@dataclass(frozen=True)
class Step:
    """One named check: the program of .venv and its words."""

    name: str
    program: str
    words: tuple[str, ...]

    def command(self, layout: Layout) -> list[str | Path]:
        """Return what to run in this work tree."""
        return [layout.program(self.program), *self.words]


@dataclass(frozen=True)
class Outcome:
    """How a step ended: its exit code, all it said, and how long it took."""

    step: Step
    code: int
    said: str
    seconds: float


# `umay` has no .py ending, so ruff has to be told about it.
FIXES = (
    Step("mend lint", "ruff", ("check", "--fix", "--quiet", ".", "umay")),
    Step("format", "ruff", ("format", "--quiet", ".", "umay")),
)
# The longest begin first, so that at the end nothing waits for one of them alone.
STEPS = (
    Step("types", "mypy", ()),
    Step("architecture", "pytest", ("-q", "-p", "no:xdist", "tests/architecture")),
    Step("dead code", "python", ("-m", "tools.dead_code")),
    Step("script lint", "python", ("-m", "tools.scripts", "lint")),
    Step("templates", "djlint", ("backend", "--lint", "--quiet")),
    Step("script types", "python", ("-m", "tools.scripts", "types")),
    Step("audit", "python", ("-m", "tools.audit")),
    Step("dependencies", "deptry", ("--no-ansi", "shared", "backend", "mobile")),
    Step("lint", "ruff", ("check", ".", "umay")),
    Step("format", "ruff", ("format", "--check", ".", "umay")),
    Step("budget", "python", ("-m", "tools.budget")),
    Step("coverage", "python", ("-m", "tools.coverage_floors")),
)


def run(layout: Layout, *, fix: bool, only: str = "") -> int:
    """Run every check, or one alone, also after one failed; return 0 only if all passed."""
    if fix:
        for step in FIXES:
            follow(step.command(layout), cwd=layout.root)
    started = time.monotonic()
    failed = []
    steps = [step for step in STEPS if only in ("", step.name)]
    for outcome in _outcomes(layout, steps):
        _tell(outcome)
        if outcome.code:
            failed.append(outcome.step.name)
    took = f"in {time.monotonic() - started:.0f} s"
    if failed:
        print(f"check: {len(failed)} of {len(steps)} failed {took}: {', '.join(failed)}")
        return 1
    print(f"check: all {len(steps)} passed {took}")
    return 0


def _outcomes(layout: Layout, steps: Sequence[Step]) -> Iterator[Outcome]:
    """Run two steps at a time and yield each when it has ended."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in as_completed([pool.submit(_outcome, step, layout) for step in steps]):
            yield done.result()


def _outcome(step: Step, layout: Layout) -> Outcome:
    started = time.monotonic()
    try:
        done = subprocess.run(
            [str(word) for word in step.command(layout)],
            cwd=layout.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        code, said = done.returncode, done.stdout
    except OSError as problem:
        code, said = 1, f"{step.program}: {problem.strerror}\n"
    return Outcome(step, code, said, time.monotonic() - started)


def _tell(outcome: Outcome) -> None:
    step = outcome.step
    print(f"== {step.name}: {step.program} {' '.join(step.words)}".rstrip())
    print(outcome.said.rstrip())
    word = "passed" if outcome.code == 0 else "FAILED"
    print(f"   {step.name} {word} in {outcome.seconds:.1f} s", flush=True)
