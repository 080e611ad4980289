"""Addresses that leave the service come from UMAY_BASE_URL, whatever a request says of itself."""

import re

import pytest

from tests.backend.rows import rows
from tests.support.house import House
from tests.support.staff import PASSWORD, TOKEN, Browser, invite

EMAIL = "olive@council.example"
HOME = "http://localhost:8000"
LINK = re.compile(r"https?://\S+")
FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "ftp",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;proto=ftp",
    "X-Original-Host": "evil.example",
}


def links(house: House) -> list[str]:
    """Return the links in all mails there are."""
    bodies = [body for (body,) in rows(house.app, "SELECT body FROM notice")]
    return [link for body in bodies for link in LINK.findall(body)]


def ask_for_reset(house: House, email: str, **forged: str) -> int:
    client = house.app.test_client()
    token = TOKEN.search(client.get("/account/reset").text)
    assert token is not None
    data = {"csrf_token": token[1], "email": email}
    return client.post("/account/reset", data=data, headers=forged).status_code


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil"])
def test_another_host_is_refused(house: House, host: str) -> None:
    client = house.app.test_client()
    for path in ("/", "/account/reset", "/console", "/api/v1/feedback/x", "/healthz"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code in (400, 421)
        assert b"evil" not in answer.data
        assert "evil" not in str(answer.headers)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9"])
def test_its_own_name_and_this_machine_are_not(house: House, host: str) -> None:
    answer = house.app.test_client().get("/healthz", headers={"Host": host})
    assert answer.status_code == 200


def test_the_way_to_a_new_password_leads_to_the_service(house: House) -> None:
    house.joins("officer", EMAIL)
    assert ask_for_reset(house, EMAIL, **FORGED) == 200
    way = [link for link in links(house) if "/account/reset/" in link]
    assert len(way) == 1
    assert way[0].startswith(f"{HOME}/account/reset/")
    assert [link for link in links(house) if not link.startswith(f"{HOME}/")] == []


def test_a_new_password_does_not_sign_in(house: House) -> None:
    house.joins("officer", EMAIL)
    ask_for_reset(house, EMAIL)
    way = next(link for link in links(house) if "/account/reset/" in link).removeprefix(HOME)
    browser = house.nobody()
    new = "four other words here"
    answer = browser.send(way, password=new, password_confirm=new)
    assert answer.location == "/account/sign-in"
    assert browser.get("/console/").status_code == 302
    assert browser.get("/account/second-step").status_code == 302
    assert browser.get(way).location == "/account/reset", "a link works once"


def test_an_account_without_a_second_step_is_invited_anew_instead(house: House) -> None:
    browser = house.nobody()
    path = invite(house.app, "officer", EMAIL, "Olive")
    browser.send(path, name="Olive", password=PASSWORD, again=PASSWORD)
    assert ask_for_reset(house, EMAIL) == 200
    assert [link for link in links(house) if "/account/reset/" in link] == []
    again = [link for link in links(house) if "/account/invitation/" in link][-1]
    assert again.removeprefix(HOME) != path
    other = house.nobody()
    new = "four other words here"
    answer = other.send(again.removeprefix(HOME), name="Olive", password=new, again=new)
    assert answer.status_code == 302
    late = Browser(house.app.test_client(), EMAIL)
    answer = late.send("/account/sign-in", email=EMAIL, password=PASSWORD)
    assert answer.status_code == 200, "the first password is worth nothing any more"


@pytest.mark.parametrize("path", ["/console", "/portal", "/offer"])
def test_a_redirect_names_no_host(house: House, path: str) -> None:
    answer = house.app.test_client().get(path, headers=FORGED)
    assert answer.status_code == 308
    assert answer.location == f"{path}/"
