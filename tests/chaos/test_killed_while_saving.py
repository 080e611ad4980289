"""Goal R6: killed at every step of a save; what the screen said was saved is there afterwards."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from mobile.store import mirror
from mobile.store.database import open_store
from mobile.store.outbox import Outbox
from tests.chaos.saving_process import EAGER, HONEST, NEVER, SAID
from tests.mobile.cast import ANSWER, write_pack
from tests.support.serving import ROOT

MOST_STEPS = 60
EARLIER = 1

Command = Callable[[Path, int], list[str]]


@dataclass(frozen=True)
class Life:
    """One save that was killed at a step, or ended by itself: what was said, what is there."""

    step: int
    ended_by_itself: bool
    said: bool
    found: int

    @property
    def has_lost(self) -> bool:
        """Whether the screen said what is not so, or an earlier answer is gone."""
        return self.found < EARLIER + self.said


def program(folder: Path, variant: str, step: int) -> list[str]:
    """Return the command of one save."""
    return [sys.executable, "-m", "tests.chaos.saving_process", str(folder), variant, str(step)]


def dying_at_statement(variant: str) -> Command:
    """Return the command of a save that dies before its n-th SQL statement."""
    return lambda folder, step: program(folder, variant, step)


def dying_at_call(call: str, variant: str = HONEST) -> Command:
    """Return the command of a save that dies at its n-th call of the operating system."""
    strace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}"]

    def command(folder: Path, step: int) -> list[str]:
        inject = ["-e", f"inject={call}:signal=KILL:when={step}"]
        return [*strace, *inject, *program(folder, variant, NEVER)]

    return command


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """The folder of a phone that holds a list and one earlier answer."""
    folder = tmp_path / "before"
    pack = write_pack(folder / "pack")
    with closing(open_store(folder / "phone").connection) as memory:
        mirror.load_pack(memory, pack)
        Outbox(memory).save(ANSWER.to_wire())
    return folder


def lives(phone: Path, command: Command) -> list[Life]:
    """Return what came of a save for each step at which it was killed, to the one not reached."""
    found = []
    for step in itertools.count(1):
        assert step <= MOST_STEPS, "a save takes this many steps?"
        folder = phone.parent / f"step-{step}"
        shutil.copytree(phone, folder)
        found.append(_life(folder, step, command(folder, step)))
        if found[-1].ended_by_itself:
            return found
    raise AssertionError


def _life(folder: Path, step: int, command: list[str]) -> Life:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "KIVY_NO_CONSOLELOG": "1", "KIVY_HOME": str(folder / "kivy")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (os.EX_OK, -signal.SIGKILL), done.stderr
    opened = open_store(folder / "phone")
    with closing(opened.connection) as memory:
        assert opened.kept_aside is None, f"step {step} damaged the memory"
        assert memory.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        items = len(Outbox(memory).items())
    return Life(step, done.returncode == os.EX_OK, SAID in done.stdout, items)


def test_a_save_killed_at_any_statement_keeps_what_was_said(phone: Path) -> None:
    killed = lives(phone, dying_at_statement(HONEST))
    assert not [life for life in killed if life.has_lost]
    # BEGIN, INSERT and COMMIT at least, and the trial reached both sides of the word.
    assert len(killed) > 3
    assert {life.said for life in killed} == {False, True}


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
def test_a_save_killed_at_any_write_to_the_disk_keeps_what_was_said(phone: Path, call: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: `apt-get install strace`")
    killed = lives(phone, dying_at_call(call))
    assert not [life for life in killed if life.has_lost]
    assert len(killed) > 1
    assert not killed[0].said


def test_a_screen_that_speaks_before_the_disk_is_caught(phone: Path) -> None:
    assert [life for life in lives(phone, dying_at_statement(EAGER)) if life.has_lost]
