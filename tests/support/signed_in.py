"""Somebody at a browser who has signed in already, without a page of it being walked."""

from flask import Flask

from demo.browser import Walker
from tests.support.staff import join


def sign_in(
    walker: Walker,
    url: str,
    app: Flask,
    role: str,
    *,
    email: str = "anna@council.example",
    name: str = "Anna",
    place_id: str | None = None,
) -> None:
    """Let a walker go on as somebody who took up an invitation in this application.

    The server at the address works on the application's database; tests of signing in walk there.
    """
    cookie = join(app, role, email, name, place_id).client.get_cookie("umay")
    assert cookie is not None
    walker.page.context.add_cookies([{"name": "umay", "value": cookie.value, "url": url}])
