"""Where the tests of feedback pages begin: a page of the first question, and what is stored."""

from flask import Flask
from flask.testing import FlaskClient

from tests.backend.finder.forms import Page, opened
from tests.backend.rows import rows


def level_page(client: FlaskClient, typed: str = "Town centre") -> Page:
    return opened(client, "/feedback").send(typed=typed)


def factors_page(client: FlaskClient, level: str = "very_unsafe") -> Page:
    return level_page(client).send(level=level)


def stored(app: Flask, columns: str = "level") -> list[tuple[object, ...]]:
    return rows(app, f"SELECT {columns} FROM feedback")
