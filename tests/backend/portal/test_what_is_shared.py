"""Every place reads what licensing partners are told, and whether it stands on their list."""

from flask import Flask

from backend.domain.licensing import RULE
from backend.services.listing.safety import suspend
from backend.services.readiness.checking import Found, check_spot
from backend.web.world import world
from tests.backend.portal.cast import a_guardian
from tests.backend.services.listing.cast import staff, version_of
from tests.support.staff import Browser

PAGE = "/portal/places/p1/shared"
ON_IT = "stands on the list now"


def test_every_sentence_of_the_rule_is_read(app: Flask) -> None:
    page = a_guardian(app).see(PAGE)
    for sentence in RULE:
        assert sentence in page
    assert "The Inn is not on the list." in page


def test_a_place_reads_the_rule_before_it_joins(app: Flask) -> None:
    page = Browser(app.test_client()).see("/offer/")
    for sentence in RULE:
        assert sentence in page


def test_a_check_that_failed_puts_a_place_on_the_list(app: Flask) -> None:
    gwen = a_guardian(app)
    with app.app_context():
        officer = staff("olga@police.example")
        check_spot(world(), officer, "p1", version_of(), Found(("staff_knew",)))
    page = gwen.see(PAGE)
    assert ON_IT in page
    assert "because a spot check failed" in page
    with app.app_context():
        check_spot(world(), officer, "p1", version_of(), Found(()))
    assert ON_IT not in gwen.see(PAGE)


def test_what_officers_hid_for_another_reason_is_not_on_it(app: Flask) -> None:
    gwen = a_guardian(app)
    with app.app_context():
        suspend(world(), staff("olga@police.example"), "p1", "A resident complained.")
    page = gwen.see(PAGE)
    assert ON_IT not in page
    assert "complained" not in page


def test_lapsed_training_is_on_it(app: Flask) -> None:
    assert "because too few of its staff are trained" in a_guardian(app, days=60).see(PAGE)


def test_a_missing_confirmation_alone_is_not_on_it(app: Flask) -> None:
    gwen = a_guardian(app, days=50)
    assert "Residents do not see it" in gwen.see("/portal/places/p1")
    assert ON_IT not in gwen.see(PAGE)
