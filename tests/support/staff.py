"""People who work with the network, made and signed in as they would be in life."""

import re
from dataclasses import dataclass, field

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.services.actors import COMMAND_LINE
from backend.services.invitations import Invitee
from backend.services.people import make_invitation
from backend.services.transaction import write
from backend.web.world import world
from tests.support.page_check import faults_in

PASSWORD = "correct horse battery staple"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KEY = re.compile(r'class="umay-key">([^<]+)<')


@dataclass
class Browser:
    """One person's browser: keeps cookies, sends each form with the token of its page.

    It looks at every page it gets: a page with a fault fails the test.
    """

    client: FlaskClient
    email: str = ""
    key: str = ""
    codes: list[str] = field(default_factory=list)
    step: int = 0
    kept: tuple[str, str] = ("", "")

    def get(self, path: str) -> TestResponse:
        return looked_at(self.client.get(path, follow_redirects=False))

    def see(self, path: str) -> str:
        """Return a page's text, redirects followed."""
        response = looked_at(self.client.get(path, follow_redirects=True))
        assert response.status_code == 200, (path, response.status_code)
        return response.text

    def send(self, path: str, on: str | None = None, **values: object) -> TestResponse:
        """Send a form to a path with the token of the page it stands on."""
        values = {"csrf_token": self.token(on or path), **values}
        return looked_at(self.client.post(path, data=values, follow_redirects=False))

    def token(self, on: str) -> str:
        """Return the token of a page's forms."""
        found = TOKEN.search(looked_at(self.client.get(on, follow_redirects=True)).text)
        return found[1] if found else ""

    def kept_token(self, on: str) -> str:
        """Return the token of a page's forms; the page is read once in each session."""
        if not self._session() or self.kept[0] != self._session():
            token = self.token(on)
            self.kept = self._session(), token
        return self.kept[1]

    def _session(self) -> str:
        cookie = self.client.get_cookie("umay")
        return cookie.value if cookie else ""

    def code(self) -> str:
        """Return the next code of this person's app: each works once, so each is a later one."""
        self.step += 1
        return pyotp.TOTP(self.key).at(NOW_STEP(), counter_offset=self.step - 1)

    def sign_in(self, password: str = PASSWORD) -> TestResponse:
        """Sign in with password and code."""
        self.send("/account/sign-in", email=self.email, password=password)
        return self.send("/account/code", code=self.code())


def looked_at(response: TestResponse) -> TestResponse:
    """Return an answer; a page must be without faults first."""
    if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
        assert faults_in(response.text, response.request.path) == []
    return response


def NOW_STEP() -> float:  # noqa: N802
    """Return the moment of this machine, by which code apps go."""
    import time

    return time.time()


def invite(app: Flask, role: str, email: str, name: str, place_id: str | None = None) -> str:
    """Return the path of an invitation's link."""
    with app.app_context(), write() as session:
        invitee = Invitee(email, name, role, place_id)
        link = make_invitation(session, world(), COMMAND_LINE, invitee)
    return link.removeprefix(world_url(app))


def world_url(app: Flask) -> str:
    with app.app_context():
        return world().base_url


def join(app: Flask, role: str, email: str, name: str, place_id: str | None = None) -> Browser:
    """Return the browser of somebody who took up an invitation and is signed in."""
    browser = Browser(app.test_client(), email)
    path = invite(app, role, email, name, place_id)
    answer = browser.send(path, name=name, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 302, answer.text
    page = browser.send("/account/second-step", setup="authenticator").text
    found = KEY.search(page)
    assert found, page
    browser.key = found[1].replace("-", "").replace(" ", "")
    answer = browser.send("/account/code", on="/account/second-step", code=browser.code())
    assert answer.location == "/account/welcome", answer.text
    return browser
