"""The server on a machine whose clock is set while it runs."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from backend.app import create_app as compose
from backend.app import ticking
from backend.config import read_config

FILE_NAME = "jump"


def create_app() -> Flask:
    """Return the server; its clock is ahead by the seconds that a file in its folder says."""
    config = read_config(os.environ)
    clock = ticking(config.starts_at, lambda: datetime.now(UTC))

    def now() -> datetime:
        return clock() + timedelta(seconds=_jump_s(config.data_dir))

    return compose(config, now)


def set_clock_ahead(data_dir: Path, seconds: int) -> None:
    """Let the clock of the server be ahead from now on, or behind."""
    part = data_dir / f"{FILE_NAME}.part"
    part.write_text(str(seconds), encoding="utf-8")
    part.replace(data_dir / FILE_NAME)


def _jump_s(data_dir: Path) -> int:
    try:
        return int((data_dir / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 0
