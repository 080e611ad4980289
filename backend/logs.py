"""Composition root: what the processes say of themselves: each fault once a minute, of nobody.

In production a line is one JSON object with its time, elsewhere plain words.
"""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from mmap import mmap
from struct import Struct
from threading import Lock
from time import monotonic

from shared.clock import format_moment

WEB, JOBS, COMMAND = "web", "jobs", "command"
OURS = ("backend", "gunicorn.error")
"""Whose words are ours or read by us; of any other library's only the unfilled template is said."""

DEATHS = ("Worker (pid:%s) was sent", "Worker (pid:%s) exited with code", "WORKER TIMEOUT")
"""How Gunicorn begins what it says of a process that ended; all else may name who asked."""

MINUTE_S = 60.0
_SLOTS = 4096
_SLOT = Struct("=8sdd")


class Faults:
    """When each fault was last said and last met, in memory that forked processes share."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._memory = mmap(-1, _SLOTS * _SLOT.size)
        self._turn = Lock()

    def met(self, fault: str) -> tuple[bool, bool]:
        """Note a fault; return whether to say it, and whether it has gone on for a minute.

        How often it was met is kept nowhere: that would count what residents ask for.
        """
        with self._turn:
            return self._noted(sha256(fault.encode()).digest()[:8], self._clock())

    def _noted(self, mark: bytes, now: float) -> tuple[bool, bool]:
        at = int.from_bytes(mark, "big") % _SLOTS * _SLOT.size
        known, said_at, met_at = _SLOT.unpack_from(self._memory, at)
        is_new = known != mark
        is_due = is_new or now - said_at >= MINUTE_S
        goes_on = is_due and not is_new and said_at < met_at and now - met_at < MINUTE_S
        _SLOT.pack_into(self._memory, at, mark, now if is_due else said_at, now)
        return is_due, goes_on


class OnceAMinute(logging.Filter):
    """Lets each fault through once a minute, whichever process of ours met it."""

    def __init__(self, faults: Faults) -> None:
        super().__init__()
        self._faults = faults

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to say this; mark what has been going on."""
        is_due, record.goes_on = self._faults.met(f"{record.name}: {_words(record)}")
        return is_due


class OnlyDeaths(logging.Filter):
    """Lets through what Gunicorn says of processes that ended, which names nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether this is one of the few sentences that we have read."""
        return str(record.msg).startswith(DEATHS)


class PlainWords(logging.Formatter):
    """A line in plain words, for who tries it out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return what is said, without the words of an exception."""
        return _said(record)


class JsonLines(logging.Formatter):
    """A line that machines read."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return a JSON object on one line, without the words of an exception."""
        at = datetime.fromtimestamp(record.created, UTC).replace(microsecond=0)
        line = {
            "time": format_moment(at),
            "level": record.levelname.lower(),
            "process": self._process,
            "logger": record.name,
            "message": _said(record),
        }
        return json.dumps(line, ensure_ascii=False)


def set_up(process: str, *, is_production: bool) -> None:
    """Let everything that this process logs go to stderr by one handler, and nothing past it."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(process) if is_production else PlainWords())
    # On the handler: a filter of a logger is not asked about what its children say.
    handler.addFilter(OnceAMinute(Faults()))
    logging.getLogger().handlers[:] = [handler]
    logging.getLogger(OURS[0]).setLevel(logging.INFO)


def only_deaths() -> None:
    """Let Gunicorn say which of its processes ended, and by the same handler as all else."""
    gunicorn = logging.getLogger(OURS[1])
    gunicorn.handlers.clear()
    gunicorn.propagate = True
    if not any(isinstance(each, OnlyDeaths) for each in gunicorn.filters):
        gunicorn.addFilter(OnlyDeaths())


def _said(record: logging.LogRecord) -> str:
    words = _words(record)
    return f"It goes on: {words}" if getattr(record, "goes_on", False) else words


def _words(record: logging.LogRecord) -> str:
    """Return what may be said: words of a library or an exception may quote what was sent."""
    words = record.getMessage() if record.name in OURS else str(record.msg)
    kind = record.exc_info[0] if record.exc_info else None
    return f"{words} ({kind.__module__}.{kind.__qualname__})" if kind else words
