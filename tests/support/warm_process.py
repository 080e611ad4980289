"""A Python that has loaded the server once and becomes any of its programs by a fork.

To load the server takes a second or more, and a run of the tests starts a hundred of its programs.
Each comes out of this process as if it had been started by itself: environment, folder, words,
streams and group are its own; only what was imported is there already. Run as
`python -m tests.support.warm_process SOCKET`; it ends when its starter closes the socket.
"""

import ctypes
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""

MOST_BYTES = 1_000_000


LOADED = ("flask.cli", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "backend.app")
"""What the programs import; none of it starts a thread or opens a connection."""


def main(path: str) -> None:
    """Load, then fork for whoever asks, one connection for each program."""
    for name in LOADED:
        importlib.import_module(name)
    importlib.import_module("tests.support.quickened").quicken()
    # What is loaded stays: no program that comes out of here looks through it for garbage.
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            connection, _ = listening.accept()
            # A watcher of its own for each program tells how it ended; this process goes on.
            if os.fork() == 0:
                listening.close()
                _watch(connection)
                os._exit(0)
            connection.close()
            _reap()


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _watch(connection: socket.socket) -> None:
    """Fork the program, tell its number, and at its end its status and what it took."""
    _die_with_the_starter()
    message, streams, _, _ = socket.recv_fds(connection, MOST_BYTES, 3)
    asked = json.loads(message)
    pid = os.fork()
    if pid == 0:
        connection.close()
        _become(asked, streams)
    for stream in streams:
        os.close(stream)
    connection.sendall(f"{pid}\n".encode())
    _, status, used = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    with suppress(OSError):
        connection.sendall(f"{code} {used.ru_utime + used.ru_stime}\n".encode())


def _become(asked: dict[str, Any], streams: list[int]) -> None:
    code = 1
    try:
        _die_with_the_starter()
        if asked["has_own_group"]:
            os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(asked["cwd"])
        os.environ.clear()
        os.environ.update(asked["env"])
        sys.argv = asked["words"]
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = _run(asked["words"][0])
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _run(module: str) -> int:
    """Run a module as the interpreter does with -m; return the code it ends with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=False)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        sys.stderr.write(f"{ended.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - told as the interpreter tells it
        import traceback

        traceback.print_exc()
        return 1
    return 0


def _die_with_the_starter() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
