"""A venue's whole way, in a real browser: offered, vetted by two, seen by a phone, and gone again.

Gunicorn, PostgreSQL and the jobs run as in life; mails lie in a folder; the phone is the app's own
sync code.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Browser

from backend.app import create_app
from backend.config import read_config
from backend.domain.staff import OFFICER
from demo.browser import Walker
from demo.venues import VENUES, answers
from shared.clock import uptime_s
from shared.ranking import Tier
from tests.conftest import NOW, _close
from tests.journeys.partnership import Partnership
from tests.mobile.phone import Phone, a_phone
from tests.support.judging import Judged
from tests.support.serving import Server
from tests.support.staff import PASSWORD, invite
from tests.support.working import JobsProcess

T = TypeVar("T")
LINK = re.compile(r"https?://[^/\s]+(/\S+)")
ALWAYS: list[Any] = [[["00:00", "24:00"]] for _ in range(7)]
WITHIN_S = 150
KEY = ".umay-key"
NUMBER = 0
NAME = f"{VENUES[NUMBER][0]} (example)"


class House:
    """The running service as the people of this test reach it: its address and its mails."""

    def __init__(self, url: str, settings: dict[str, str]) -> None:
        self.url = url
        self._settings = settings

    def link_for(self, email: str, part: str) -> str:
        """Return the path of the link in the newest mail to somebody that holds this part."""
        folder = Path(self._settings["UMAY_DATA_DIR"]) / "mail"

        def found() -> str | None:
            for path in sorted(folder.glob("*.eml"), key=lambda each: -each.stat().st_mtime):
                text = path.read_text(encoding="utf-8").replace("=\n", "")
                for link in LINK.findall(text):
                    if f"To: {email}" in text and part in link:
                        return str(link)
            return None

        return until(found, f"a mail to {email} about {part}")

    @contextmanager
    def inside(self) -> Iterator[Flask]:
        """Give an application on the service's database."""
        app = create_app(read_config(self._settings), now=lambda: NOW)
        yield app
        _close(app)

    def invite(self, role: str, email: str, name: str) -> str:
        """Return the path of an invitation's link, made on the command line."""
        with self.inside() as app:
            return invite(app, role, email, name)


def until(happens: Callable[[], T | None], what: str) -> T:
    """Return what happens, as soon as it does."""
    deadline, pause = monotonic() + WITHIN_S, Event()
    while monotonic() < deadline:
        found = happens()
        if found:
            return found
        pause.wait(0.2)
    raise AssertionError(f"{what} did not come within {WITHIN_S} s")


@pytest.fixture
def house(partnership: Partnership) -> Iterator[House]:
    """The service with the example network, its jobs at work."""
    clock = f"{NOW.isoformat()}@{uptime_s():.3f}"
    settings = {**partnership.settings, "UMAY_MAIL": "folder", "UMAY_CLOCK": clock}
    with Server(settings, workers=2) as server, JobsProcess(settings):
        yield House(f"http://127.0.0.1:{server.port}", settings)


def join(walker: Walker, path: str, name: str) -> str:
    """Take up an invitation and return the key of the code app."""
    walker.go(path)
    walker.fill({"name": name, "password": PASSWORD, "again": PASSWORD})
    walker.press("Continue to the second step")
    walker.press("I have an app")
    key = walker.page.locator(KEY).inner_text().replace("-", "").replace(" ", "")
    walker.fill({"code": walker.code(key)})
    walker.press("Finish")
    walker.press("Make new codes")
    walker.press("I have kept them")
    return key


def offer(house: House, walker: Walker) -> str:
    """Offer a venue that never closes, confirm it by mail, and return its contact's address."""
    told = answers(NUMBER, (53.5448, -2.6300))
    told["hours"] = {"weekly": ALWAYS, "exceptions": []}
    walker.offer(told)
    assert walker.heading() == "Check your answers"
    walker.press("Send the offer")
    email: str = told["contact"]["contact_email"]
    walker.go(house.link_for(email, "/offer/confirm/"))
    walker.press("Confirm the offer")
    assert walker.heading() == "Thank you"
    return email


def check_and_approve(house: House, first: Walker, second: Walker) -> None:
    """Let one officer check the place and another approve it, both from their list of duties."""
    join(first, house.invite(OFFICER, "anna@council.example", "Anna"), "Anna")
    first.go("/console/")
    first.press(f"Check {NAME}")
    first.press("I have visited it and it is fit")
    assert "two different people have to agree" in first.text()
    join(second, house.invite(OFFICER, "ben@police.example", "Ben"), "Ben")
    second.go("/console/")
    second.press(f"Review {NAME}")
    second.press("Approve and show it to residents")
    second.prove(PASSWORD)
    assert "Residents see it within minutes" in second.text()


def shown(phone: Phone) -> dict[str, Tier]:
    """Turn a round and return the places near the phone with what it says of each."""
    phone.round()
    ranking = phone.context.surroundings.rank(60)
    assert ranking is not None
    return {item.place.name: item.tier for item in ranking.items}


def test_a_place_is_offered_vetted_seen_closed_and_suspended(
    tmp_path: Path, house: House, browser: Browser
) -> None:
    venue, officer = Judged(browser, house.url), Judged(browser, house.url)
    guardian = Judged(browser, house.url, is_narrow=True)
    with a_phone(tmp_path, house.url) as phone:
        email = offer(house, venue)
        assert NAME not in shown(phone)
        check_and_approve(house, officer, without_scripts(house, browser))
        until(lambda: shown(phone).get(NAME) == Tier.OPEN, "the place on the phone")

        join(guardian, house.link_for(email, "/account/invitation/"), "Gwen")
        assert guardian.heading() == "Your places"
        guardian.press(f"Closed today {NAME}")
        assert "Residents see: closed" in guardian.text()
        until(lambda: shown(phone)[NAME] != Tier.OPEN, "“closed” on the phone")

        officer.go("/console/places?words=School&state=live")
        officer.press(NAME)
        officer.page.locator("#why").select_option(label="A test visit failed")
        officer.page.locator("#reason-suspend").fill("Nobody at the door knew the scheme.")
        officer.page.get_by_role("button", name="Suspend it now").click()
        assert "Residents no longer see it" in officer.text()
        until(lambda: NAME not in shown(phone), "the place to leave the phone")

    # W1: what all of them passed is what everybody can use.
    for walker, least in ((venue, 11), (officer, 7), (guardian, 5)):
        assert walker.faults == []
        assert walker.seen >= least


@pytest.mark.full("pages", alone=True)
def test_without_scripts_a_place_is_offered_and_approved(house: House, browser: Browser) -> None:
    offer(house, without_scripts(house, browser))
    second = without_scripts(house, browser)
    check_and_approve(house, without_scripts(house, browser), second)
    assert "Live" in second.text()


def without_scripts(house: House, browser: Browser) -> Walker:
    """Return somebody whose browser runs nothing."""
    return Walker(browser, house.url, has_scripts=False)
