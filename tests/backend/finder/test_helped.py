"""Did they help? One press on the web, stored once, asked with an id that is nobody else's."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.problems import CATALOGUE
from tests.backend.cast import an_id
from tests.backend.finder.forms import opened
from tests.backend.rows import count, rows

THANKS = "Thank you. It says nothing of who you are."


@pytest.mark.parametrize("helped", ["yes", "no", "not_there"])
def test_a_press_is_stored_with_the_week_and_no_more(
    published: Flask, client: FlaskClient, helped: str
) -> None:
    page = opened(client, "/helped", {"place": "p1"})
    assert page.heading == "Did they help?"
    assert page.send(helped=helped).heading == THANKS
    kept = rows(published, "SELECT place_id, week, helped FROM help_answer")
    assert kept == [("p1", "2026-W48", helped)]


def test_each_page_asks_under_an_id_of_its_own_and_twice_is_once(
    published: Flask, client: FlaskClient
) -> None:
    page = opened(client, "/helped", {"place": "p1"})
    for _ in range(2):
        assert page.send(helped="yes").heading == THANKS
    assert count(published, "help_answer") == 1
    opened(client, "/helped", {"place": "p1"}).send(helped="yes")
    assert count(published, "help_answer") == 2


def test_another_word_under_the_same_id_leaves_the_first(
    published: Flask, client: FlaskClient
) -> None:
    page = opened(client, "/helped", {"place": "p1"})
    page.send(helped="yes")
    assert page.send(helped="no").status == 409
    assert rows(published, "SELECT helped FROM help_answer") == [("yes",)]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"place": "gone"}, "place-unknown"),
        ({"place": "gone", "helped": "yes", "id": "new"}, "place-unknown"),
        ({"place": "p1", "helped": "perhaps", "id": "new"}, "body-invalid"),
        ({"place": "p1", "helped": "yes", "id": "no-id"}, "id-invalid"),
    ],
)
def test_what_cannot_be_is_refused_and_not_kept(
    published: Flask, client: FlaskClient, form: dict[str, str], code: str
) -> None:
    fresh = {**form, "id": an_id()} if form.get("id") == "new" else form
    page = opened(client, "/helped", fresh)
    assert (page.status, page.heading) == (422, CATALOGUE[code].title)
    assert count(published, "help_answer") == 0


def test_before_anything_is_published_it_says_to_come_back(client: FlaskClient) -> None:
    assert opened(client, "/helped", {"place": "p1"}).status == 503


@pytest.mark.usefixtures("published")
def test_the_thanks_lead_to_saying_how_safe_it_feels_there(client: FlaskClient) -> None:
    page = opened(client, "/helped", {"place": "p1"}).send(helped="yes")
    assert "Night Haven" in page.send().words
