"""One application for each engine and test process, made anew in all that a test can change.

To make one takes some 0.1 s of processor time, which half of all tests spent before they began.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from backend.app import create_app
from backend.config import Config
from backend.jobs.bell import Bell, open_queue
from backend.storage.database import db
from backend.web.world import EXTENSION


@dataclass(frozen=True)
class Kept:
    """An application that is lent to one test after another, and how it was when it was made."""

    app: Flask
    config: Config
    settings: dict[str, Any]
    extensions: dict[str, Any]
    attributes: dict[str, Any]


def kept(config: Config, now: Callable[[], Any]) -> Kept:
    """Make an application that will be lent."""
    app = create_app(config, now=now)
    return Kept(app, config, dict(app.config), dict(app.extensions), dict(vars(app)))


def lend(held: Kept) -> Flask:
    """Return the application as if it had just been made, on folders that are empty."""
    app, data = held.app, held.config.data_dir
    vars(app).update(held.attributes)
    for known, first in ((app.config, held.settings), (app.extensions, held.extensions)):
        known.clear()
        known.update(first)
    # The bell keeps its queue open, and the queue's file is gone.
    wake = Bell(partial(open_queue, held.config.redis_url, data)).ring
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], wake=wake)
    return app


def data_of(folder: Path) -> Path:
    """Return an empty folder for data, whatever an earlier test has put there."""
    data = folder / "data"
    if data.is_dir():
        empty_folder(data)
    else:
        data.unlink(missing_ok=True)
    return data


def empty_folder(folder: Path) -> None:
    """Delete what a folder holds; the sessions' folder stays where the application made it."""
    for path in folder.iterdir():
        if path.is_dir() and path.name == "sessions":
            empty_folder(path)
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def let_go(app: Flask) -> None:
    """Close every connection of an application."""
    with app.app_context():
        db.engine.dispose()
