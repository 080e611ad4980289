"""Another secret key: whoever is at work goes on; afterwards nothing hangs on the one before."""

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.config import read_config
from backend.services.actors import COMMAND_LINE
from backend.services.rotating import key_name, rotate
from backend.storage.database import db
from backend.web.world import world
from tests.backend.rows import rows
from tests.backend.services.code_apps import in_the_form_of_before
from tests.conftest import NOW, _close
from tests.support.staff import PASSWORD, Browser, invite, join

OLD, NEW, NEWER = "the-key-of-last-year" * 2, "the-key-of-this-year" * 2, "the-key-to-come" * 3
HOME = "http://localhost:8000"
OTHER = "four other words here"


@dataclass
class Service:
    """The service as one process after another on the same data, each with its keys."""

    folder: Path
    app: Flask | None = None

    def start(self, key: str, *old: str) -> Flask:
        """Stop the process that runs, if any, and start one with these keys."""
        self.stop()
        told = {
            "UMAY_DATA_DIR": str(self.folder),
            "UMAY_SECRET_KEY": key,
            "UMAY_SECRET_KEY_OLD": " ".join(old),
        }
        self.app = create_app(read_config(told), now=lambda: NOW)
        return self.app

    def stop(self) -> None:
        if self.app is not None:
            _close(self.app)

    def moved(self, browser: Browser) -> Browser:
        """Return a browser, with its cookie, as one of the process that runs now."""
        assert self.app is not None
        cookie, browser.client = browser.client.get_cookie("umay"), self.app.test_client()
        if cookie is not None:
            browser.client.set_cookie("umay", cookie.value)
        return browser

    def rotate(self) -> int:
        """Do what the command does; return how many code apps were encrypted anew."""
        assert self.app is not None
        with self.app.app_context():
            done = rotate(world(), COMMAND_LINE, self.app.config["SECURITY_TOTP_SECRETS"])
        assert done.lost == 0
        return done.anew

    def signs_in(self, somebody: Browser) -> bool:
        """Return whether somebody comes in by password and code app, in another browser."""
        assert self.app is not None
        somebody.client = self.app.test_client()
        somebody.sign_in()
        return somebody.get("/account/").status_code == 200


@pytest.fixture
def service(migrated_file: Path, tmp_path: Path) -> Iterator[Service]:
    shutil.copy(migrated_file, tmp_path / "umay.sqlite3")
    service = Service(tmp_path)
    yield service
    service.stop()


def with_a_code_app(app: Flask, name: str) -> Browser:
    return join(app, "officer", f"{name}@council.example", name.title())


class Begun(NamedTuple):
    """What several people have begun."""

    olive: Browser
    her_form: str
    visitor: Browser
    visitors_form: str
    reset: str
    invitation: str


def begun(app: Flask) -> Begun:
    olive, visitor = with_a_code_app(app, "olive"), Browser(app.test_client())
    with_a_code_app(app, "rita")
    return Begun(
        olive=olive,
        her_form=olive.token("/account/prove"),
        visitor=visitor,
        visitors_form=visitor.token("/offer/"),
        reset=asked_for_reset(app, "rita"),
        invitation=invite(app, "officer", "ina@council.example", "Ina"),
    )


def asked_for_reset(app: Flask, name: str) -> str:
    """Return the path of the link that somebody is sent who has forgotten their password."""
    Browser(app.test_client()).send("/account/reset", email=f"{name}@council.example")
    bodies = [body for (body,) in rows(app, "SELECT body FROM notice") if "/account/reset/" in body]
    return str(bodies[-1].split(HOME)[1].split()[0])


