"""Saying how safe it feels without a script: step by step, stored once, nothing in an address."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import Config
from shared.ids import receipt_hash
from tests.backend.cast import ask_young, load_and_publish
from tests.backend.finder.feedback_cast import factors_page, level_page, stored
from tests.backend.finder.forms import opened
from tests.backend.rows import count
from tests.conftest import NOW, _close

CANARY = "Xylocanary"


@pytest.mark.usefixtures("published")
def test_a_name_of_two_things_is_chosen_from(client: FlaskClient) -> None:
    page = level_page(client, "cent")
    assert page.heading == "Choose where"
    assert set(page.codes("where")) == {"zone:z1", "zone:z2"}
    assert "Choose one of these." in page.send().words
    assert page.send(where="zone:z2").words.count("Leigh centre") == 1
    assert page.send("back").heading == "Where was it?"


@pytest.mark.usefixtures("published")
def test_the_question_has_the_official_words_and_names_the_light(client: FlaskClient) -> None:
    page = level_page(client)
    assert page.heading == "How safe do you feel here, at night?"
    assert page.codes("level")[0] == "very_safe"
    assert len(page.codes("level")) == 5


@pytest.mark.usefixtures("published")
def test_another_time_asks_about_the_past_and_is_stamped_anew(client: FlaskClient) -> None:
    page = level_page(client).send("when", level="fairly_safe")
    assert page.heading == "When was it?"
    page = page.send(when="last_night")
    assert page.heading == "How safe did you feel there, last night?"
    assert page.hidden["daypart"] == ["after_dark"]
    assert page.hidden["level"] == ["fairly_safe"]


@pytest.mark.usefixtures("published")
def test_reasons_fit_the_level_and_others_are_let_go_of(client: FlaskClient) -> None:
    unsafe = factors_page(client)
    assert unsafe.heading == "What makes it feel like that?"
    assert "bad_lighting" in unsafe.codes("factors")
    assert "well_lit" not in unsafe.codes("factors")
    again = unsafe.send("back", factors=["bad_lighting", "other"]).send(level="very_safe")
    assert "well_lit" in again.codes("factors")
    assert again.hidden["factors"] == ["other"]


def test_three_presses_store_an_answer_with_no_more_than_the_phone_sends(
    published: Flask, client: FlaskClient
) -> None:
    page = factors_page(client).send("done", factors=["followed", "bad_lighting"])
    assert page.heading == "Thank you. It is saved."
    assert "This was not a report to the police, and nobody reads it for days." in page.words
    columns = "level, zone_id, place_id, week, daypart, happened, questions_version, voice"
    night = ("very_unsafe", "z1", None, "2026-W48", "night_economy", "not_said", 1, None)
    assert stored(published, columns) == [night]


def test_the_receipt_that_is_shown_is_that_of_the_answer_and_only_its_hash_is_kept(
    published: Flask, client: FlaskClient
) -> None:
    page = factors_page(client)
    receipt = page.hidden["receipt"][0]
    assert receipt in page.send("done").words
    assert stored(published, "receipt_hash") == [(receipt_hash(receipt),)]


@pytest.mark.usefixtures("published")
def test_right_doors_stand_after_an_answer(client: FlaskClient) -> None:
    page = factors_page(client).send("done", factors=["followed"])
    assert "Victim Support" in page.words
    assert "101, police" in page.words
    safe = factors_page(client, "very_safe").send("done")
    assert "If you want to talk" not in safe.words


def test_the_same_form_twice_is_stored_once(published: Flask, client: FlaskClient) -> None:
    page = factors_page(client)
    assert page.send("done").heading == page.send("done").heading == "Thank you. It is saved."
    assert count(published, "feedback") == 1
    fresh = factors_page(client).send("done")
    assert fresh.status == 200
    assert count(published, "feedback") == 2


def test_optional_questions_come_one_by_one_and_only_those_that_fit(
    published: Flask, client: FlaskClient
) -> None:
    page = factors_page(client).send("more")
    assert page.heading == "Did something happen?"
    assert "Choose an answer, or skip this one." in page.send().words
    page = page.send(happened="to_me")
    assert page.heading == "Was it reported?"
    page = page.send(reported="no")
    assert page.heading == "Why was it not reported?"
    page = page.send("skip")
    assert page.heading == "How old are you?"
    page.send(age_band="from_18_to_24")
    columns = "happened, reported, why_not, age_band, gender"
    said = ("to_me", "no", "not_said", "from_18_to_24", "not_said")
    assert stored(published, columns) == [said]


def test_what_no_longer_fits_is_not_sent(published: Flask, client: FlaskClient) -> None:
    page = factors_page(client).send("more").send(happened="to_me").send(reported="no")
    back = page.send("back").send("back")
    assert back.heading == "Did something happen?"
    assert back.hidden["happened"] == ["to_me"]
    back.send("done", happened="nothing")
    assert stored(published, "happened, reported") == [("nothing", "not_said")]


@pytest.mark.usefixtures("published")
def test_young_people_are_asked_plainly_and_hear_of_childline(client: FlaskClient) -> None:
    page = level_page(client).send(level="very_unsafe", young="1").send("more")
    page = page.send(happened="to_me")
    assert page.heading == "Did anybody tell the police or a grown-up?"
    page = page.send("skip")
    assert page.codes("age_band") == ["not_said", "under_13", "from_13_to_17"]
    assert "Childline" in page.send("done").words


def test_without_scripts_nobody_is_asked_what_they_changed(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    ask_young(app, "on")
    page = factors_page(client).send("more").send("skip")
    assert page.heading == "How old are you?"
    page = page.send(age_band="from_13_to_17")
    assert page.heading == "Thank you. It is saved."
    assert stored(app, "age_band") == [("from_13_to_17",)]


def test_what_a_form_says_of_changes_is_neither_kept_nor_carried_on(
    app: Flask, client: FlaskClient
) -> None:
    load_and_publish(app)
    ask_young(app, "on")
    page = factors_page(client).send("more", changed=["missed_school"])
    assert "changed" not in page.hidden
    page = page.send("skip").send(age_band="from_13_to_17", changed=["missed_school"])
    assert page.heading == "Thank you. It is saved."
    assert (count(app, "feedback"), count(app, "young_record")) == (1, 0)


def test_a_place_page_leads_to_an_answer_about_that_place(
    published: Flask, client: FlaskClient
) -> None:
    page = opened(client, "/feedback", {"place": "p1"})
    assert "Night Haven" in page.words
    page.send(level="very_safe").send("done")
    assert stored(published, "zone_id, place_id") == [(None, "p1")]


@pytest.mark.usefixtures("published")
def test_what_is_typed_stands_in_no_address_and_no_title(client: FlaskClient) -> None:
    page = opened(client, "/feedback").send(typed=CANARY)
    assert CANARY in page.text
    links = [each.get(name, "") for each in page.root.iter() for name in ("href", "action", "src")]
    assert CANARY not in " ".join(links)
    assert CANARY not in page.text.partition("</title>")[0]


@pytest.mark.usefixtures("published")
def test_all_steps_speak_the_language_of_the_form(client: FlaskClient) -> None:
    page = opened(client, "/feedback?lang=ar")
    page = page.send(typed="Town centre").send(level="very_unsafe").send("more")
    assert page.root.get("lang") == "ar"
    assert page.root.get("dir") == "rtl"
    assert page.path == "/feedback"
    assert page.send("done").root.get("lang") == "ar"


def test_an_answer_of_an_older_version_is_taken_while_it_is_published(
    published: Flask, config: Config, client: FlaskClient
) -> None:
    page = factors_page(client)
    late = create_app(config, now=lambda: NOW + timedelta(days=6))
    held = opened(late.test_client(), "/feedback", {**page.hidden, "go": "done"})
    assert held.heading == "Thank you. It is saved."
    assert stored(published, "week") == [("2026-W48",)]
    _close(late)
