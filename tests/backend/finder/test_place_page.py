"""The page to which a place's code leads: what the phone says, with no cookie and no script."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.services.publish import publish
from backend.services.published_list import published_place
from backend.services.readiness.sweep import look_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from shared.problems import Problem
from tests.backend.cast import load_and_publish
from tests.support.page_check import faults_in


def seen(client: FlaskClient, place_id: str = "p1") -> tuple[int, str]:
    answer = client.get(f"/places/{place_id}")
    assert "Set-Cookie" not in answer.headers
    assert faults_in(answer.text, f"/places/{place_id}") == []
    return answer.status_code, answer.text


def test_a_listed_place_says_when_it_is_open_and_how_to_ask(
    app: Flask, client: FlaskClient
) -> None:
    load_and_publish(app)
    status, page = seen(client)
    assert status == 200
    for words in ("Night Haven", "I need a safe place", "Opening hours", "Open until"):
        assert words in page


def test_readiness_is_read_in_one_sentence(app: Flask, client: FlaskClient, world: World) -> None:
    load_and_publish(app)
    look_due(world)
    publish(world)
    assert "Ready. Visited in November." in seen(client)[1]
    with write() as session:
        place = session.get(PlaceRow, "p1")
        assert place is not None
        place.due_from = 1
    publish(world)
    assert "Not everything here was confirmed in time." in seen(client)[1]


def test_a_place_that_left_says_so_and_whom_to_call(app: Flask, client: FlaskClient) -> None:
    load_and_publish(app)
    status, page = seen(client, "p-gone")
    assert status == 404
    assert "not on the list now" in page
    assert "999" in page


def test_a_place_that_ran_out_is_gone_without_being_published_anew(
    app: Flask, world: World
) -> None:
    load_and_publish(app)
    later = replace(world, now=lambda: world.now() + timedelta(days=4000))
    with pytest.raises(Problem) as refusal:
        published_place(later, "p1")
    assert refusal.value.code == "not-found"


def test_before_anything_was_published_the_page_says_to_come_back(client: FlaskClient) -> None:
    answer = client.get("/places/p1")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
