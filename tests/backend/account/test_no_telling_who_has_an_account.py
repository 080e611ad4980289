"""S7: neither signing in nor asking for a new password tells who has an account."""

import re
from statistics import median
from time import perf_counter

import pytest
from flask.testing import FlaskClient

from tests.support.house import House
from tests.support.staff import TOKEN

KNOWN, UNKNOWN = "olive@council.example", "orest@council.example"
TIMES = 1_000
MOST_S = 0.005


def answer(client: FlaskClient, path: str, email: str) -> tuple[int, str, list[str]]:
    """Return status, body without token and address, and header names of one try."""
    found = TOKEN.search(client.get(path).text)
    assert found is not None
    data = {"csrf_token": found[1], "email": email, "password": "not the password"}
    response = client.post(path, data=data)
    body = re.sub(TOKEN, "", response.text).replace(email, "")
    return response.status_code, body, sorted(name for name, _ in response.headers)


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/reset"])
def test_the_answer_is_the_same_for_whoever_has_no_account(house: House, path: str) -> None:
    house.joins("officer", KNOWN)
    client = house.app.test_client()
    client.get(path)
    assert answer(client, path, KNOWN) == answer(client, path, UNKNOWN)


def test_a_closed_account_answers_like_none(house: House) -> None:
    from tests.backend.account.test_session_replay import _is_closed

    _is_closed(house, house.joins("officer", KNOWN))
    client = house.app.test_client()
    client.get("/account/sign-in")
    known, unknown = (answer(client, "/account/sign-in", email) for email in (KNOWN, UNKNOWN))
    assert known == unknown


def test_a_body_that_tells_is_caught(house: House) -> None:
    house.joins("officer", KNOWN)
    house.app.config["SECURITY_RETURN_GENERIC_RESPONSES"] = False
    client = house.app.test_client()
    client.get("/account/sign-in")
    known, unknown = (answer(client, "/account/sign-in", email) for email in (KNOWN, UNKNOWN))
    assert known != unknown


def test_a_password_is_hashed_for_nobody_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.joins("officer", KNOWN)
    hashed: list[str] = []
    from flask_security import forms

    real = forms.hash_password  # type: ignore[attr-defined]

    def counting(password: str) -> str:
        hashed.append(password)
        return str(real(password))

    monkeypatch.setattr(forms, "hash_password", counting)
    answer(house.app.test_client(), "/account/sign-in", UNKNOWN)
    assert hashed == ["not the password"]


@pytest.mark.full("guesses", alone=True)
@pytest.mark.parametrize("path", ["/account/sign-in", "/account/reset"])
def test_the_time_tells_nothing_either(
    house: House, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.joins("officer", KNOWN)
    monkeypatch.setattr("backend.account.forms.count_try", lambda *_: None)
    client = house.app.test_client()
    took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(TIMES):
        for email, times in took.items():
            begun = perf_counter()
            answer(client, path, email)
            times.append(perf_counter() - begun)
    difference = abs(median(took[KNOWN]) - median(took[UNKNOWN]))
    assert difference <= MOST_S, f"{path}: {difference * 1000:.1f} ms"
