"""Mutants: doing something in a forked process, and learning what came of it."""

import math
import os
import pickle
import resource
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


def in_fork(work: Callable[[], Any], most_cpu_s: float = math.inf) -> Ended:
    """Run work in a forked process and return what it returned, which pickle must know.

    The process is killed when it has burned `most_cpu_s` of processor time; no clock is read.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, most_cpu_s, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    _, status = os.waitpid(child, 0)
    if status or not sent:
        return Ended(fell=sent.decode(errors="replace") if sent else f"ended with status {status}")
    return Ended(pickle.loads(sent))  # noqa: S301 - it comes from this process's own child


def _work(work: Callable[[], Any], most_cpu_s: float, writing: int) -> NoReturn:
    code = 1
    try:
        _limit(most_cpu_s)
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


def _limit(most_cpu_s: float) -> None:
    if math.isfinite(most_cpu_s):
        seconds = math.ceil(most_cpu_s)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
