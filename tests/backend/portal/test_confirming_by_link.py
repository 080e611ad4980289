"""The link of a reminder confirms one place once, by a press and not by looking."""

from flask import Flask

from backend.services.colleagues import remove_colleague
from backend.services.listing.change import propose
from backend.services.listing.safety import suspend
from backend.web.world import world
from tests.backend.portal.cast import GWEN, a_guardian, at, reminded
from tests.backend.rows import rows
from tests.backend.services.listing.cast import guardian_of, staff
from tests.support.staff import Browser

CONFIRMED = "SELECT confirmed_on FROM readiness"


def anybody(app: Flask) -> Browser:
    """Return the browser of whoever holds the link; nobody is signed in."""
    return Browser(app.test_client())


def seen(app: Flask) -> int:
    """Return the version of the place, as the page shows it."""
    found: int = rows(app, "SELECT version FROM place WHERE id = 'p1'")[0][0]
    return found


def test_hours_that_changed_since_the_page_was_made_are_not_confirmed(app: Flask) -> None:
    a_guardian(app, days=10)
    link, browser, before = reminded(app), anybody(app), rows(app, CONFIRMED)
    version = seen(app)
    with app.app_context():
        hana = guardian_of("p1", "hana@inn.example")
        propose(world(), hana, "p1", {"weekly": [[["10:00", "12:00"]]] * 5 + [[], []]}, version)
    for stale in (version, "", "ten"):
        answer = browser.send(link, version=stale)
        assert answer.status_code == 409
        assert "Something was changed since" in answer.text
        assert "10:00–12:00" in answer.text
    assert rows(app, CONFIRMED) == before
    assert browser.send(link, version=seen(app)).status_code == 200


def test_looking_says_what_is_confirmed_and_changes_nothing(app: Flask) -> None:
    a_guardian(app, days=10)
    link, before = reminded(app), rows(app, CONFIRMED)
    answer = anybody(app).get(link)
    assert answer.status_code == 200
    for words in ("Is The Inn ready?", "For Gwen", "Mon–Fri 09:00–17:00", "Boxing Day"):
        assert words in answer.text
    assert answer.text.count("<form") == 1
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    anybody(app).client.head(link)
    assert rows(app, CONFIRMED) == before
    assert rows(app, "SELECT used_at FROM confirm_link WHERE used_at IS NOT NULL") == []


def test_one_press_confirms_and_the_link_is_used_up(app: Flask) -> None:
    a_guardian(app, days=10)
    link, browser = reminded(app), anybody(app)
    answer = browser.send(link, version=seen(app))
    assert answer.status_code == 200
    assert "Thank you" in answer.text
    assert "The Inn" in answer.text
    assert str(rows(app, CONFIRMED)[0][0]) == "2026-12-08"
    for again in (browser.get(link), anybody(app).get(link)):
        assert again.status_code == 410
        assert "It was used already. Nothing has been changed now." in again.text
        assert "sign in" in again.text


def test_the_link_signs_nobody_in(app: Flask) -> None:
    a_guardian(app, days=10)
    link, browser = reminded(app), anybody(app)
    browser.send(link, version=seen(app))
    answer = browser.get("/portal/")
    assert answer.location == "/account/sign-in?next=/portal/"


def test_a_press_without_the_pages_token_is_refused(app: Flask) -> None:
    a_guardian(app, days=10)
    link, before = reminded(app), rows(app, CONFIRMED)
    answer = anybody(app).client.post(link)
    assert answer.status_code == 400
    assert rows(app, CONFIRMED) == before


def test_an_old_link_says_what_to_do(app: Flask) -> None:
    a_guardian(app, days=10)
    link = reminded(app)
    at(app, 50)
    answer = anybody(app).get(link)
    assert answer.status_code == 410
    assert "too long ago" in answer.text
    assert "This link no longer works" in answer.text


def test_who_looks_after_the_place_no_longer_confirms_nothing(app: Flask) -> None:
    a_guardian(app, days=10)
    link, before = reminded(app), rows(app, CONFIRMED)
    browser = anybody(app)
    token = browser.token(link)
    with app.app_context():
        remove_colleague(world(), guardian_of("p1", "hana@inn.example"), "p1", GWEN)
    answer = browser.client.post(link, data={"csrf_token": token, "version": seen(app)})
    assert answer.status_code == 410
    assert "you need not do anything" in answer.text
    assert rows(app, CONFIRMED) == before


def test_a_suspended_place_is_not_confirmed(app: Flask) -> None:
    a_guardian(app, days=10)
    link = reminded(app)
    with app.app_context():
        suspend(world(), staff("olga@police.example"), "p1", "Nobody answered.")
    answer = anybody(app).get(link)
    assert answer.status_code == 409
    assert "This place cannot be confirmed now" in answer.text
    assert "help them as before" in answer.text


def test_half_a_link_is_not_known(app: Flask) -> None:
    a_guardian(app, days=10)
    answer = anybody(app).get(reminded(app)[:-4])
    assert answer.status_code == 410
    assert "Was the whole of it copied?" in answer.text


def test_a_hostile_name_stands_there_as_text(app: Flask) -> None:
    a_guardian(app, days=10, name="<script>alert(1)</script>{{7*7}}")
    text = anybody(app).get(reminded(app)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text
