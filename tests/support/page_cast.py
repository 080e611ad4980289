"""People and venues in front of a browser: the demonstration's cast on a server of its own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser

from backend.app import create_app
from backend.config import read_config
from demo.browser import Walker
from demo.network import example_network
from tests.conftest import NOW, _close
from tests.support import warm
from tests.support.example import put_example_network
from tests.support.serving import Server
from tests.support.staff import invite, join

A_ZONE = str(example_network(NOW)["zones"][0]["id"])
"""The first zone of the example network."""


@dataclass(frozen=True)
class Cast:
    """The running service with the demonstration's people in it, and an invitation nobody used."""

    url: str
    sign_ins: dict[str, dict[str, str]]
    invitation: str
    cookies: dict[str, Any] = field(default_factory=dict)


@contextmanager
def an_app(
    migrated_file: Path, folder: Path, prepare: Callable[[], None]
) -> Iterator[tuple[Flask, dict[str, str]]]:
    """Give the application of a folder with the example network and what `prepare` puts in.

    Its settings come with it, for a server on the same database.
    """
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    settings = {
        "UMAY_DATABASE_URL": f"sqlite:///{folder / 'umay.sqlite3'}",
        "UMAY_DATA_DIR": str(folder / "data"),
        "UMAY_CLOCK": NOW.isoformat(),
    }
    app = create_app(read_config(settings), now=lambda: NOW)
    with app.app_context():
        put_example_network()
        prepare()
    yield app, settings
    _close(app)


@contextmanager
def a_cast(migrated_file: Path, folder: Path, prepare: Callable[[], None]) -> Iterator[Cast]:
    """Run the service in a folder with everybody in it, and what `prepare` puts in."""
    with an_app(migrated_file, folder, prepare) as (app, settings):
        sign_ins, path = _invited(app, settings)
    with Server(settings, workers=2) as server:
        yield Cast(f"http://127.0.0.1:{server.port}", sign_ins, path)


def _invited(app: Flask, settings: dict[str, str]) -> tuple[dict[str, dict[str, str]], str]:
    """Make the demonstration's people and a second administrator.

    Return the sign-ins of the first, and the path of an invitation.
    """
    made = warm.run("demo.staff", env={**os.environ, **settings})
    assert made.returncode == 0, made.stderr
    sign_ins = {each["email"]: each for each in json.loads(made.stdout)}
    # Somebody else asked: the first administrator's page shows what waits for a second word.
    second = join(app, "administrator", "second@council.example", "Second Administrator")
    asked = {"name": "Ben Example", "email": "ben@police.example", "role": "officer"}
    assert second.send("/console/people", **asked).status_code == 302
    return sign_ins, invite(app, "officer", "new@council.example", "New Officer")


def walker_of(cast: Cast, browser: Browser, role: str) -> Walker:
    """Return somebody at a browser, signed in unless they are nobody; each signs in once."""
    walker = Walker(browser, cast.url)
    found = next((each for each in cast.sign_ins.values() if each["role"] == role), None)
    if role in cast.cookies:
        walker.page.context.add_cookies(cast.cookies[role])
    elif found is not None:
        walker.sign_in(found["email"], found["password"], found["key"])
        cast.cookies[role] = walker.page.context.cookies()
    return walker
