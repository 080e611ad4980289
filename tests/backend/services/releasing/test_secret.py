"""The secret of record keys is drawn once, and shown to nobody."""

from flask import Flask

from backend.services.releasing.secret import BYTES, record_secret
from backend.services.settings import settings
from backend.services.world import World
from backend.storage.settings import RECORD_KEYING
from tests.backend.rows import rows


def test_whoever_asks_first_draws_it_for_all(app: Flask, world: World) -> None:
    first = record_secret()
    assert record_secret() == first
    assert len(first) == BYTES
    assert rows(app, f"SELECT count(*) FROM setting WHERE name = '{RECORD_KEYING}'") == [(1,)]


def test_it_is_none_of_the_settings_that_pages_show(app: Flask, world: World) -> None:
    secret = record_secret().hex()
    assert secret not in repr(settings())
    page = app.test_client().get("/")
    assert secret not in page.text
