"""Mutants: doing something in a forked process, and learning what came of it."""

import math
import os
import pickle
import resource
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

MOST_BYTES = 6 * 2**30
"""Address space of a forked process: a loop that never ends fills no machine's memory."""


@dataclass(frozen=True)
class Ended:
    """How a forked process ended: what it returned, or that it was killed or fell over."""

    value: Any = None
    fell: str = ""


def in_fork(work: Callable[[], Any]) -> Ended:
    """Run work in a forked process and return what it returned, which pickle must know."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    _, status = os.waitpid(child, 0)
    if status or not sent:
        return Ended(fell=sent.decode(errors="replace") if sent else f"ended with status {status}")
    return Ended(pickle.loads(sent))  # noqa: S301 - it comes from this process's own child


def allow(cpu_s: float) -> None:
    """Let a forked process burn so many more seconds of processor time, and be killed then.

    No clock is read, so that a busy machine kills nothing. Memory has its limit too.
    """
    seconds = math.ceil(time.process_time() + cpu_s)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, resource.RLIM_INFINITY))


def _work(work: Callable[[], Any], writing: int) -> NoReturn:
    code = 1
    try:
        try:
            sent = pickle.dumps(work())
            code = 0
        except BaseException:  # noqa: BLE001 - whatever happened is told
            sent = traceback.format_exc().encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(sent)
    finally:
        # Whatever is raised here: the child must not go on as if it were its parent.
        os._exit(code)
