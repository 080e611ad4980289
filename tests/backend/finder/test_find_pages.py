"""Finding on the web without scripts: asked by POST, kept nowhere, honest where nothing fits."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.services.publish import publish
from backend.services.world import World
from shared.saying import LANGUAGES
from tests.backend.cast import a_network, a_place, load_and_publish
from tests.support.page_check import faults_in


def looked_at(answer: TestResponse, path: str) -> str:
    """Check what every residents' page must keep, and return it."""
    assert "Set-Cookie" not in answer.headers
    assert faults_in(answer.text, path) == []
    return answer.text


def find(client: FlaskClient, **typed: str) -> TestResponse:
    answer = client.post("/find", data=typed)
    looked_at(answer, "/find")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer


def test_the_first_page_works_before_anything_was_published(client: FlaskClient) -> None:
    page = looked_at(client.get("/"), "/")
    assert "There is no list here yet. In danger, call 999." in page


def test_a_list_without_a_place_says_that_none_is_listed(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app, places=[])
    assert "No safe place is listed here. In danger, call 999." in client.get("/").text
    page = find(client, where="wigan").text
    assert "No safe place is listed here" in page
    assert "None open near you" not in page


def test_where_no_place_has_what_was_asked_for_the_page_says_that(
    app: Flask, client: FlaskClient
) -> None:
    load_and_publish(app)
    page = client.post("/find", data={"where": "wigan", "with": "quiet"}).text
    assert "None has what you asked for" in page
    assert "None open near you" not in page


def test_the_first_page_offers_towns_and_is_asked_for_again_by_its_etag(
    app: Flask, client: FlaskClient
) -> None:
    load_and_publish(app)
    first = client.get("/")
    page = looked_at(first, "/")
    assert 'name="where" value="Wigan"' in page
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_place_to_walk_to_stands_first(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    page = find(client, where="night haven").text
    assert "Near Night Haven" in page
    assert "Open when you get there" in page
    assert "Take me there" in page


def test_what_is_typed_stands_in_no_address_and_no_title(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    page = find(client, where="canary-4711").text
    head = page.partition("</head>")[0]
    assert "canary-4711" not in head
    assert not re.search(r'(href|action|src)="[^"]*canary-4711', page)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a town, a landmark, a safe place or a postcode."),
        ("zzzzzz", "Nothing fits."),
        ("M1 1AA", "M1 1AA is not a postcode of this borough."),
        ("EC1A", "is not a postcode of this borough."),
    ],
)
def test_what_is_not_found_says_what_to_do_and_keeps_what_was_typed(
    app: Flask, client: FlaskClient, typed: str, words: str
) -> None:
    load_and_publish(app)
    answer = find(client, where=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text
    assert "<title>Error:" in answer.text


def test_where_several_fit_one_is_chosen_and_shown(app: Flask, client: FlaskClient) -> None:
    names = [
        {"name": f"Station {each}", "kind": "landmark", "town": "Wigan", "lat": 53.5, "lon": -2.6}
        for each in ("Road", "Approach")
    ]
    load_and_publish(app, names=names)
    page = find(client, where="station").text
    assert "Where are you?" in page
    assert page.count('name="at"') == 2
    shown = find(client, at="53.50000,-2.60000|Station Road").text
    assert "Near Station Road" in shown


@pytest.mark.parametrize("at", ["x", "91,0|x", "nan,0|x", ",|", "1|2", "53.5,-2.6,9|x"])
def test_a_choice_that_is_no_point_is_asked_for_anew(
    app: Flask, client: FlaskClient, at: str
) -> None:
    load_and_publish(app)
    assert find(client, at=at).status_code == 422


def test_only_places_with_what_is_needed_are_shown(app: Flask, client: FlaskClient) -> None:
    places = [
        a_place("p1", name="With a step", facilities=["water"]),
        a_place("p2", name="Without a step", facilities=["step_free"]),
    ]
    load_and_publish(app, places=places)
    page = find(client, where="Wigan", **{"with": "step_free"}).text
    assert "Without a step" in page
    assert "With a step" not in page


def test_a_form_of_another_site_is_refused_in_words(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    answer = client.post("/find", data={"where": "Wigan"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "did not come from a page of ours" in looked_at(answer, "/find")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/help", "/about", "/about/privacy", "/places/p1"])
def test_every_page_is_said_in_every_language(
    app: Flask, client: FlaskClient, code: str, path: str
) -> None:
    load_and_publish(app)
    page = looked_at(client.get(f"{path}?lang={code}"), path)
    assert f'<html lang="{code}"' in page
    assert ('dir="rtl"' in page.partition(">")[2].partition(">")[0] + page[:200]) == (
        code in ("ar", "ur")
    )


def test_a_place_that_left_says_so_and_shows_what_is_near(
    app: Flask, client: FlaskClient, world: World
) -> None:
    from backend.services.transaction import write
    from backend.storage.places import PlaceRow

    load_and_publish(app, places=[a_place("p1"), a_place("p2", name="The next one")])
    with write() as session:
        place = session.get(PlaceRow, "p1")
        assert place is not None
        place.state = "suspended"
    publish(world)
    answer = client.get("/places/p1")
    assert answer.status_code == 404
    page = looked_at(answer, "/places/p1")
    assert "This place is not on the list now" in page
    assert "The next one" in page
    assert "The next one" not in client.get("/places/p-never-was").text


def test_a_towns_places_can_be_read_and_printed(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    page = looked_at(client.get("/list/wigan"), "/list/wigan")
    assert "Safe places in Wigan" in page
    sheet = client.get("/list/wigan.pdf")
    assert sheet.mimetype == "application/pdf"
    assert sheet.data.startswith(b"%PDF")
    assert client.get("/list/nowhere").status_code == 404
    assert client.get("/list/nowhere.pdf").status_code == 404


def test_leaving_leads_elsewhere_and_deletes_what_was_kept(client: FlaskClient) -> None:
    answer = client.get("/leave")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("https://www.bbc.co.uk/")
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_help_is_there_before_anything_was_published(client: FlaskClient) -> None:
    answer = client.get("/help")
    page = looked_at(answer, "/help")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'href="tel:999"' in page


def test_browsers_get_every_place_in_words_at_once(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app, **{k: v for k, v in a_network().items() if k == "places"})
    cards = client.get("/cards.json")
    assert cards.headers["Cache-Control"] == "no-cache"
    assert cards.json is not None
    assert "At the counter" in cards.json["p1"]
    arabic = client.get("/cards.json?lang=ar").json
    assert arabic is not None
    assert "At the counter" not in arabic["p1"]
