"""The pages for when the server is away: what they say of places, and what they never claim."""

import gzip
import json
import re
from typing import Any

import pytest
from flask import Flask

from backend.finder.away import pages_of, pages_without_list
from backend.services.publish import publish
from backend.services.world import World
from shared.help import DOORS, help_to_wire
from shared.nations import ENGLAND
from shared.saying import LANGUAGES, saying
from tests.backend.cast import a_place, load
from tests.backend.services.restoring.cast import suspend_place
from tests.conftest import NOW

CHRISTMAS = {"on": "2026-12-25", "hours": []}
MOST_BYTES = 60_000


def page(world: World, code: str = "en") -> str:
    return (world.published_dir / f"away.{code}.html").read_text()


def body(text: str) -> str:
    """Return what somebody reads, without its marks."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL).split())


@pytest.fixture
def published(app: Flask, world: World) -> World:
    leigh = a_place("p2", name="<b>Café</b>", town="Leigh", phone="01942 000000")
    load(app, places=[a_place(), leigh])
    publish(world)
    return world


def test_each_publication_draws_a_page_for_each_language(published: World) -> None:
    names = {path.name for path in published.published_dir.glob("away.*")}
    assert names == {f"away.{code}.html{end}" for code in LANGUAGES for end in ("", ".gz")}
    for code in LANGUAGES:
        squeezed = (published.published_dir / f"away.{code}.html.gz").read_bytes()
        assert gzip.decompress(squeezed).decode() == page(published, code)


def test_a_place_has_its_town_address_telephone_and_hours(published: World) -> None:
    said = body(page(published))
    assert "Safe places in Leigh &lt;b&gt;Café&lt;/b&gt; 1 King Street, Leigh WN1 1BS" in said
    assert 'href="tel:01942000000"' in page(published)
    assert "Friday – Saturday 21:00 – 05:00" in said
    assert "Friday 25/12/2026 Closed" in said
    assert said.index("Leigh") < said.index("Safe places in Wigan")


def test_it_names_its_day_and_never_says_that_a_place_is_open(published: World) -> None:
    said = body(page(published))
    assert "This list is from Friday 27/11/2026, 23:30." in said
    assert re.findall(r"[^.]*\bopen\b[^.]*\.", said) == [" It cannot say what is open now."]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_word_of_ours_is_said_in_each_language(published: World, code: str) -> None:
    said = body(page(published, code))
    for message in ("UMay is away just now", "Help lines", "Exit this page", "Closed", "Friday"):
        assert saying(code)(message) != message
        assert saying(code)(message) in said
    assert "away" not in said


def test_a_place_that_is_listed_for_few_days_more_says_until_when(app: Flask, world: World) -> None:
    load(app, places=[a_place(listed_days=3), a_place("p2", listed_days=90)])
    publish(world)
    said = body(page(world))
    assert said.count("Listed until Monday 30/11/2026. Do not count on it after that.") == 1
    assert said.count("Listed until") == 1


def test_a_suspended_place_is_gone_with_the_next_list(published: World) -> None:
    assert "Night Haven" in page(published)
    suspend_place("p1")
    publish(published)
    assert "Night Haven" not in page(published)


def test_999_comes_first_and_every_help_line_is_there(published: World) -> None:
    said = page(published)
    links = re.findall(r'href="(tel|sms):(\d+)"', said)
    assert links[:2] == [("tel", "999"), ("sms", "999")]
    assert {number for _, number in links} >= {door.phone for door in DOORS if door.phone}


def test_it_holds_no_script_and_loads_nothing(published: World) -> None:
    for code, content in {**pages_without_list(ENGLAND), "list": page(published).encode()}.items():
        text = content.decode()
        assert re.findall(r"<script|<img|<link|url\(|@import| on\w+=| style=", text) == [], code
        assert re.findall(r"https?://", text) == [], code


def test_where_nothing_is_published_no_list_is_spoken_of(app: Flask) -> None:
    with app.app_context():
        pages = pages_without_list(ENGLAND)
    assert [*pages] == [*LANGUAGES, "staff"]
    assert "There is no list of places here just now." in pages["en"].decode()
    assert "This list is from" not in pages["en"].decode()


def many(number: int) -> dict[str, bytes]:
    """Return the documents of so many places that differ as places do."""
    week = [[["09:00", f"1{day}:30"]] for day in range(7)]
    places: list[dict[str, Any]] = [
        {
            "id": f"p{at}",
            "name": f"The {at:x} and {at * 7919:x}",
            "kind": "pub",
            "town": f"Town {at % 15}",
            "address": f"{at % 90} {at * 104729:x} Street",
            "postcode": f"WN{at % 9} {at % 8}{at:x}"[:8],
            "phone": f"01942 {at * 7919:06}",
            "lat": 53.5,
            "lon": -2.6,
            "facilities": ["toilet", "step_free"][: at % 3],
            "checked_on": "2026-11-20",
            "listed_until": 2**31,
            "exceptions": [CHRISTMAS],
            "weekly": week[at % 7 :] + week[: at % 7],
            "openings": [],
        }
        for at in range(number)
    ]
    return {
        "places": json.dumps({"places": places}).encode(),
        "help": json.dumps(help_to_wire()).encode(),
    }


def test_three_hundred_places_are_small_enough_for_a_bad_connection(app: Flask) -> None:
    with app.app_context():
        pages = pages_of(many(300), NOW)
    sizes = {code: len(gzip.compress(content, 9)) for code, content in pages.items()}
    assert max(sizes.values()) < MOST_BYTES, sizes
