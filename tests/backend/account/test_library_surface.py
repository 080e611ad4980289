"""S5, S6: of the sign-in library only what we use is open: sessions and forms.

No token, no remembered browser and no JSON stand for somebody; every try at a password or code is
counted where it is checked.
"""

from typing import Any

import pytest
from flask import Flask
from flask_login import encode_cookie
from flask_security import LoginForm
from flask_wtf import FlaskForm
from wtforms import PasswordField

from backend.account.forms import FORMS, Counted
from backend.account.library import LIBRARY
from backend.storage.staff import StaffRow
from tests.backend.rows import rows
from tests.support.house import House
from tests.support.route_walk import filled, outcome, routes, values
from tests.support.staff import PASSWORD, Browser, invite

EMAIL = "olive@council.example"


def asked(house: House, client: Any, **sent: Any) -> dict[str, str]:
    """Ask for each page of the library as somebody; return what came of each."""
    held = values(house)
    found = {}
    for key, rule in routes(house.app):
        if rule.endpoint.startswith(f"{LIBRARY}.") and rule.endpoint != f"{LIBRARY}.logout":
            answer = client.open(filled(rule.rule, held), method=key.partition(" ")[0], **sent)
            found[key] = outcome(answer)
            answer.close()
    return found


def staff_id(app: Flask) -> str:
    with app.app_context():
        from backend.storage.database import db

        found = db.session.query(StaffRow).filter_by(email=EMAIL).one()
        return str(found.fs_uniquifier)


def token_of(app: Flask) -> str:
    with app.app_context():
        from backend.storage.database import db

        found = db.session.query(StaffRow).filter_by(email=EMAIL).one()
        return str(found.get_auth_token())


@pytest.mark.parametrize("way", ["header", "argument", "remember"])
def test_a_token_or_a_remembered_browser_opens_what_nobody_could(house: House, way: str) -> None:
    house.settle()
    house.joins("officer", EMAIL)
    nobody = asked(house, house.app.test_client())
    client, sent = house.app.test_client(), {}
    if way == "header":
        sent["headers"] = {"Authentication-Token": token_of(house.app)}
    elif way == "argument":
        sent["query_string"] = {"auth_token": token_of(house.app), "include_auth_token": "1"}
    else:
        with house.app.test_request_context():
            client.set_cookie("remember_token", encode_cookie(staff_id(house.app)))
    assert asked(house, client, **sent) == nobody


def test_a_token_would_have_opened_the_accounts_pages(house: House) -> None:
    from flask_security.core import _request_loader

    house.settle()
    house.joins("officer", EMAIL)
    security = house.app.extensions["security"]
    ours = security.login_manager._request_callback
    security.login_manager.request_loader(_request_loader)
    try:
        with house.app.test_request_context(headers={"Authentication-Token": token_of(house.app)}):
            assert _request_loader(__import__("flask").request) is not None
    finally:
        security.login_manager.request_loader(ours)


