"""What pages of an answer refuse: plainly, in its place, and nothing that was said is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.backend.cast import a_place, load_and_publish
from tests.backend.finder.feedback_cast import factors_page, level_page
from tests.backend.finder.forms import opened
from tests.backend.rows import count


@pytest.mark.usefixtures("published")
def test_nothing_typed_says_what_to_type(client: FlaskClient) -> None:
    page = opened(client, "/feedback").send(typed=" ")
    assert (page.status, page.heading) == (422, "Where was it?")
    assert "Type a name or a postcode." in page.words


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Qqqqqq", "Nothing fits. Type a neighbourhood"),
        ("M1 1AE", "M1 1AE is not a postcode of this borough."),
    ],
)
def test_a_name_that_fits_nothing_stays_with_advice(
    client: FlaskClient, typed: str, words: str
) -> None:
    page = level_page(client, typed)
    assert page.status == 422
    assert words in page.words
    assert page.hidden["typed"] == [typed]


def test_a_landmark_far_outside_is_said_to_lie_outside(app: Flask, client: FlaskClient) -> None:
    far = {"name": "Far Tower", "kind": "landmark", "town": "Far", "lat": 51.0, "lon": 0.0}
    load_and_publish(app, names=[far])
    assert "Far Tower lies outside the borough." in level_page(client, "Far Tower").words


@pytest.mark.usefixtures("published")
def test_a_level_is_wanted_before_the_reasons(client: FlaskClient) -> None:
    page = level_page(client).send()
    assert (page.status, page.heading) == (422, "How safe do you feel here, at night?")
    assert "Choose how safe it feels." in page.words


def test_another_answer_under_the_same_id_leaves_the_first(
    published: Flask, client: FlaskClient
) -> None:
    page = factors_page(client)
    page.send("done", factors=["followed"])
    second = page.send("done", factors=["drugs_or_alcohol"])
    assert (second.status, second.heading) == (409, "Your first answer is here already")
    assert "It stays as it is." in second.words
    assert count(published, "feedback") == 1


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("where", ["place:gone", "zone:gone", "nonsense"])
def test_somewhere_that_left_is_asked_for_again_and_the_rest_kept(
    client: FlaskClient, where: str
) -> None:
    page = factors_page(client).send("done", where=where, factors=["followed"])
    assert (page.status, page.heading) == (422, "Where was it?")
    assert page.hidden["factors"] == ["followed"]
    page = page.send(typed="Town centre")
    assert page.hidden["level"] == ["very_unsafe"]


def test_a_place_that_left_the_list_is_no_longer_spoken_about(
    app: Flask, client: FlaskClient
) -> None:
    load_and_publish(app, places=[a_place(), a_place("p2", name="Other Haven")])
    page = opened(client, "/feedback", {"place": "p-gone"})
    assert "This place is not on the list now." in page.words


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "changes",
    [
        {"level": "not_a_code"},
        {"factors": ["<script>"]},
        {"happened": "carried_weapon"},
        {"id": "not-an-id"},
        {"id": ""},
        {"receipt": "short"},
        {"daypart": "noon"},
        {"when": "tomorrow"},
        {"version": "one"},
    ],
)
def test_fields_that_were_tampered_with_are_refused(
    client: FlaskClient, changes: dict[str, str | list[str]], published: Flask
) -> None:
    page = factors_page(client).send("done", **changes)
    assert page.status == 422
    assert "missing or not as agreed" in page.heading
    assert count(published, "feedback") == 0


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("changes", [{"week": "2024-W01"}, {"week": "x"}, {"version": "99"}])
def test_a_page_that_was_open_for_too_long_starts_anew_with_the_answers(
    client: FlaskClient, changes: dict[str, str], published: Flask
) -> None:
    page = factors_page(client).send("done", factors=["followed"], **changes)
    assert page.heading == "This page was open for too long"
    again = page.send()
    assert again.hidden["level"] == ["very_unsafe"]
    assert again.send().hidden["factors"] == ["followed"]
    assert again.send().send("done").status == 200
    assert count(published, "feedback") == 1


def test_before_anything_is_published_the_page_says_when_to_come_back(client: FlaskClient) -> None:
    page = opened(client, "/feedback")
    assert page.status == 503
    assert "try again in a minute" in page.heading


@pytest.mark.usefixtures("published")
def test_a_form_that_is_too_large_or_foreign_is_refused(client: FlaskClient) -> None:
    large = opened(client, "/feedback", {"typed": "x" * 20_000})
    assert large.status == 413
    foreign = client.post("/feedback", headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
