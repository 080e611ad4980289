"""Tests that run on a phone: their bodies are done in a process that has Java in it.

There is one Java machine in a process, with the classes of one level of Android's interface. So
each level has a process of its own, kept while the tests run; a test marked `on_android` runs its
body there and comes back with what it raised.
"""

import atexit
import ctypes
import importlib
import inspect
import io
import signal
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from multiprocessing import get_context
from typing import Any

import pytest

from tests.mobile.device.doubles import LEVELS, class_path
from tests.support.covering import watch_here

MACHINE = ("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
Body = Callable[..., None]


def on_android(*levels: int) -> Callable[[Body], Body]:
    """Let a test run on phones of these levels, all four if none is named.

    Its first parameter is the phone; the others are the test's own.
    """

    def mark(body: Body) -> Body:
        _, *others = inspect.signature(body).parameters.values()

        def test(level: int, **given: Any) -> None:
            trouble = _process(level).submit(_do, body.__module__, body.__qualname__, given)
            if said := trouble.result():
                pytest.fail(f"on Android's level {level}:\n{said}", pytrace=False)

        parameter = inspect.Parameter("level", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        test.__dict__.update(body.__dict__, body=body, __doc__=body.__doc__)
        test.__name__, test.__qualname__ = body.__name__, body.__qualname__
        test.__module__ = body.__module__
        test.__dict__["__signature__"] = inspect.Signature([parameter, *others])
        return pytest.mark.parametrize("level", levels or LEVELS)(test)

    return mark


@cache
def _process(level: int) -> ProcessPoolExecutor:
    """Return the process of a level, begun when it is first needed."""
    pool = ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_boot, initargs=(class_path(level),)
    )
    atexit.register(pool.shutdown)
    return pool


def _boot(path: list[str]) -> None:
    import jnius_config

    _end_with_the_run()
    _watched.append(watch_here())
    jnius_config.add_options(*MACHINE)
    jnius_config.set_classpath(*path)
    importlib.import_module("jnius")


def _end_with_the_run() -> None:
    """Let the kernel end this process where the one of the tests is killed (prctl(2))."""
    if sys.platform.startswith("linux"):
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def _do(module: str, name: str, given: dict[str, Any]) -> str:
    """Do a test's body on a fresh phone; return what went wrong in words, or nothing."""
    from tests.mobile.device.handset import a_handset

    try:
        return _done(a_handset, module, name, given)
    finally:
        _watched[0]()


_watched: list[Callable[[], None]] = []
"""What keeps which branches were taken, where the run asks for it."""


def _done(a_handset: Any, module: str, name: str, given: dict[str, Any]) -> str:
    body = getattr(importlib.import_module(module), name).body
    heard = io.StringIO()
    with redirect_stdout(heard), redirect_stderr(heard):
        try:
            with a_handset() as phone:
                body(phone, **given)
        except BaseException as problem:  # noqa: BLE001  (told to the process that asked)
            said = traceback.TracebackException.from_exception(problem, capture_locals=True)
            return "".join(said.format()) + heard.getvalue()
    # The bridge swallows what a callback raises, and what Java found no method for.
    lost = "" if phone.may_be_deaf else heard.getvalue()
    return lost if "Traceback" in lost or "method missing" in lost else ""
