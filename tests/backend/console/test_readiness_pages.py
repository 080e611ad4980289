"""The pages of readiness: who sees them, and what they say of nothing and of something."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from backend.services.listing.safety import suspend
from backend.services.readiness.checking import Found, check_spot
from backend.services.transaction import read, write
from backend.storage.readiness import ReadinessRow
from backend.storage.staff import StaffSessionRow
from backend.web.world import world
from tests.backend.rows import rows
from tests.backend.services.listing.cast import make_live, version_of
from tests.backend.services.offers.cast import settle
from tests.backend.services.readiness.network import a_live_place, checked, guard, mailed
from tests.support.staff import PASSWORD, Browser, join

PAGES = ("", "/checks", "/wards", "/licensing")
ROOT = "/console/readiness"
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def officer(app: Flask) -> Browser:
    """An officer at a browser."""
    return join(app, "officer", "olive@council.example", "Olive")


@SQLITE
@pytest.mark.parametrize("role", ["guardian", "analyst", "administrator"])
def test_only_officers_see_them(app: Flask, role: str) -> None:
    other = join(app, role, f"{role}@council.example", "Other")
    assert {other.get(ROOT + path).status_code for path in PAGES} == {403}


@SQLITE
def test_an_empty_network_says_so_on_every_page(officer: Browser) -> None:
    assert "No place is in the network yet." in officer.see(ROOT)
    assert "No live place fits." in officer.see(f"{ROOT}/checks")
    assert "No place is in the network yet." in officer.see(f"{ROOT}/wards")
    assert "No place is on the list now." in officer.see(f"{ROOT}/licensing")


def test_the_list_says_who_needs_somebody_and_why(app: Flask, officer: Browser) -> None:
    with app.app_context():
        settle()
        a_live_place("p-ready", ward_id="w1")
        guard(a_live_place("p-due", confirmed=40))
        mailed("p-due", "failed")
        checked("p-due", ago=3)
    page = officer.see(ROOT)
    assert "0 hidden · 1 due · 1 ready" in page
    assert page.index("p-due") < page.index("p-ready")
    assert "Nobody confirmed that it is ready. Due since 18 November 2026." in page
    assert "Its last reminder came back." in page
    assert "Nobody looks after it." in page
    assert "3 of 4" in page
    assert "Passed, Tuesday 24 November" in page
    assert "Centre" in officer.see(f"{ROOT}?standing=ready&ward=w1")
    assert "No place fits." in officer.see(f"{ROOT}?standing=suspended")


@SQLITE
def test_the_planner_shows_what_is_wanted_and_leads_to_the_form(
    app: Flask, officer: Browser
) -> None:
    with app.app_context():
        a_live_place("p1")
        with write() as session:
            session.get_one(ReadinessRow, "p1").check_wanted = "2026-W47"
    page = officer.see(f"{ROOT}/checks")
    assert "Several residents: nobody helped" in page
    assert "W47" not in page
    assert "week 47" not in page
    assert 'href="/console/places/p1/spot-check"' in page
    with app.app_context(), write() as session:
        session.get_one(ReadinessRow, "p1").check_reason = "closed"
    assert "Several residents: it was closed" in officer.see(f"{ROOT}/checks")


@SQLITE
def test_wards_and_months_stand_in_tables_beside_the_drawing(app: Flask, officer: Browser) -> None:
    with app.app_context():
        settle()
        a_live_place("p1", ward_id="w1")
    page = officer.see(f"{ROOT}/wards")
    assert '<th scope="row">Centre</th>' in page
    assert "Nov 26, so far" in page
    assert 'aria-hidden="true"' in page.partition("<svg")[2][:400]


def test_the_licensing_list_asks_for_a_purpose_and_for_proof(app: Flask, officer: Browser) -> None:
    with app.app_context():
        _, ben = make_live(world())
        check_spot(world(), ben, "p1", version_of(), Found(("staff_knew",), "A secret note."))
    assert officer.get(f"{ROOT}/licensing.csv").location == f"{ROOT}/licensing"
    old_sign_in(app)
    answer = officer.send(f"{ROOT}/licensing.csv", on=ROOT, purpose="x", back=f"{ROOT}/licensing")
    assert answer.location == f"/account/prove?next={ROOT}/licensing"
    assert "You are asked for your password first." in officer.see(f"{ROOT}/licensing")
    officer.send("/account/prove", password=PASSWORD)
    refused = officer.send(f"{ROOT}/licensing.csv", on=f"{ROOT}/licensing", purpose=" ")
    assert refused.status_code == 422
    assert "Say what the list is for" in refused.text
    sent = officer.send(f"{ROOT}/licensing.csv", on=f"{ROOT}/licensing", purpose="Meeting")
    assert sent.mimetype == "text/csv"
    assert "attachment" in sent.headers["Content-Disposition"]
    assert "The Inn,1 King Street,Wigan,WN1 1BS,2026-11-27,a spot check failed" in sent.text
    assert "secret" not in sent.text
    told = rows(app, "SELECT detail FROM audit WHERE deed = 'licensing-list'")
    assert told == [("Meeting: 1 places",)]


@SQLITE
def test_a_suspension_needs_a_reason_of_the_list(app: Flask, officer: Browser) -> None:
    with app.app_context():
        make_live(world())
    page, path = "/console/places/p1", "/console/places/p1/suspend"

    def send(**values: object) -> tuple[int, str]:
        answer = officer.send(path, on=page, version=1, **values)
        return answer.status_code, answer.text

    for values, said in (
        ({}, "Choose a reason."),
        ({"why": "no such", "reason": "Kept words"}, "Choose a reason."),
        ({"why": "other", "reason": " "}, "Say why, in a few words."),
    ):
        status, text = send(**values)
        assert status == 422
        assert said in text
        assert str(values.get("reason", "")).strip() in text
    assert send(why="complaint", reason="The door was shut.")[0] == 302
    story = officer.see(page)
    assert "“A resident or partner complained. The door was shut.”" in story


@SQLITE
def test_a_reason_of_the_list_is_enough(app: Flask, officer: Browser) -> None:
    with app.app_context():
        make_live(world())
    answer = officer.send(
        "/console/places/p1/suspend", on="/console/places/p1", version=1, why="police", reason=""
    )
    assert answer.status_code == 302
    assert "“The police asked for it.”" in officer.see("/console/places/p1")


@SQLITE
def test_who_calls_the_deed_with_words_alone_still_can(app: Flask) -> None:
    with app.app_context():
        anna, _ = make_live(world())
        assert suspend(world(), anna, "p1", "A window is broken.").state == "suspended"
        with read() as session:
            assert session.get_one(ReadinessRow, "p1") is not None


def old_sign_in(app: Flask) -> None:
    """Let everybody's last proof be of yesterday."""
    with app.app_context(), write() as session:
        old = world().now() - timedelta(minutes=20)
        session.execute(update(StaffSessionRow).values(fresh_at=old))


def test_the_navigation_leads_there(officer: Browser) -> None:
    page = officer.see(ROOT)
    assert f'href="{ROOT}" aria-current="page"' in page
    assert len(re.findall(r"<li><a", page.partition("umay-nav")[2].partition("</nav>")[0])) == 10


@SQLITE
def test_today_leads_to_what_is_not_ready(app: Flask, officer: Browser) -> None:
    assert "/console/readiness/checks" not in officer.see("/console/")
    with app.app_context():
        a_live_place("p1", confirmed=40)
        with write() as session:
            session.get_one(ReadinessRow, "p1").check_wanted = "2026-W47"
    page = officer.see("/console/")
    assert "A check is wanted at one place" in page
    assert "0 hidden, 1 due" in page
