"""No transaction is open while a password is hashed: nobody waits for it but who asked."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from backend.account import hashing
from backend.account.hashing import QUEUE
from backend.storage.database import db
from backend.web.queueing import Queue
from tests.support.house import House
from tests.support.staff import PASSWORD, TOKEN, Browser

EMAIL = "olive@council.example"


class Watched:
    """The library's context, noting whether a transaction was open at each hash."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.open: list[bool] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def hash(self, *args: Any, **kwargs: Any) -> Any:
        self.open.append(db.session().in_transaction())
        return self._inner.hash(*args, **kwargs)

    def verify(self, *args: Any, **kwargs: Any) -> Any:
        self.open.append(db.session().in_transaction())
        return self._inner.verify(*args, **kwargs)


@pytest.fixture
def watched(house: House) -> Iterator[Watched]:
    context = house.app.extensions["security"].pwd_context
    inner, context._context = context._context, Watched(context._context)
    yield context._context
    context._context = inner


def do_all(house: House, owner: Browser) -> None:
    """Do everything that hashes: signing in, right and wrong, proving, changing, resetting."""
    nobody = house.nobody()
    for email in (EMAIL, "nobody@council.example"):
        nobody.send("/account/sign-in", email=email, password="not the password")
        nobody.send("/account/reset", email=email)
    nobody.send("/account/sign-in", email=EMAIL, password=PASSWORD)
    owner.send("/account/prove", password=PASSWORD)
    new = {"new_password": "four other words here", "new_password_confirm": "four other words here"}
    assert owner.send("/account/password", password=PASSWORD, **new).status_code == 302


def test_no_transaction_is_open_while_a_password_is_hashed(house: House, watched: Watched) -> None:
    owner = house.joins("officer", EMAIL)
    do_all(house, owner)
    assert len(watched.open) >= 9
    assert not any(watched.open)


def test_one_that_is_open_would_be_seen(
    house: House, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = house.joins("officer", EMAIL)
    monkeypatch.setattr(hashing, "let_go", lambda: None)
    monkeypatch.setattr(hashing, "sign_in", SimpleNamespace(open_for_writing=lambda: None))
    do_all(house, owner)
    assert any(watched.open)


def test_when_too_many_hash_at_once_others_are_told_to_come_again(house: House) -> None:
    house.joins("officer", EMAIL)
    client = house.app.test_client()
    token = TOKEN.search(client.get("/account/sign-in").text)
    assert token is not None
    data = {"csrf_token": token[1], "email": EMAIL, "password": PASSWORD}
    kept, house.app.extensions[QUEUE] = house.app.extensions[QUEUE], Queue(at_once=1, waiting=0)
    with house.app.extensions[QUEUE].turn():
        answer = client.post("/account/sign-in", data=data)
    house.app.extensions[QUEUE] = kept
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
