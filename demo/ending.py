"""The demonstration's end: told to stop by the system, it stops what it started, as with Ctrl-C."""

import signal
from typing import Never


def end_as_with_ctrl_c() -> None:
    """Take the system's wish to end (SIGTERM) for Ctrl-C: servers are stopped on the way out."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> Never:
    raise KeyboardInterrupt
