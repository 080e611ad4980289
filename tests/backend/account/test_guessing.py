"""S6: nothing without the second step; codes work once; guessing is stopped, the owner is not."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import utils as library
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from backend.account.factors import code_hash
from backend.app import create_app
from backend.config import read_config
from demo.browser import Walker
from tests.backend.pages.matrix import MATRIX
from tests.backend.rows import rows
from tests.conftest import _close
from tests.support.house import House
from tests.support.localhost import serving_localhost
from tests.support.parts import is_part
from tests.support.route_walk import ask, filled, outcome, routes, values
from tests.support.staff import PASSWORD, TOKEN, Browser, invite, join

pytestmark = pytest.mark.full("guesses")

IS_FULL = is_part("guesses")
GUESSES = 10_000 if IS_FULL else 120
ADDRESSES = 500
EMAIL = "olive@council.example"
CODE = re.compile(r'class="umay-code">([^<]+)<')


def test_nothing_but_the_set_up_opens_before_the_second_step(house: House) -> None:
    house.settle()
    browser = house.nobody()
    path = invite(house.app, "officer", EMAIL, "Olive")
    browser.send(path, name="Olive", password=PASSWORD, again=PASSWORD)
    assert browser.get("/account/second-step").status_code == 200
    opened, held = [], values(house)
    for key, rule in routes(house.app):
        response = ask(browser, key.partition(" ")[0], filled(rule.rule, held))
        response.get_data()
        response.close()
        if MATRIX[key][0] == "S" and outcome(response) != "S":
            opened.append(key)
    assert opened == []


def test_a_code_from_the_app_works_once(house: House) -> None:
    browser = house.joins("officer", EMAIL)
    code = browser.code()
    first, second = (_after_password(house, browser) for _ in range(2))
    assert first.send("/account/code", code=code).location == "/account/welcome"
    assert second.send("/account/code", code=code).status_code == 200
    assert second.get("/console/").status_code == 302


def test_recovery_codes_are_kept_as_hashes_and_work_once(house: House) -> None:
    browser = house.joins("officer", EMAIL)
    codes = CODE.findall(browser.send("/account/recovery-codes").text)
    held = str(rows(house.app, "SELECT mf_recovery_codes FROM staff"))
    assert len(set(codes)) == 8
    assert [code for code in codes if code in held or code_hash(code) not in held] == []
    first, second = (_after_password(house, browser) for _ in range(2))
    wrong = first.send("/account/recovery", code="0000-0000-0000")
    assert wrong.status_code == 200
    answer = first.send("/account/recovery", code=codes[0].lower().replace("-", " "))
    assert answer.location == "/account/welcome", answer.text
    assert second.send("/account/recovery", code=codes[0]).status_code == 200
    assert second.get("/console/").status_code == 302


def test_guesses_from_many_addresses_are_few_and_the_owner_gets_in_by_passkey(
    migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Chromium
) -> None:
    shutil.copy(migrated_file, tmp_path / "umay.sqlite3")
    settings = {
        "UMAY_DATABASE_URL": f"sqlite:///{tmp_path / 'umay.sqlite3'}",
        "UMAY_DATA_DIR": str(tmp_path / "data"),
    }
    with serving_localhost(settings) as server:
        app = create_app(read_config(server.settings))
        owner = join(app, "officer", EMAIL, "Olive")
        owner.send("/account/recovery-codes")
        page = Walker(browser, server.url)
        _take_over(page, owner)
        _give_authenticator(page.page)
        _add_passkey(page)
        assert _checked_passwords(app, monkeypatch) <= 10
        refused = _guess(app.test_client(), PASSWORD)
        assert refused == 429, "the right password is one guess among others"
        page.page.context.clear_cookies()
        _sign_in_by_passkey(page)
        page.go("/console/")
        assert page.heading() == "Today"
        _close(app)


def test_without_the_limit_every_guess_would_be_tried(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.joins("officer", EMAIL)
    monkeypatch.setattr("backend.account.forms.count_try", lambda *_: None)
    assert _checked_passwords(house.app, monkeypatch, guesses=15) == 15


def test_another_spelling_of_the_address_is_the_same_account(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.joins("officer", EMAIL)
    spellings = ("OLIVE@council.example", "olive@COUNCIL.example", "olive@\uff43ouncil.example")
    assert _checked_passwords(house.app, monkeypatch, guesses=60, spellings=spellings) <= 10


def test_after_an_hour_the_owners_password_works_again(house: House) -> None:
    browser = house.joins("officer", EMAIL)
    client = house.app.test_client()
    answers = [_guess(client, "not it") for _ in range(12)]
    assert answers.count(429) >= 2
    house.clock.move(hours=1)
    again = house.nobody()
    again.email, again.key, again.step = browser.email, browser.key, browser.step
    assert again.sign_in().location == "/account/welcome"


def _checked_passwords(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    guesses: int = GUESSES,
    spellings: tuple[str, ...] = (EMAIL,),
) -> int:
    """Guess from many addresses; return how often a password was really compared."""
    compared = []
    real = library.verify_and_update_password

    def counting(password: Any, user: Any) -> bool:
        compared.append(user.email)
        return bool(real(password, user))

    monkeypatch.setattr("flask_security.core.verify_and_update_password", counting)
    client = app.test_client()
    token = _token(client)
    for number in range(guesses):
        address = f"127.1.{number % ADDRESSES // 250}.{number % 250 + 1}"
        email = spellings[number % len(spellings)]
        data = {"csrf_token": token, "email": email, "password": f"guess number {number}"}
        client.post("/account/sign-in", data=data, environ_base={"REMOTE_ADDR": address})
    monkeypatch.setattr("flask_security.core.verify_and_update_password", real)
    return len(compared)


def _guess(client: FlaskClient, password: str) -> int:
    """Try one password; return the answer's status."""
    data = {"csrf_token": _token(client), "email": EMAIL, "password": password}
    return client.post("/account/sign-in", data=data).status_code


def _token(client: FlaskClient) -> str:
    found = TOKEN.search(client.get("/account/sign-in").text)
    assert found is not None
    return found[1]


def _after_password(house: House, owner: Browser) -> Browser:
    """Return another browser of the same person, who has given the password and no code yet."""
    other = house.nobody()
    other.email = owner.email
    assert other.send("/account/sign-in", email=EMAIL, password=PASSWORD).status_code == 302
    return other


def _take_over(walker: Walker, owner: Browser) -> None:
    """Give a real browser the session of somebody who is signed in."""
    cookie = owner.client.get_cookie("umay")
    assert cookie is not None
    url = {"name": "umay", "value": cookie.value, "domain": "localhost", "path": "/"}
    walker.page.context.add_cookies([url])  # type: ignore[list-item]


def _give_authenticator(page: Page) -> None:
    """Plug in a device that keeps passkeys and sees a finger on it at once (CTAP 2)."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _add_passkey(walker: Walker) -> None:
    walker.go("/account/passkeys")
    walker.fill({"name": "my phone"})
    walker.press("Add a passkey")
    walker.page.get_by_text("Your passkeys").wait_for()
    assert "my phone" in walker.text()


def _sign_in_by_passkey(walker: Walker) -> None:
    walker.go("/account/passkey")
    walker.press("Use my passkey")
    walker.page.wait_for_url("**/console/")
