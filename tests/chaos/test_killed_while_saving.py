"""Goal R6: killed at every step of a save; what the screen said was saved is there afterwards."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from mobile.store import mirror
from mobile.store.database import open_store
from mobile.store.outbox import Outbox
from tests.chaos import saving_process
from tests.chaos.saving_process import EACH, EAGER, HONEST, NEVER, SAID
from tests.mobile.cast import ANSWER, write_pack
from tests.support.parts import is_part
from tests.support.serving import ROOT

MOST_STEPS = 60
EARLIER = 1
CALLS_APART = (
    {"pwrite64": 1, "fdatasync": 1} if is_part("fire") else {"pwrite64": 10, "fdatasync": 3}
)
"""Of some fifty writes of a save every tenth is tried in the suite: each is a program by itself."""


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


def program(folder: Path, variant: str, step: int | str) -> list[str]:
    """Return the command of one save, or of one for each step."""
    return [sys.executable, "-m", saving_process.__name__, str(folder), variant, str(step)]


def dying_at_call(call: str, folder: Path, step: int) -> list[str]:
    """Return the command of a save that dies at its n-th call of the operating system."""
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={step}"]
    return ["strace", "-f", "-qq", "-o", os.devnull, *inject, *program(folder, HONEST, NEVER)]


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """The folder of a phone that holds a list and one earlier answer."""
    folder = tmp_path / "before"
    pack = write_pack(folder / "pack")
    with closing(open_store(folder / "phone").connection) as memory:
        mirror.load_pack(memory, pack)
        Outbox(memory).save(ANSWER.to_wire())
    return folder


def folders(phone: Path, apart: int = 1) -> Iterator[tuple[int, Path]]:
    """Give the phone of each step, or of steps so far apart, made when it is asked for."""
    for step in range(1, MOST_STEPS + 1, apart):
        yield step, Path(shutil.copytree(phone, phone.parent / "phones" / str(step)))
    raise AssertionError("a save takes this many steps?")


def killed_at_calls(phone: Path, call: str) -> list[Life]:
    """Return what came of a save for each call at which it was killed, to the one not reached."""
    found = []
    for step, folder in folders(phone, CALLS_APART[call]):
        done = _run(dying_at_call(call, folder, step), folder)
        found.append(_life(folder, step, done.returncode, done.stdout))
        if found[-1].ended_by_itself:
            break
    return found


def killed_at_statements(phone: Path, variant: str) -> list[Life]:
    """Return the same for each SQL statement before which it was killed."""
    made = [folder for _, folder in itertools.islice(folders(phone), MOST_STEPS)]
    done = _run(program(made[0].parent, variant, EACH), phone)
    assert done.returncode == os.EX_OK, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        _life(made[each["step"] - 1], each["step"], each["code"], each["said"]) for each in found
    ]


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "KIVY_NO_CONSOLELOG": "1", "KIVY_HOME": str(folder / "kivy")},
        capture_output=True,
        text=True,
        check=False,
    )


def _life(folder: Path, step: int, code: int, said: str) -> Life:
    assert code in (os.EX_OK, -signal.SIGKILL), f"step {step} ended with {code}"
    opened = open_store(folder / "phone")
    with closing(opened.connection) as memory:
        assert opened.kept_aside is None, f"step {step} damaged the memory"
        assert memory.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        items = len(Outbox(memory).items())
    return Life(step, code == os.EX_OK, SAID in said, items)


def test_a_save_killed_at_any_statement_keeps_what_was_said(phone: Path) -> None:
    killed = killed_at_statements(phone, HONEST)
    assert not [life for life in killed if life.has_lost]
    # BEGIN, INSERT and COMMIT at least, and the trial reached both sides of the word.
    assert len(killed) > 3
    assert {life.said for life in killed} == {False, True}


@pytest.mark.full("fire")
@pytest.mark.parametrize("call", CALLS_APART)
def test_a_save_killed_at_any_write_to_the_disk_keeps_what_was_said(phone: Path, call: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: `apt-get install strace`")
    killed = killed_at_calls(phone, call)
    assert not [life for life in killed if life.has_lost]
    assert len(killed) > 1
    assert not killed[0].said


def test_a_screen_that_speaks_before_the_disk_is_caught(phone: Path) -> None:
    assert [life for life in killed_at_statements(phone, EAGER) if life.has_lost]
