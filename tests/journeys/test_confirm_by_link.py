"""A place is kept ready in a real browser: a mail's link pressed once, a visit noted in one tap."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from playwright.sync_api import Browser

from backend.app import create_app
from backend.config import read_config
from backend.domain.visits import NEEDS
from backend.services.readiness.sweep import look_due
from backend.web.world import world
from demo.browser import NARROW, Walker
from tests.backend.portal.cast import SECRET
from tests.backend.services.listing.cast import mails
from tests.conftest import NOW, _close
from tests.journeys.partnership import Partnership
from tests.support.serving import Server
from tests.support.signed_in import sign_in

T = TypeVar("T")
GWEN = "gwen@inn.example"
PLACE = "p-001"
LATER = NOW + timedelta(days=10, hours=12)
"""When the hours of the bank holidays are due, late in the morning."""
PHONE_HEIGHT = 640
LEAST_PX = 48


@dataclass(frozen=True)
class House:
    """The running service, and its deeds as the jobs do them."""

    url: str
    partnership: Partnership

    def does(self, deed: Callable[[], T], now: datetime = LATER) -> T:
        """Do a deed in a process of its own clock."""
        app = create_app(read_config(self.partnership.settings), now=lambda: now)
        with app.app_context():
            done = deed()
        _close(app)
        return done

    def signs_in(self, walker: Walker) -> None:
        """Let a walker go on as the place's guardian."""
        app = create_app(read_config(self.partnership.settings), now=lambda: LATER)
        sign_in(walker, self.url, app, "guardian", email=GWEN, name="Gwen", place_id=PLACE)
        _close(app)


@pytest.fixture
def house(partnership: Partnership) -> Iterator[House]:
    """The service ten days after the example network began to be kept ready."""
    settings = {**partnership.settings, "UMAY_CLOCK": LATER.isoformat()}
    with Server(settings, workers=2) as server:
        house = House(f"http://127.0.0.1:{server.port}", partnership)
        house.does(lambda: look_due(world()), now=NOW)
        yield house


@pytest.fixture
def gwen(house: House, browser: Browser) -> Walker:
    """The place's guardian, signed in."""
    walker = Walker(browser, house.url)
    house.signs_in(walker)
    return walker


def link_of_the_reminder(house: House) -> str:
    """Let the reminder be written and return the path of its link."""
    house.does(lambda: look_due(world()))
    texts = house.does(lambda: [text for email, _, text in mails() if email == GWEN])
    (link,) = [found[0] for found in map(SECRET.search, texts) if found]
    return link


def test_one_press_on_a_mails_link_confirms_the_place_once(
    house: House, browser: Browser, gwen: Walker
) -> None:
    gwen.go("/portal/")
    assert "Confirm your hours on the coming bank holidays" in gwen.text()
    link = link_of_the_reminder(house)
    phone = Walker(browser, house.url, has_scripts=False)
    phone.go(link)
    assert "Christmas Day" in phone.text()
    assert house.partnership.whole_rows("readiness")[0]["confirmed_on"] is None
    phone.press("We are ready: confirm")
    assert phone.heading() == "Thank you"
    phone.page.go_back()
    if phone.page.get_by_role("button", name="We are ready: confirm").count():
        phone.press("We are ready: confirm")
    assert phone.heading() == "This link no longer works"
    phone.go(link)
    assert "It was used already." in phone.text()
    gwen.go("/portal/")
    assert "Nothing is due now." in gwen.text()
    # Who held the link is signed in nowhere.
    phone.go("/portal/")
    assert phone.heading() == "Sign in"


def test_a_visit_is_noted_in_one_tap_on_a_narrow_phone(house: House, gwen: Walker) -> None:
    gwen.page.set_viewport_size({"width": NARROW, "height": PHONE_HEIGHT})
    gwen.go(f"/portal/places/{PLACE}/visits")
    buttons = gwen.page.locator("button[name=need]")
    boxes = [button.bounding_box() for button in buttons.all()]
    assert len(boxes) == len(NEEDS)
    for box in boxes:
        assert box
        assert min(box["width"], box["height"]) >= LEAST_PX
        assert box["y"] + box["height"] <= PHONE_HEIGHT
        assert box["x"] + box["width"] <= NARROW
    buttons.first.click()
    assert "Noted." in gwen.text()
    (visit,) = house.partnership.whole_rows("visit")
    assert (visit["place_id"], visit["need"], visit["ending"]) == (PLACE, NEEDS[0], "not_said")
    gwen.press("Police came")
    assert [each["ending"] for each in house.partnership.whole_rows("visit")] == ["police"]
