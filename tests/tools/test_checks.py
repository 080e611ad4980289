"""`umay check` goes on after a failure and says at the end what failed."""

from pathlib import Path

import pytest

from tools import checks
from tools.layout import Layout


def put(layout: Layout, program: str, code: int) -> None:
    """Put a program into the environment that notes its words and ends with the code."""
    path = layout.program(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho "$(basename "$0") $*" >> {layout.root}/ran\nexit {code}\n')
    path.chmod(0o755)


def ran(root: Path) -> list[str]:
    """Return the first two words of every program run."""
    return [" ".join(line.split()[:2]) for line in (root / "ran").read_text().splitlines()]


@pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest"])
def test_one_failure_fails_the_whole_but_stops_nothing(
    layout: Layout, failing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for program in ("ruff", "mypy", "pytest"):
        put(layout, program, int(program == failing))
    assert checks.run(layout, fix=False) == 1
    assert ran(layout.root) == ["ruff format", "ruff check", "mypy", "pytest -q"]
    assert "of 4 failed" in capsys.readouterr().out


def test_all_passing_is_said(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    for program in ("ruff", "mypy", "pytest"):
        put(layout, program, 0)
    assert checks.run(layout, fix=False) == 0
    assert "all 4 passed" in capsys.readouterr().out


def test_fix_mends_before_it_checks(layout: Layout) -> None:
    for program in ("ruff", "mypy", "pytest"):
        put(layout, program, 0)
    checks.run(layout, fix=True)
    assert ran(layout.root)[:3] == ["ruff check", "ruff format", "ruff format"]
