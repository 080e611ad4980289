"""A list comes again a year later: nothing decided is undone, and what changed is told.

From files by the manual's commands, over the officers' pages, to what residents' phones are sent.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Config
from backend.domain.staff import OFFICER
from backend.services.publish import publish
from backend.services.transaction import read
from backend.storage.imported import DraftRow, all_drafts
from backend.web.world import world
from tests.backend.services.importing.cast import settle
from tests.backend.services.listing.cast import keep_ready, make_live
from tests.conftest import NOW, _close
from tests.support.staff import Browser, join

HEAD = "id,source,name,kind,address,postcode,lat,lon,phone,opening_hours\n"
INN = "1,Council,The Inn,pub,1 King Street,WN1 1BS,53.5448,-2.6318,01942 000000,Mo-Fr 09:00-17:00\n"
HALL = "2,Council,Old Hall,community,2 King Street,WN1 1AA,53.5450,-2.6300,,Mo-Fr 09:00-17:00\n"
BAR = "3,Council,Corner Bar,pub,3 King Street,WN1 1AB,53.5460,-2.6310,01942 000003,\n"
GYM = "4,Council,Town Gym,leisure,4 King Street,WN1 1AA,53.5452,-2.6305,,\n"
YEAR_1 = HEAD + INN + HALL + BAR + GYM
YEAR_2 = (
    HEAD
    + INN.replace("09:00-17:00", "08:00-20:00").replace("01942 000000", "01942000000")
    + BAR.replace("3,Council", "77,Council").replace("01942 000003", "(01942) 000 003")
    + GYM
)


def take_in(app: Flask, folder: Path, text: str) -> str:
    """Run the manual's command on a list; return what it says."""
    path = folder / "council.csv"
    path.write_text(text, encoding="utf-8")
    with app.app_context():
        done = app.test_cli_runner().invoke(args=["import", "places", str(path)])
    assert done.exit_code == 0, done.output
    return done.output


def drafts(app: Flask) -> dict[str, DraftRow]:
    with app.app_context(), read() as session:
        rows = all_drafts(session)
        session.expunge_all()
    return {row.name: row for row in rows}


def officers(app: Flask) -> tuple[Browser, Browser]:
    found = [join(app, OFFICER, f"{name}@council.example", name.title()) for name in ("una", "vic")]
    for browser in found:
        browser.send("/account/recovery-codes")
    return found[0], found[1]


def hours_sent_to_phones(app: Flask) -> list[list[str]]:
    """Return what phones are sent of Monday at the Inn."""
    with app.app_context():
        publish(world())
        folder = world().published_dir
    manifest = json.loads((folder / "manifest.json").read_bytes())
    name = next(each["name"] for each in manifest["documents"] if each["document"] == "places")
    (place,) = json.loads((folder / name).read_bytes())["places"]
    monday: list[list[str]] = place["weekly"][0]
    return monday


@pytest.fixture
def app(config: Config, tmp_path: Path) -> Iterator[Flask]:
    """A partnership with one live place."""
    made = create_app(config, now=lambda: NOW)
    with made.app_context():
        settle(tmp_path)
        make_live(world(), "p1")
        keep_ready("p1")
    yield made
    _close(made)


def test_a_list_a_year_later(app: Flask, tmp_path: Path) -> None:
    said = take_in(app, tmp_path, YEAR_1)
    assert "The Inn is the place The Inn that is here already." in said
    una, vic = officers(app)
    bar = f"/console/candidates/{drafts(app)['Corner Bar'].id}"
    una.send(f"{bar}/dismiss", on=bar, reason="It does not want to.")

    said = take_in(app, tmp_path, YEAR_2)
    assert "Corner Bar has another id or spelling in its list now" in said
    assert "Old Hall is no longer in its list." in said
    assert "The Inn was decided on (taken), and its list says otherwise now: weekly." in said
    found = drafts(app)
    assert len(found) == 4
    assert {name: row.state for name, row in found.items()} == {
        "The Inn": "taken",
        "Corner Bar": "dismissed",
        "Old Hall": "waiting",
        "Town Gym": "waiting",
    }

    assert "Of one venue that somebody decided on" in una.see("/console/")
    page = " ".join(una.see("/console/places/p1").split())
    assert "What the list “Council” says now" in page
    assert "Mon–Fri 09:00–17:00; Sat–Sun closed → Mon–Fri 08:00–20:00" in page
    assert hours_sent_to_phones(app) == [["09:00", "17:00"]]

    inn = found["The Inn"].id
    seen = una.see("/console/places/p1").partition("propose-news")[2]
    version = seen.partition('name="version" value="')[2].partition('"')[0]
    answer = una.send(
        f"/console/candidates/{inn}/propose-news", on="/console/places/p1", version=version
    )
    assert answer.location == "/console/places/p1"
    assert hours_sent_to_phones(app) == [["09:00", "17:00"]]
    assert "approve_change" not in una.see("/console/places/p1")

    seen = vic.see("/console/places/p1").partition("approve_change")[2]
    version = seen.partition('name="version" value="')[2].partition('"')[0]
    vic.send("/console/places/p1/approve_change", on="/console/places/p1", version=version)
    assert hours_sent_to_phones(app) == [["08:00", "20:00"]]
    assert "says now" not in vic.see("/console/places/p1")
    again = take_in(app, tmp_path, YEAR_2)
    assert "0 new, 0 changed, 3 unchanged" in again
