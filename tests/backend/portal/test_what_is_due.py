"""What is due stands first: each place with its standing, its duties in words, one button."""

from flask import Flask

from backend.services.listing.safety import suspend
from backend.services.readiness.sweep import look_due
from backend.services.transaction import write
from backend.storage.staff import GuardianshipRow, staff_of
from backend.web.world import world
from tests.backend.portal.cast import a_guardian, a_live_place
from tests.backend.rows import rows
from tests.backend.services.listing.cast import deeds_audited, staff

ALL_ROWS = "SELECT place_id, confirmed_on, standing, why FROM readiness ORDER BY place_id"


def test_a_place_that_is_ready_says_what_comes_next(app: Flask) -> None:
    page = a_guardian(app).see("/portal/places/p1")
    assert "Nothing is due now. Next:" in page
    assert "We are ready: confirm" in page
    assert "Mon–Fri 09:00–17:00; Sat–Sun closed" in page
    assert "Christmas Day" in page


def test_what_is_due_stands_above_everything_else(app: Flask) -> None:
    page = a_guardian(app, days=10).see("/portal/")
    due, seen = page.index("What is due now"), page.index("What residents see")
    assert due < page.index("Confirm your hours on the coming bank holidays") < seen
    assert "Due since 4 December 2026. Without it residents no longer see the place from " in page


def version(app: Flask) -> int:
    found: int = rows(app, "SELECT version FROM place WHERE id = 'p1'")[0][0]
    return found


def test_looking_changes_nothing_and_confirming_settles_it(app: Flask) -> None:
    gwen = a_guardian(app, days=10)
    before = rows(app, ALL_ROWS)
    gwen.see("/portal/")
    page = gwen.see("/portal/places/p1")
    assert rows(app, ALL_ROWS) == before
    assert "Confirm your hours on the coming bank holidays" in page
    answer = gwen.send("/portal/places/p1/confirm", on="/portal/places/p1", version=version(app))
    assert answer.location == "/portal/places/p1"
    page = gwen.see("/portal/places/p1")
    assert "Thank you. Your place is confirmed." in page
    assert "Confirm your hours" not in page
    assert "confirmed" in [deed for _, deed in deeds_audited(app)]


def test_a_hidden_place_says_why_and_is_nowhere_called_live(app: Flask) -> None:
    gwen = a_guardian(app, days=60, name="Zebra")
    page = gwen.see("/portal/")
    assert "Residents do not see it, because nobody confirmed that it is ready." in page
    assert "Hidden from residents since 11 January 2027." in page
    assert ">Live<" not in page
    assert ">Live<" not in gwen.see("/portal/places/p1")


def test_the_most_urgent_place_is_the_first(app: Flask) -> None:
    gwen = a_guardian(app, days=10, name="Zebra")
    gwen.send("/portal/places/p1/confirm", on="/portal/", version=version(app))
    a_live_place(app, "p2", name="Aardvark")
    with app.app_context():
        with write() as session:
            found = staff_of(session, "gwen@inn.example")
            assert found
            session.add(GuardianshipRow(staff_id=found.id, place_id="p2", since_at=world().now()))
        suspend(world(), staff("olga@police.example"), "p1", "Nobody answered.")
        look_due(world())
    page = gwen.see("/portal/")
    assert page.index("Zebra") < page.index("Aardvark")
    assert "because officers hid it." in page
    assert page.count("We are ready: confirm") == 0


def test_a_place_that_officers_hid_cannot_be_confirmed(app: Flask) -> None:
    gwen = a_guardian(app)
    with app.app_context():
        suspend(world(), staff("olga@police.example"), "p1", "Nobody answered.")
    assert "We are ready" not in gwen.see("/portal/places/p1")
    assert (
        gwen.send("/portal/places/p1/confirm", on="/portal/", version=version(app)).status_code
        == 409
    )


def test_nobody_confirms_anothers_place(app: Flask) -> None:
    gwen = a_guardian(app)
    a_live_place(app, "p2")
    for path in ("confirm", "training", "visits", "visits/end", "visits/take-back"):
        assert gwen.send(f"/portal/places/p2/{path}", on="/portal/").status_code == 404, path
    for path in ("training", "visits", "shared"):
        assert gwen.get(f"/portal/places/p2/{path}").status_code == 404, path


def test_a_place_that_was_changed_meanwhile_is_looked_at_again(app: Flask) -> None:
    gwen = a_guardian(app, days=10)
    before = rows(app, ALL_ROWS)
    for stale in (version(app) - 1, "x"):
        gwen.send("/portal/places/p1/confirm", on="/portal/", version=stale)
        assert "Not confirmed: the place was changed meanwhile." in gwen.see("/portal/places/p1")
    assert rows(app, ALL_ROWS) == before
