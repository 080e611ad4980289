"""Tools: starting other programs."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tools.refusal import Refusal

LINES_SHOWN = 12


def say(message: str) -> None:
    """Tell the person what is happening; on stderr, so that stdout stays the command's own."""
    sys.stderr.write(f"umay: {message}\n")
    sys.stderr.flush()


def keep_bytecode(folder: Path) -> None:
    """Let the Pythons that are started from here keep their bytecode in a folder of ours.

    Without any, where a machine forbids it, the server takes three times as long to start.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def attempt(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None
) -> str | None:
    """Run a program out of sight; return None if it went well, else the end of what it said."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as problem:
        return f"{command[0]}: {problem.strerror}"
    if done.returncode == 0:
        return None
    ending = done.stdout.strip().splitlines()[-LINES_SHOWN:]
    return "\n".join(ending) or f"{command[0]} ended with {done.returncode}"


def insist(
    command: Sequence[str | Path], *, cwd: Path, advice: str, env: Mapping[str, str] | None = None
) -> None:
    """Run a program out of sight; raise Refusal with its last words and the advice if it fails."""
    trouble = attempt(command, cwd=cwd, env=env)
    if trouble is not None:
        shown = " ".join(str(word) for word in command)
        raise Refusal(f"`{shown}` failed:\n{trouble}\n{advice}", exit_code=1)


def start(command: Sequence[str | Path], *, cwd: Path) -> None:
    """Start a program beside this one, in full view; it must end by itself with this process."""
    sys.stdout.flush()
    subprocess.Popen([str(word) for word in command], cwd=cwd, stdin=subprocess.DEVNULL)


def follow(command: Sequence[str | Path], *, cwd: Path) -> int:
    """Run a program in full view and return its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(word) for word in command], cwd=cwd, check=False).returncode


def become(command: Sequence[str | Path], *, cwd: Path) -> NoReturn:
    """Turn this process into the program, so that signals and the exit code are its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(cwd)
    words = [str(word) for word in command]
    try:
        os.execv(words[0], words)
    except OSError as problem:
        raise Refusal(
            f"{words[0]} cannot be started: {problem.strerror}. Delete .venv and run it again."
        ) from None
