"""Tools: `umay check`, what can be said about the code without running all of it."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tools.layout import Layout
from tools.running import follow


@dataclass(frozen=True)
class Step:
    """One named check: the program of .venv and its words."""

    name: str
    program: str
    words: tuple[str, ...]

    def command(self, layout: Layout) -> list[str | Path]:
        """Return what to run in this work tree."""
        return [layout.program(self.program), *self.words]


# `umay` has no .py ending, so ruff has to be told about it.
FIXES = (
    Step("mend lint", "ruff", ("check", "--fix", "--quiet", ".", "umay")),
    Step("format", "ruff", ("format", "--quiet", ".", "umay")),
)
STEPS = (
    Step("format", "ruff", ("format", "--check", ".", "umay")),
    Step("lint", "ruff", ("check", ".", "umay")),
    Step("types", "mypy", ()),
    Step("architecture", "pytest", ("-q", "-p", "no:xdist", "tests/architecture")),
)


def run(layout: Layout, *, fix: bool) -> int:
    """Run every check, also after one failed, and return 0 only if all passed."""
    if fix:
        for step in FIXES:
            follow(step.command(layout), cwd=layout.root)
    failed = [step.name for step in STEPS if not _passes(step, layout)]
    if failed:
        print(f"check: {len(failed)} of {len(STEPS)} failed: {', '.join(failed)}")
        return 1
    print(f"check: all {len(STEPS)} passed")
    return 0


def _passes(step: Step, layout: Layout) -> bool:
    print(f"== {step.name}: {step.program} {' '.join(step.words)}".rstrip())
    started = time.monotonic()
    code = follow(step.command(layout), cwd=layout.root)
    print(f"   {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s")
    sys.stdout.flush()
    return code == 0