def what_goes_on(service: Service, held: Begun) -> dict[str, bool]:
    """Return what of all that was begun goes on in the process that runs now."""
    olive, visitor = service.moved(held.olive), service.moved(held.visitor)
    assert service.app is not None
    sent = {"csrf_token": held.visitors_form}
    reset, invited = Browser(service.app.test_client()), Browser(service.app.test_client())
    asked = reset.send(held.reset, password=OTHER, password_confirm=OTHER)
    proof = {"csrf_token": held.her_form, "password": PASSWORD}
    return {
        "her session": olive.get("/account/").status_code == 200,
        "her form": olive.client.post("/account/prove", data=proof).status_code == 302,
        "a visitor's form": visitor.client.post("/offer/", data=sent).status_code == 302,
        "a link for a new password": asked.location == "/account/sign-in",
        "an invitation": invited.get(held.invitation).status_code == 200,
        "the code app": service.signs_in(olive),
    }


ON_NO_KEY = {"her session", "an invitation"}
"""A name of 256 random bits in the store, and a secret whose hash is in the database."""


def test_whatever_was_begun_goes_on_where_the_key_before_is_listed(service: Service) -> None:
    held = begun(service.start(OLD))
    service.start(NEW, OLD)
    assert [what for what, goes_on in what_goes_on(service, held).items() if not goes_on] == []


def test_where_it_is_not_listed_all_that_hangs_on_a_key_is_refused(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    held = begun(service.start(OLD))
    service.start(NEW)
    with caplog.at_level(logging.ERROR):
        assert {what for what, goes_on in what_goes_on(service, held).items() if goes_on} == (
            ON_NO_KEY
        )
    assert "not listed in UMAY_SECRET_KEY_OLD" in caplog.text


def test_afterwards_code_apps_and_passwords_go_on_without_the_key_before(service: Service) -> None:
    app = service.start(OLD)
    pat, held = with_a_code_app(app, "pat"), begun(app)
    service.start(NEW, OLD)
    assert service.rotate() == 3
    assert service.rotate() == 0
    service.start(NEW)
    assert service.signs_in(pat)
    assert not what_goes_on(service, held)["a visitor's form"], "what the key before had signed"


def test_what_is_begun_meanwhile_hangs_on_the_new_key_alone(service: Service) -> None:
    app = service.start(NEW, OLD)
    held = begun(app)
    service.start(NEW)
    assert [what for what, goes_on in what_goes_on(service, held).items() if not goes_on] == []


def test_a_library_that_signs_by_the_oldest_is_caught(service: Service) -> None:
    app = service.start(NEW, OLD)
    with_a_code_app(app, "rita")
    # The order in which Flask-Security 5.9 hands over its keys.
    app.extensions["security"].reset_serializer.secret_keys.reverse()
    reset = asked_for_reset(app, "rita")
    assert Browser(app.test_client()).get(reset).status_code == 200
    assert Browser(service.start(NEW).test_client()).get(reset).status_code == 302


@pytest.mark.parametrize(
    ("keys", "is_rotated"),
    [
        *(((OLD,), False), ((NEW, OLD), False), ((NEWER, NEW, OLD), False)),
        *(((OLD, NEW, OLD), False), ((NEW,), True)),
    ],
    ids=["upgraded", "rotated", "rotated twice", "about to be rotated", "done"],
)
def test_a_code_app_of_before_keys_had_names_goes_on(
    service: Service, keys: tuple[str, ...], *, is_rotated: bool
) -> None:
    app = service.start(OLD)
    pat = with_a_code_app(app, "pat")
    write_in_the_form_of_before(app, pat)
    if is_rotated:
        service.start(NEW, OLD)
        assert service.rotate() == 1
    service.start(*keys)
    assert service.signs_in(pat)


def write_in_the_form_of_before(app: Flask, owner: Browser) -> None:
    with app.app_context(), db.engine.begin() as connection:
        stored = in_the_form_of_before(owner.key, OLD)
        assert key_name(stored) == "1"
        connection.execute(text("UPDATE staff SET tf_totp_secret = :s"), {"s": stored})


def test_on_several_machines_each_takes_what_the_other_signs(service: Service) -> None:
    held = begun(service.start(NEW, OLD))
    service.start(OLD, NEW, OLD)
    assert [what for what, goes_on in what_goes_on(service, held).items() if not goes_on] == []
