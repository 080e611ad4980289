"""The portal's and the console's forms: stale ones say so and keep what was typed."""

import re

import pytest
from flask import Flask

from backend.services.listing.safety import suspend
from backend.services.listing.vetting import check
from backend.services.transaction import read, write
from backend.storage.places import PlaceRow
from backend.web.world import world
from tests.backend.services.listing.cast import apply, make_live, staff, version_of
from tests.support.staff import TOKEN, Browser, join

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def guardian(app: Flask, place_id: str = "p1") -> Browser:
    """Return the browser of a guardian of a place."""
    return join(app, "guardian", "gwen@inn.example", "Gwen", place_id)


def version(app: Flask) -> int:
    """Return the version of the place as it is now."""
    with app.app_context():
        return version_of()


def post_with(browser: Browser, path: str, page: str, **values: object) -> tuple[int, str]:
    """Send a form with the token of a page that was fetched before."""
    token = TOKEN.search(page)
    assert token
    answer = browser.client.post(path, data={"csrf_token": token[1], **values})
    return answer.status_code, answer.text


@SQLITE
def test_shorter_hours_hold_at_once_and_longer_ones_wait(app: Flask) -> None:
    with app.app_context():
        make_live(world())
    gwen = guardian(app)
    page = gwen.see("/portal/places/p1/hours")
    seen = re.search(r'name="version" value="(\d+)"', page)
    assert seen
    # Monday from ten to eight instead of nine to five; the other days are closed.
    boxes = {"d0-0-from": "10", "d0-0-to": "8pm"}
    status, _ = post_with(gwen, "/portal/places/p1/hours", page, version=seen[1], **boxes)
    assert status == 302
    said = gwen.see("/portal/places/p1")
    assert "What promises less holds at once. The rest waits for an officer to agree." in said
    with app.app_context(), read() as session:
        place = session.get_one(PlaceRow, "p1")
        monday = [(each.opens, each.closes) for each in place.weekly if each.weekday == 0]
    assert monday == [(600, 1020)]


@SQLITE
def test_a_stale_form_says_so_and_keeps_what_was_typed(app: Flask) -> None:
    with app.app_context():
        anna, _ = make_live(world())
    gwen = guardian(app)
    page = gwen.see("/portal/places/p1/facilities")
    with app.app_context():
        suspend(world(), anna, "p1", "Nobody answered.")
    old = re.search(r'name="version" value="(\d+)"', page)
    assert old
    status, text = post_with(
        gwen, "/portal/places/p1/facilities", page, version=old[1], languages="Welsh"
    )
    assert status == 409
    assert "Somebody else changed this while you had it open" in text
    assert 'value="Welsh"' in text
    assert "What you typed is still below" in text


@SQLITE
def test_anybody_elses_place_is_not_found(app: Flask) -> None:
    with app.app_context():
        make_live(world())
        apply("p2")
    gwen = guardian(app)
    for path in ("p2", "p2/hours", "p2/details", "p2/facilities", "nowhere"):
        assert gwen.get(f"/portal/places/{path}").status_code == 404
    for deed in ("close-today", "moved", "leave", "colleagues", "withdraw"):
        answer = gwen.send(f"/portal/places/p2/{deed}", on="/portal/", version=1, reason="x")
        assert answer.status_code == 404


@SQLITE
def test_a_stale_approval_shows_what_happened_meanwhile(app: Flask) -> None:
    with app.app_context():
        apply()
        check(world(), staff("anna@council.example"), "p1", version_of())
    ben = join(app, "officer", "ben@police.example", "Ben")
    page = ben.see("/console/places/p1")
    with app.app_context(), write() as session:
        place = session.get_one(PlaceRow, "p1")
        old, place.version = place.version, place.version + 1
    status, text = post_with(ben, "/console/places/p1/approve", page, version=old, seen=1)
    assert status == 409
    assert "What happened while you had it open" in text
    assert "Visited and checked by Anna" in text


@SQLITE
def test_who_has_checked_is_not_asked_to_approve(app: Flask) -> None:
    with app.app_context():
        apply()
    ben = join(app, "officer", "ben@police.example", "Ben")
    ben.send("/console/places/p1/check", on="/console/places/p1", version=version(app))
    page = ben.see("/console/places/p1")
    assert "two different people have to agree" in page
    assert "Approve and show it" not in page
    answer = ben.send("/console/places/p1/approve", on="/console/places/p1", version=version(app))
    assert answer.status_code == 403
    assert "you are one of them already" in answer.text
    with app.app_context(), read() as session:
        assert session.get_one(PlaceRow, "p1").state == "checked"


@SQLITE
def test_a_suspension_without_a_reason_is_asked_for_one(app: Flask) -> None:
    with app.app_context():
        make_live(world())
    ben = join(app, "officer", "olga@police.example", "Olga")
    answer = ben.send(
        "/console/places/p1/suspend", on="/console/places/p1", version=version(app), why=""
    )
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    with app.app_context(), read() as session:
        assert session.get_one(PlaceRow, "p1").state == "live"


@SQLITE
def test_a_season_is_kept_shown_and_asked_about_where_it_is_not_clear(app: Flask) -> None:
    with app.app_context():
        make_live(world())
    gwen = guardian(app)
    path = "/portal/places/p1/hours"
    page = gwen.see(path)
    week = {f"d{day}-0-{end}": at for day in range(5) for end, at in (("from", 9), ("to", 17))}
    summer = {"s0-kind": "dates", "s0-first": "20 July", "s0-last": "31 August"}
    days = {f"s0-d{day}-how": "closed" for day in range(7)}
    unclear = {"s0-d0-how": "open", "s0-d0-0-from": "10", "s0-d0-0-to": "4"}
    values = {"version": version(app), **week, **summer, **days}
    status, text = post_with(gwen, path, page, **values | unclear)
    assert status == 422
    assert "Monday: 10 to 4 can be read in two ways" in text
    assert 'value="20 July"' in text
    status, _ = post_with(gwen, path, page, **values)
    assert status == 302
    assert "Changed. Phones show it within minutes." in gwen.see("/portal/places/p1")
    shown = " ".join(gwen.see("/portal/places/p1").split())
    assert "20/07 – 31/08 each year</th><td>Monday – Sunday Closed" in shown
    assert 'value="31 August"' in gwen.see(path)
    with app.app_context(), read() as session:
        (season,) = session.get_one(PlaceRow, "p1").seasons
    assert season["when"] == [{"kind": "dates", "first": "07-20", "last": "08-31"}]


def test_an_offer_takes_seasons_and_shows_them_before_it_is_sent(app: Flask) -> None:
    client = app.test_client()
    token = TOKEN.search(client.get("/offer/").text)
    assert token is not None
    client.post("/offer/", data={"csrf_token": token[1]})
    week = {"d0-0-from": "9am", "d0-0-to": "5pm"}
    nth = {"s0-kind": "nth", "s0-numbers": "1, last", "s0-d1-how": "open"}
    nth |= {"s0-d1-0-from": "7pm", "s0-d1-0-to": "9pm"}
    answer = client.post("/offer/hours", data={"csrf_token": token[1], **week, **nth})
    assert answer.status_code == 302, answer.text
    page = client.get("/offer/hours").text
    assert 'value="1, last"' in page
    assert 'value="19:00"' in page
