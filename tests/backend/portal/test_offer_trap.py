"""The field that only machines fill in: wherever an offer stands, it is answered and not sent."""

from flask import Flask

from tests.backend.rows import count
from tests.support.staff import TOKEN


def test_the_trap_is_answered_before_the_contact_page_too(app: Flask) -> None:
    client = app.test_client()
    token = TOKEN.search(client.get("/offer/").text)
    assert token is not None
    client.post("/offer/", data={"csrf_token": token[1]})
    answer = client.post("/offer/check", data={"csrf_token": token[1], "fax": "1"})
    assert answer.status_code == 200
    assert count(app, "notice") == 0
