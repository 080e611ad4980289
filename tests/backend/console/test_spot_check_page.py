"""The form of a spot check: what it asks, what it refuses, what is kept."""

import re

import pytest
from flask import Flask

from backend.domain.spot_checks import MUST, POINTS
from backend.services.listing.safety import suspend
from backend.services.readiness.checking import Found, check_spot
from backend.services.transaction import write
from backend.storage.staff import GuardianshipRow, staff_of
from backend.web.world import world
from tests.backend.services.listing.cast import apply, make_live, shown, staff, version_of
from tests.conftest import NOW
from tests.support.staff import Browser, join

PAGE, PLACE = "/console/places/p1/spot-check", "/console/places/p1"
ALL_YES = dict.fromkeys(POINTS, "yes")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def officer(app: Flask) -> Browser:
    """An officer at a browser, and a live place of two colleagues."""
    with app.app_context():
        make_live(world())
    return join(app, "officer", "olive@council.example", "Olive")


def seen(page: str) -> dict[str, str]:
    """Return what the form of a page carries unseen."""
    found = dict(re.findall(r'name="(version|seen)" value="(\d+)"', page))
    assert set(found) == {"version", "seen"}
    return found


def test_points_left_open_are_refused_and_the_rest_stays(officer: Browser) -> None:
    held = seen(officer.see(PAGE))
    answer = officer.send(PAGE, **held, staff_knew="yes", notes="Ring the bell.")
    assert answer.status_code == 422
    assert answer.text.count("Say yes or no.") == len(POINTS) - 1
    assert 'id="staff_knew" name="staff_knew" value="yes" checked' in answer.text
    assert "Ring the bell." in answer.text


def test_one_failing_point_that_matters_is_enough(app: Flask, officer: Browser) -> None:
    assert "hides the place at once" in officer.see(PAGE)
    answer = officer.send(PAGE, **seen(officer.see(PAGE)), took_in="no", notes="One\r\nTwo <b>")
    assert answer.location == PLACE
    page = officer.see(PLACE)
    assert "The check failed: residents no longer see the place." in page
    assert "Not so: somebody who asks for a safe place is taken in." in page
    assert "“One\nTwo &lt;b&gt;”" in page
    with app.app_context():
        assert shown(world()) == []


@pytest.mark.parametrize("point", [point for point in POINTS if point not in MUST])
def test_a_lesser_point_is_kept_and_hides_nothing(app: Flask, officer: Browser, point: str) -> None:
    officer.send(PAGE, **seen(officer.see(PAGE)), **{**ALL_YES, point: "no"})
    assert "Passed" in officer.see(PLACE)
    with app.app_context():
        assert shown(world()) == ["p1"]


def test_a_pass_over_a_fresh_failure_is_refused_with_what_happened(
    app: Flask, officer: Browser
) -> None:
    held = seen(officer.see(PAGE))
    with app.app_context():
        ben = staff("ben@other.example")
        check_spot(world(), ben, "p1", version_of(), Found(("staff_knew",), "Nobody knew."))
    answer = officer.send(PAGE, **held, **ALL_YES)
    assert answer.status_code == 409
    assert "Spot check failed by Ben" in answer.text
    assert "Suspended by Ben" in answer.text
    assert "Approved by" not in answer.text
    assert answer.text.count('value="yes" checked') == len(POINTS)


def test_a_failure_is_taken_whatever_changed_meanwhile(app: Flask, officer: Browser) -> None:
    held = seen(officer.see(PAGE))
    with app.app_context():
        suspend(world(), staff("ben@other.example"), "p1", "A window is broken.")
    assert officer.send(PAGE, **held, staff_knew="no").status_code == 302
    assert "It is suspended: residents do not see it." in officer.see(PAGE)


def test_nobody_checks_their_own_place(app: Flask, officer: Browser) -> None:
    held = seen(officer.see(PAGE))
    with app.app_context(), write() as session:
        olive = staff_of(session, "olive@council.example")
        assert olive is not None
        session.add(GuardianshipRow(staff_id=olive.id, place_id="p1", since_at=NOW))
    answer = officer.send(PAGE, on=PLACE, **held, staff_knew="no")
    assert answer.status_code == 403
    assert "You offered this place, or look after it." in answer.text
    assert 'name="staff_knew"' not in officer.see(PAGE)
    assert PAGE not in officer.see(PLACE)


def test_an_offer_is_not_checked_on_the_spot(app: Flask, officer: Browser) -> None:
    with app.app_context():
        apply("p2")
    page = officer.see("/console/places/p2/spot-check")
    assert "Only places that are live or suspended are checked." in page
    assert "/spot-check" not in officer.see("/console/places/p2")


def test_notes_that_cannot_be_kept_are_refused(officer: Browser) -> None:
    held = {**seen(officer.see(PAGE)), **ALL_YES}
    answer = officer.send(PAGE, **held, notes="x" * 1001)
    assert answer.status_code == 422
    assert 'id="notes-error"' in answer.text
    told = {"csrf_token": officer.token(PAGE), **held, "notes": "a\x00b"}
    assert officer.client.post(PAGE, data=told).status_code == 422
