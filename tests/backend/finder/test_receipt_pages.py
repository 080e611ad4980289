"""A receipt on the web: what became of an answer, what was done, taking it back in two steps."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.domain.interventions import Where
from backend.services.replies import Telling, publish_reply
from backend.services.restoring.holding import hold_by_hand
from backend.services.world import World
from shared.ids import new_receipt, receipt_hash
from tests.backend.cast import RECEIPT, an_answer, load_and_publish, put
from tests.backend.finder.forms import Page, opened
from tests.backend.rows import count
from tests.backend.services.listing.cast import staff


@pytest.fixture
def arrived(app: Flask, client: FlaskClient) -> Flask:
    """An application that holds one answer with a receipt."""
    load_and_publish(app)
    assert put(client, an_answer(receipt_hash=receipt_hash(RECEIPT))).status_code == 201
    return app


def followed(client: FlaskClient, code: str = RECEIPT) -> Page:
    return opened(client, "/receipt").send(code=code)


@pytest.mark.usefixtures("arrived")
def test_what_is_no_code_is_refused_where_it_was_typed(client: FlaskClient) -> None:
    page = followed(client, "7K3M")
    assert (page.status, page.heading) == (422, "Your receipt")
    assert "16 letters and digits" in page.words
    assert page.hidden["code"] == ["7K3M"]


@pytest.mark.usefixtures("arrived")
def test_an_answer_that_arrived_says_where_it_is_about(client: FlaskClient) -> None:
    page = followed(client, RECEIPT.lower().replace("-", " "))
    assert "Your answer has arrived." in page.words
    assert "It is about Town centre" in page.words
    assert "Nothing is told yet." in page.words


@pytest.mark.usefixtures("arrived")
def test_what_was_done_is_read(world: World, client: FlaskClient) -> None:
    telling = Telling(Where(area_id="wigan"), "It is dark", "New lights", date(2026, 11, 20))
    publish_reply(world, staff("olive@council.example"), telling)
    page = followed(client)
    for words in ("It is dark", "New lights", "We did, 20/11/2026"):
        assert words in page.words


@pytest.mark.usefixtures("arrived")
def test_not_arrived_is_an_answer_too(client: FlaskClient) -> None:
    assert "Not arrived yet." in followed(client, new_receipt()).words


def test_taking_back_wants_a_second_press(arrived: Flask, client: FlaskClient) -> None:
    asked = followed(client).send("ask")
    assert asked.heading == "Take the answer back?"
    assert count(arrived, "feedback") == 1
    assert "Your answer has arrived." in asked.send().words
    for _ in range(2):
        assert "Your answer is deleted and does not count." in asked.send("withdraw").words
    assert count(arrived, "feedback") == 0


@pytest.mark.usefixtures("arrived")
def test_a_code_stands_in_no_address(client: FlaskClient) -> None:
    page = followed(client)
    links = [each.get(name, "") for each in page.root.iter() for name in ("href", "action", "src")]
    assert RECEIPT not in " ".join(links)
    assert RECEIPT not in opened(client, f"/receipt?code={RECEIPT}").text


def test_after_a_restoration_it_says_what_to_do_again(
    arrived: Flask, world: World, client: FlaskClient
) -> None:
    hold_by_hand(world, None, is_restored=True)
    page = followed(client)
    assert "On 27/11/2026 our records were restored from a copy." in page.words
    assert "If you had taken this answer back before, please take it back again." in page.words
    lost = followed(client, new_receipt())
    assert "If it was sent shortly before, it is lost. You can give it again." in lost.words
    assert "restored" not in page.send("ask").send("withdraw").words
