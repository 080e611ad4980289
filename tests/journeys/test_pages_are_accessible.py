"""W1: every page of every role, in its states: axe, a narrow screen, the keyboard."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from backend.app import create_app
from backend.config import read_config
from backend.services.load_network import load_network
from demo.browser import Walker, browsing
from demo.network import example_network
from tests.conftest import NOW, _close
from tests.journeys.tours import TOURS, Tour
from tests.support.accessibility import too_wide, unreachable, violations
from tests.support.serving import ROOT, Server
from tests.support.staff import invite


@dataclass(frozen=True)
class Cast:
    """The running service with the demonstration's people in it, and an invitation nobody used."""

    url: str
    sign_ins: dict[str, dict[str, str]]
    invitation: str
    cookies: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def cast(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """Venues in every state and somebody of every role, behind Gunicorn."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    settings = {
        "UMAY_DATABASE_URL": f"sqlite:///{folder / 'umay.sqlite3'}",
        "UMAY_DATA_DIR": str(folder / "data"),
        "UMAY_CLOCK": NOW.isoformat(),
    }
    app = create_app(read_config(settings))
    with app.app_context():
        load_network(example_network(NOW), NOW)
    made = subprocess.run(
        [sys.executable, "-m", "demo.staff"],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    sign_ins = {each["email"]: each for each in json.loads(made.stdout)}
    path = invite(app, "officer", "new@council.example", "New Officer")
    _close(app)
    with Server(settings, workers=2) as server:
        yield Cast(f"http://127.0.0.1:{server.port}", sign_ins, path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tours."""
    with browsing() as found:
        yield found


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


@pytest.mark.parametrize("name", TOURS)
def test_every_page_in_its_states_is_accessible(cast: Cast, browser: Browser, name: str) -> None:
    tour: Tour = TOURS[name]
    walker = walker_of(cast, browser, tour.role)
    faults: list[str] = []
    seen = 0
    for state in tour.walk(walker, cast.invitation):
        seen += 1
        faults += [f"{state}: {each}" for each in violations(walker.page)]
        faults += [f"{state}: {each}" for each in too_wide(walker.page)]
    walker.page.context.close()
    assert faults == [], "\n".join(faults)
    assert seen >= tour.least


def test_every_control_is_reached_by_keys_alone(cast: Cast, browser: Browser) -> None:
    nobody = Walker(browser, cast.url)
    nobody.go("/account/sign-in")
    assert unreachable(nobody.page) == []
    officer = walker_of(cast, browser, "officer")
    officer.go("/console/places?state=live")
    officer.page.locator("tbody a").first.click()
    assert unreachable(officer.page) == []


PLANTED: dict[str, tuple[str, Callable[[Walker], object]]] = {
    "color-contrast": (
        '<p style="color:#aaa;background:#fff">Pale</p>',
        lambda w: violations(w.page),
    ),
    "label": ('<input name="x">', lambda w: violations(w.page)),
    "image-alt": ('<img src="data:,">', lambda w: violations(w.page)),
    "link-name": ('<a href="/"></a>', lambda w: violations(w.page)),
    "a wide box": ('<div style="width:900px">Wide</div>', lambda w: too_wide(w.page)),
    "out of reach": ('<button tabindex="-1">No</button>', lambda w: unreachable(w.page)),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(browser: Browser, fault: str) -> None:
    walker = Walker(browser, "http://localhost")
    page = (
        '<html lang="en"><head><title>x</title></head><body><main><h1>x</h1>{}</main></body></html>'
    )
    planted, look = PLANTED[fault]
    walker.page.set_content(page.format(""))
    assert not look(walker)
    walker.page.set_content(page.format(planted))
    assert look(walker)
    walker.page.context.close()
