"""The page after a restoration: officers look, administrators release, residents see after that."""

import pytest
from sqlalchemy import update

from backend.services.load_network import load_network
from backend.services.publish import publish, publish_due
from backend.services.restoring.holding import hold_by_hand
from backend.services.transaction import write
from backend.storage.places import PlaceRow
from backend.web.world import world
from tests.backend.cast import a_network, a_place
from tests.backend.services.restoring.cast import shown
from tests.conftest import NOW
from tests.support.house import House
from tests.support.staff import Browser

PAGE = "/console/restored"


@pytest.fixture
def olga(house: House, amir: Browser) -> Browser:
    return house.joins("officer", "olga@council.example")


@pytest.fixture
def restored(house: House) -> House:
    """A service with three places, one of which was suspended, on records from before that."""
    with house.app.app_context():
        load_network(
            a_network(places=[a_place(f"p{each}", name=f"Inn {each}") for each in "012"]), NOW
        )
        state_of_p1("suspended")
        publish(world())
        state_of_p1("live")
        hold_by_hand(world(), None, is_restored=True)
    return house


def state_of_p1(state: str) -> None:
    with write() as session:
        session.execute(update(PlaceRow).where(PlaceRow.id == "p1").values(state=state))


def test_without_a_restoration_the_page_says_that_nothing_is_held(olga: Browser) -> None:
    page = olga.see(PAGE)
    assert "The service is not held, and no place waits for a look." in page
    assert "held on restored records" not in olga.see("/console/")


def test_everybody_was_signed_out_and_signs_in_again(
    house: House, olga: Browser, restored: House
) -> None:
    assert olga.get(PAGE).status_code == 302


def test_an_officer_looks_and_an_administrator_releases(house: House, restored: House) -> None:
    amir, olga = (
        house.joins("administrator", "amira@council.example"),
        house.joins("officer", "olaf@council.example"),
    )
    for page in ("/console/", "/console/state"):
        assert "held on restored records" in olga.see(page)
    state = olga.see("/console/state")
    assert "Nothing is published while the service is held." in state
    assert "Nothing has been published yet." not in state
    page = olga.see(PAGE)
    assert "Its records came from a backup." in page
    first, _, others = page.partition("On the last list")
    assert "Not on the last list that residents saw" in first
    assert ("Inn 1" in first, "Inn 1" in others, "Inn 2" in others) == (True, False, True)
    assert "Ask an administrator to release it" in page
    assert olga.send(f"{PAGE}/look", place=["p0", "p2"]).status_code == 302
    assert "2 places wait for a look no longer." in olga.see(PAGE)
    assert amir.send(f"{PAGE}/release").status_code == 302
    assert "Released." in amir.see(PAGE)
    with house.app.app_context():
        publish_due(world())
        assert shown(world()) == ["p0", "p2"]
    page = olga.see("/console/")
    assert "One place is hidden</strong> until an officer has looked" in page
    assert "Residents see 2 of 3 live places." in page


def test_all_that_were_on_the_last_list_are_looked_at_by_one_press(
    house: House, restored: House
) -> None:
    olga = house.joins("officer", "olaf@council.example")
    assert olga.send(f"{PAGE}/look", all="yes", listed=["p0", "p2"], place=[]).status_code == 302
    page = olga.see(PAGE)
    assert ("Inn 1" in page, "Inn 0" in page, "Inn 2" in page) == (True, False, False)


def test_an_officer_does_not_release(house: House, restored: House) -> None:
    olga = house.joins("officer", "olaf@council.example")
    assert olga.send(f"{PAGE}/release").status_code == 403