def test_remember_me_in_the_form_is_not_heard(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    other = house.nobody()
    other.email, other.key, other.step = owner.email, owner.key, owner.step
    sent = other.send("/account/sign-in", email=EMAIL, password=PASSWORD, remember="y")
    done = other.send("/account/code", code=other.code())
    cookies = [*sent.headers.getlist("Set-Cookie"), *done.headers.getlist("Set-Cookie")]
    assert done.location == "/account/welcome"
    assert [each for each in cookies if not each.startswith("umay=")] == []


@pytest.mark.parametrize(
    "path", ["/account/sign-in", "/account/reset", "/account/code", "/account/recovery"]
)
def test_json_is_refused_before_anything_is_checked(house: House, path: str) -> None:
    house.joins("officer", EMAIL)
    client = house.app.test_client()
    token = Browser(client, EMAIL).kept_token("/account/sign-in")
    body = {"email": EMAIL, "password": PASSWORD, "code": "123456"}
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    before = rows(house.app, "SELECT * FROM tries")
    for _ in range(3):
        answer = client.post(path, json=body, headers=headers)
        assert (answer.status_code, answer.mimetype) == (415, "text/html")
    assert rows(house.app, "SELECT * FROM tries") == before


def secret_fields(form: type[FlaskForm]) -> list[str]:
    """Name the fields of a form that hold a password that is there already, or a code."""
    fields = {
        name: getattr(getattr(form, name), "field_class", None)
        for name in dir(form)
        if not name.startswith("_")
    }
    return [
        name
        for name, kind in fields.items()
        if name in ("code", "passcode") or (kind is PasswordField and name == "password")
    ]


def test_every_form_of_the_library_that_checks_a_secret_counts(house: House) -> None:
    infos = house.app.extensions["security"].forms
    used = {
        name: info.cls
        for name, info in infos.items()
        if info.cls is not None and secret_fields(info.cls)
    }
    set_up_off = {
        name for name in used if name.startswith(("us_", "register", "confirm_", "reset"))
    }
    uncounted = {name for name, form in used.items() if not issubclass(form, Counted)}
    assert uncounted <= set_up_off, uncounted
    assert FORMS.keys() <= used.keys() | {"forgot_password_form"}
    assert not issubclass(LoginForm, Counted)


@pytest.mark.parametrize(
    ("path", "field"), [("/account/password", "password"), ("/account/prove", "password")]
)
def test_a_thief_of_an_open_session_guesses_no_more_than_a_stranger(
    house: House, path: str, field: str
) -> None:
    owner = house.joins("officer", EMAIL)
    new = {"new_password": "four other words here", "new_password_confirm": "four other words here"}
    answers = [
        owner.send(path, **{field: f"guess {number}"}, **new).status_code for number in range(15)
    ]
    assert answers.count(429) == 10
    assert owner.send(path, **{field: PASSWORD}, **new).status_code == 429


def test_one_stranger_shuts_nobody_out(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    client = house.app.test_client()
    token = Browser(client, EMAIL).kept_token("/account/sign-in")
    far = {"REMOTE_ADDR": "203.0.113.9"}
    data = {"csrf_token": token, "email": EMAIL, "password": "a guess"}
    answers = [
        client.post("/account/sign-in", data=data, environ_base=far).status_code for _ in range(30)
    ]
    assert answers.count(429) == 25
    again = house.nobody()
    again.email, again.key, again.step = owner.email, owner.key, owner.step
    assert again.sign_in().location == "/account/welcome"


def test_whoever_is_right_may_prove_it_as_often_as_they_like(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    answers = {owner.send("/account/prove", password=PASSWORD).status_code for _ in range(12)}
    assert answers == {302}
    assert rows(house.app, "SELECT sum(count) FROM tries WHERE key LIKE 'prove%'") == [(0,)]


def test_a_subscribers_whole_network_is_one_sender_and_nobody_can_turn_the_mark_back(
    house: House,
) -> None:
    house.joins("officer", EMAIL)
    client = house.app.test_client()
    token = Browser(client, EMAIL).kept_token("/account/sign-in")
    data = {"csrf_token": token, "email": EMAIL, "password": "a guess"}
    tail = [f"2001:db8:7:7:{number:x}::{number:x}" for number in range(1, 13)]
    answers = [
        client.post("/account/sign-in", data=data, environ_base={"REMOTE_ADDR": each}).status_code
        for each in tail
    ]
    assert answers.count(429) == 7
    other = {"REMOTE_ADDR": "2001:db8:7:8::1"}
    assert client.post("/account/sign-in", data=data, environ_base=other).status_code == 200


def test_what_changes_the_way_in_is_mailed_and_audited(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    before = len(mails(house.app))
    owner.send("/account/recovery-codes")
    assert "recovery-codes-made" in deeds(house.app)
    assert len(mails(house.app)) == before + 1


@pytest.mark.parametrize("common", ["123456789012", "passwordpassword", EMAIL])
def test_a_common_password_is_refused_wherever_one_is_chosen(house: House, common: str) -> None:
    browser = house.nobody()
    path = invite(house.app, "officer", EMAIL, "Olive Council")
    answer = browser.send(path, name="Olive Council", password=common, again=common)
    assert answer.status_code == 422
    assert "easy to guess" in answer.text
    owner = house.joins("officer", "oscar@council.example")
    new = {"new_password": common, "new_password_confirm": common}
    answer = owner.send("/account/password", password=PASSWORD, **new)
    assert ("easy to guess" in answer.text) == (common != EMAIL)


def mails(app: Flask) -> list[tuple[Any, ...]]:
    return rows(app, "SELECT email, subject, body FROM notice ORDER BY id")


def deeds(app: Flask) -> set[str]:
    return {deed for (deed,) in rows(app, "SELECT deed FROM audit")}
