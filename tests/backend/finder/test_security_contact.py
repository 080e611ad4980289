"""security.txt: whom to tell of a weakness, never out of date, never an address of nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.finder.security_contact import PATH, security_txt
from backend.services.actors import Actor
from backend.services.settings import Settings, change_settings
from backend.web.world import world
from tests.conftest import NOW

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MAIL = "safety@council.example"


def fields_of(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


@on_sqlite
def test_without_a_mail_address_there_is_none(client: FlaskClient) -> None:
    answer = client.get(PATH)
    assert answer.status_code == 404
    assert answer.get_json()["type"].endswith("not-found")


@on_sqlite
def test_it_says_what_the_partnership_says(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        who = Actor(1, "administrator", "Ada")
        change_settings(world(), who, Settings(contact_email=MAIL))
    answer = client.get(PATH)
    told = fields_of(answer.text)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert told.keys() == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert told["Contact"] == f"mailto:{MAIL}"
    assert told["Canonical"] == f"http://localhost:8000{PATH}"
    assert told["Expires"] == "2027-05-26T23:30:00Z"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("now", [NOW, datetime(2028, 2, 29, tzinfo=UTC)])
def test_it_expires_after_now_and_within_a_year(now: datetime) -> None:
    until = datetime.fromisoformat(
        fields_of(security_txt(MAIL, "https://a.example", now))["Expires"]
    )
    assert now < until < now + timedelta(days=365)


def test_an_address_adds_no_line() -> None:
    text = security_txt("a\nContact: tel:1@x.example", "https://a.example", NOW)
    assert text.count("Contact:") == 1
    assert len(text.splitlines()) == 4
