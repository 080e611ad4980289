"""An invited venue's way in: its link, its name, what is known of it filled in."""

import pytest
from flask.testing import FlaskClient

from backend.services.candidates import dismiss, invite
from backend.web.world import world
from tests.backend.console.conftest import Site
from tests.backend.services.listing.cast import staff
from tests.backend.services.offers.cast import secrets_mailed
from tests.backend.services.test_candidates import draft
from tests.support.staff import Browser

EMAIL = "office@inn.example"


def link_for(site: Site, number: int, **changes: object) -> str:
    """Invite a new candidate and return the path of its link."""
    with site.inside():
        draft(number, **changes)
        before = set(secrets_mailed("offer/invited"))
        invite(world(), staff(f"olive-{number}@council.example"), f"fhrs-{number}", EMAIL)
        (secret,) = set(secrets_mailed("offer/invited")) - before
    return f"/offer/invited/{secret}"


@pytest.fixture
def venue(site: Site) -> Browser:
    """Somebody at a venue, not signed in."""
    client: FlaskClient = site.app.test_client()
    return Browser(client)


def test_a_link_that_was_never_sent_is_told_plainly(venue: Browser) -> None:
    answer = venue.get("/offer/invited/never-sent")
    assert answer.status_code == 410
    assert "This link has been used or has run out." in answer.text
    assert "You can also offer your venue without a link." in answer.text


def test_a_candidate_put_aside_is_invited_no_more(site: Site, venue: Browser) -> None:
    path = link_for(site, 1)
    with site.inside():
        dismiss(world(), staff("omar@council.example"), "fhrs-1", "It has closed.")
    assert venue.get(path).status_code == 410
    assert venue.send(path, on="/offer/").status_code == 410


def test_looking_at_the_link_begins_nothing(site: Site, venue: Browser) -> None:
    path = link_for(site, 2, name="The Quiet Inn")
    shown = venue.see(path)
    assert '<h1 class="govuk-heading-l">The Quiet Inn as a safe place</h1>' in shown
    assert venue.get("/offer/place").location == "/offer/"


def test_one_press_goes_on_with_what_is_known(site: Site, venue: Browser) -> None:
    path = link_for(site, 3, name="The Known Inn", address="7 Mill Lane")
    assert venue.send(path).location == "/offer/organisation"
    assert 'value="The Known Inn"' in venue.see("/offer/place")
    assert 'value="7 Mill Lane"' in venue.see("/offer/address")
    assert f'value="{EMAIL}"' in venue.see("/offer/contact")


def test_the_link_goes_on_with_the_same_offer_in_another_browser(
    site: Site, venue: Browser
) -> None:
    path = link_for(site, 4)
    venue.send(path)
    venue.send("/offer/organisation", organisation="Inns of Wigan", website="")
    other = Browser(site.app.test_client())
    other.send(path)
    assert 'value="Inns of Wigan"' in other.see("/offer/organisation")
