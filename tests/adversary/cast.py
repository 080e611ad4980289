"""Who is there to be mistaken for: people who are signed in, half in, or no longer."""

import re
from dataclasses import dataclass
from typing import Any

from cachelib import SimpleCache
from flask_login import encode_cookie

from backend.domain import staff
from backend.services.actors import Actor
from backend.services.people import change_role, close_account
from backend.storage.database import db
from backend.storage.staff import StaffRow
from backend.web.world import world
from tests.backend.rows import rows
from tests.support.house import House
from tests.support.route_walk import PAGE_ROOT, values
from tests.support.staff import PASSWORD, Browser, invite

OFFICER = "olive@council.example"
CLOSED, MOVED, INVITED = "carl@council.example", "rose@council.example", "ivy@council.example"
CODE = re.compile(r'class="umay-code">([^<]+)<')
AMIR = Actor(None, staff.ADMINISTRATOR, "Amir", "amir@council.example")


@dataclass(frozen=True)
class Held:
    """A session as a thief holds it: its cookie, what the store held of it, its forms' token."""

    cookie: str
    content: dict[str, Any]
    token: str


@dataclass(frozen=True)
class Cast:
    """A house, what stands in its paths, and what can be shown in it to be taken for somebody."""

    house: House
    paths: dict[str, str]
    sessions: dict[str, Held]
    account_token: str
    remembered: dict[str, str]

    def put_back(self, held: Held) -> None:
        """Let the store hold a session again, whatever a request has made of it."""
        store = self.house.app.session_interface.store  # type: ignore[attr-defined]
        if held.content:
            store.cache.set(f"{store.key_prefix}{held.cookie}", held.content)


def gather(house: House) -> Cast:
    """Let everybody come, sign in and be sent away again, and keep what each could show."""
    house.settle()
    # In memory: to write a file before and after each of thousands of requests takes a tenth more.
    house.app.session_interface.store.cache = SimpleCache(threshold=10_000)  # type: ignore[attr-defined]
    olive = house.joins(staff.OFFICER, OFFICER)
    olive.codes = CODE.findall(olive.send("/account/recovery-codes").text)
    sessions = {
        "nobody": took(house, house.nobody()),
        "signed in": took(house, olive),
        "another's": took(house, signed_in_again(house, olive)),
        "password alone": took(house, after_password(house, olive), on="/account/code"),
        "invited": took(house, _invited(house), on="/account/second-step"),
        **_over(house, olive),
    }
    account_token, remembered = _tokens(house)
    return Cast(house, values(house), sessions, account_token, remembered)


def took(house: House, browser: Browser, on: str = PAGE_ROOT) -> Held:
    """Return a browser's session once it has begun to offer a venue, as everybody may."""
    assert browser.send("/offer/").status_code == 302
    token = browser.kept_token(on)
    cookie = browser.client.get_cookie("umay")
    assert token
    assert cookie is not None
    store = house.app.session_interface.store  # type: ignore[attr-defined]
    # Of whoever gave no right password nothing is stored: all they have is in their cookie.
    content = store.cache.get(f"{store.key_prefix}{cookie.value}") or {}
    return Held(cookie.value, content, token)


def after_password(house: House, owner: Browser) -> Browser:
    """Return a new browser of somebody who gave the password, and nothing besides yet."""
    browser = house.nobody()
    browser.send("/account/sign-in", email=owner.email, password=PASSWORD)
    return browser


def signed_in_again(house: House, owner: Browser) -> Browser:
    """Return a new browser of the same person, signed in by the next of their recovery codes."""
    browser = after_password(house, owner)
    answer = browser.send("/account/recovery", code=owner.codes.pop())
    assert answer.location == "/account/welcome"
    return browser


def _invited(house: House) -> Browser:
    """Return the browser of somebody who chose a password and has no second step yet."""
    browser = house.nobody()
    path = invite(house.app, staff.OFFICER, INVITED, "Ivy")
    assert browser.send(path, name="Ivy", password=PASSWORD, again=PASSWORD).status_code == 302
    return browser


def _over(house: House, olive: Browser) -> dict[str, Held]:
    """Return sessions as they were before they ended, each in its own way."""
    out, ended = signed_in_again(house, olive), signed_in_again(house, olive)
    carl, rose = house.joins(staff.OFFICER, CLOSED), house.joins(staff.OFFICER, MOVED)
    found = {
        "signed out": took(house, out),
        "ended": took(house, ended),
        "closed": took(house, carl),
        "moved": took(house, rose),
    }
    ended_id = found["ended"].content["staff_session"]
    assert out.send("/account/sign-out", on="/account/").status_code == 302
    assert olive.send(f"/account/sessions/{ended_id}/end", on="/account/").status_code == 302
    with house.app.app_context():
        close_account(world(), AMIR, _id_of(house, CLOSED))
        change_role(world(), AMIR, _id_of(house, MOVED), staff.ANALYST)
    return found


def _id_of(house: House, email: str) -> int:
    return int(dict(rows(house.app, "SELECT email, id FROM staff"))[email])


def _tokens(house: House) -> tuple[str, dict[str, str]]:
    """Return the officer's account token, and the cookie that would remember each of two people."""
    with house.app.test_request_context():
        people = {row.email: row for row in db.session.query(StaffRow)}
        remembered = {
            email: encode_cookie(str(people[email].fs_uniquifier)) for email in (OFFICER, MOVED)
        }
        return str(people[OFFICER].get_auth_token()), remembered
