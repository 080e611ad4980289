"""Residents have no session: no cookie is set, none is read, no hook of the library runs."""

import pytest
from flask import Flask, session

from backend.account.library import LIBRARY
from backend.services.publish import publish
from backend.services.world import World

PATHS = ("/healthz", "/readyz", "/published/manifest.json", "/api/v1/openapi.json", "/nowhere")


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_to_residents_sets_no_cookie(app: Flask, world: World, path: str) -> None:
    publish(world)
    client = app.test_client()
    client.set_cookie("umay", "whatever-a-cookie-may-hold")
    headers = client.get(path).headers
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


def test_a_page_of_staff_does_set_one(app: Flask) -> None:
    """The control."""
    assert "Set-Cookie" in app.test_client().get("/account/sign-in").headers


def test_using_a_session_for_a_resident_is_refused(app: Flask) -> None:
    with app.test_request_context("/api/v1/feedback/x"), pytest.raises(RuntimeError):
        session["who"] = "somebody"


def test_the_library_hangs_nothing_on_every_request(app: Flask) -> None:
    assert not app.before_request_funcs.get(None)
    assert not app.after_request_funcs.get(None)
    assert app.before_request_funcs[LIBRARY]
    names = [hook.__name__ for hook in app.template_context_processors[None]]
    assert names == ["_default_template_ctx_processor"]
