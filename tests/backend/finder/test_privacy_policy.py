"""The page whose address the stores are given: it says whose policy it is and covers the app."""

import pytest
from flask.testing import FlaskClient

from backend.services.settings import Settings
from mobile.packaging.papers import STORE
from shared.saying import LANGUAGES

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ADDRESS = "/about/privacy"


@on_sqlite
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_stands_at_the_address_that_the_stores_get(client: FlaskClient, code: str) -> None:
    assert f"`{ADDRESS}`" in (STORE / "answers.md").read_text(encoding="utf-8")
    page = client.get(f"{ADDRESS}?lang={code}")
    assert page.status_code == 200
    assert Settings().partnership in page.text


@on_sqlite
def test_it_tells_what_the_app_sends_and_how_long_it_is_kept(client: FlaskClient) -> None:
    page = client.get(ADDRESS).text
    for told in ("one phone counts once", "kept for two years", "take an answer back", "backup"):
        assert told in page


@on_sqlite
def test_other_pages_to_read_do_not_say_it_again(client: FlaskClient) -> None:
    assert Settings().partnership not in client.get("/about/leaving").text
