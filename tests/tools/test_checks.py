"""`umay check` goes on after a failure and says at the end what failed."""

from pathlib import Path

import pytest

from tools import checks
from tools.layout import Layout

PROGRAMS = sorted({step.program for step in checks.STEPS})
MANY = len(checks.STEPS)


def put(layout: Layout, program: str, code: int) -> None:
    """Put a program into the environment that notes its words and ends with the code."""
    path = layout.program(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho "$(basename "$0") $*" >> {layout.root}/ran\nexit {code}\n')
    path.chmod(0o755)


def ran(root: Path) -> list[str]:
    """Return all words of every program run, in the order in which they began."""
    return (root / "ran").read_text().splitlines()


def words_of(step: checks.Step) -> str:
    return " ".join([step.program, *step.words]) + " " * (not step.words)


@pytest.mark.parametrize("failing", PROGRAMS)
def test_one_failure_fails_the_whole_but_stops_nothing(
    layout: Layout, failing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for program in PROGRAMS:
        put(layout, program, int(program == failing))
    assert checks.run(layout, fix=False) == 1
    assert sorted(ran(layout.root)) == sorted(words_of(step) for step in checks.STEPS)
    ending = capsys.readouterr().out.splitlines()[-1]
    failed = [step.name for step in checks.STEPS if step.program == failing]
    assert ending.startswith(f"check: {len(failed)} of {MANY} failed")
    assert set(ending.rpartition(": ")[2].split(", ")) == set(failed)


def test_a_program_that_is_missing_fails_its_step(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    for program in PROGRAMS[1:]:
        put(layout, program, 0)
    assert checks.run(layout, fix=False) == 1
    assert f"{PROGRAMS[0]}: No such file" in capsys.readouterr().out


def test_all_passing_is_said_and_how_long_each_took(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    for program in PROGRAMS:
        put(layout, program, 0)
    assert checks.run(layout, fix=False) == 0
    said = capsys.readouterr().out
    assert f"all {MANY} passed" in said
    assert [step.name for step in checks.STEPS if f"   {step.name} passed in " not in said] == []


def test_fix_mends_before_it_checks(layout: Layout) -> None:
    for program in PROGRAMS:
        put(layout, program, 0)
    checks.run(layout, fix=True)
    assert ran(layout.root)[:2] == [words_of(step) for step in checks.FIXES]


def test_the_steps_ask_about_python_scripts_pages_and_packages() -> None:
    assert {"types", "script types", "script lint", "templates", "dead code", "dependencies"} < {
        step.name for step in checks.STEPS
    }
