"""A network with everybody in it: two places, their guardians, the office, and a clock to move."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask

from backend.app import create_app
from backend.domain.staff import ADMINISTRATOR, ANALYST, GUARDIAN, OFFICER
from backend.services.actors import COMMAND_LINE
from backend.services.publish import publish
from backend.services.releasing.making import make_release
from backend.services.transaction import write
from backend.storage.imported import DraftRow
from backend.storage.places import PlaceRow
from backend.web.world import world
from tests.backend.services.listing.cast import make_live
from tests.backend.services.offers.cast import settle
from tests.backend.services.releasing.cast import LAST, answers_of, store
from tests.conftest import NOW, _close, _config
from tests.support.staff import Browser, join

CANARY = "Xylocanary"
"""Stands in every field of the second place; whoever has nothing to do with it never reads it."""


ANSWERS = 40

CANDIDATE = {
    "id": "d1",
    "source": "FHRS",
    "name": "The Bakery",
    "kind": "shop",
    "town": "Wigan",
    "address": "2 King Street",
    "postcode": "WN1 1BS",
    "phone": "",
    "sort": "Retailers",
    "facilities": [],
    "weekly": [],
    "notes": [],
    "state": "waiting",
}
"""A candidate of whom the list gives no position."""


class MovableClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **ahead: float) -> None:
        """Put the clock forward."""
        self.moment += timedelta(**ahead)


@dataclass(frozen=True)
class House:
    """An application on a migrated database of its own, and its clock."""

    app: Flask
    clock: MovableClock

    def nobody(self) -> Browser:
        """Return a browser of nobody in particular."""
        return Browser(self.app.test_client())

    def joins(self, role: str, email: str, place_id: str | None = None) -> Browser:
        """Return the browser of somebody new, signed in and with recovery codes."""
        browser = join(self.app, role, email, email.partition("@")[0].title(), place_id)
        browser.send("/account/recovery-codes")
        return browser

    def settle(self) -> None:
        """Make two live places, each field of the second with the canary."""
        marked: dict[str, object] = {
            "name": f"{CANARY} Inn",
            "address": f"1 {CANARY} Street",
            "organisation": f"{CANARY} Ltd",
            "languages": [CANARY],
        }
        with self.app.app_context():
            make_live(world(), "p1")
            _live_with(marked)
            with write() as session:
                session.add(DraftRow(**CANDIDATE))
            publish(world())

    def release(self) -> None:
        """Let forty people answer about a ward, and release the quarter."""
        said = [{**each, "zone_id": "z1", "place_id": None} for each in answers_of(LAST)[:ANSWERS]]
        with self.app.app_context():
            settle()
            store(said)
            make_release(world(), COMMAND_LINE, str(LAST))


@contextmanager
def a_house(migrated_file: Path, folder: Path) -> Iterator[House]:
    """Open an application on a copy of the migrated file; close it afterwards."""
    path = folder / "umay.sqlite3"
    shutil.copy(migrated_file, path)
    clock = MovableClock()
    app = create_app(_config(f"sqlite:///{path}", folder), now=clock)
    yield House(app, clock)
    _close(app)


def everybody(house: House) -> dict[str, Browser]:
    """Return a browser for each role, and for the guardian of another place."""
    return {
        "nobody": house.nobody(),
        "guardian": house.joins(GUARDIAN, "gwen@inn.example", "p1"),
        "neighbour": house.joins(GUARDIAN, "nina@other.example", "p2"),
        "officer": house.joins(OFFICER, "olive@council.example"),
        "analyst": house.joins(ANALYST, "ada@council.example"),
        "administrator": house.joins(ADMINISTRATOR, "amir@council.example"),
    }


def _live_with(fields: dict[str, object]) -> None:
    make_live(world(), "p2")
    with write() as session:
        place = session.get_one(PlaceRow, "p2")
        for name, value in fields.items():
            setattr(place, name, value)
