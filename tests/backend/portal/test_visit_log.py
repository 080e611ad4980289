"""A visit is one tap; no record of it holds a moment, and nobody else's place is touched."""

import re

from flask import Flask
from sqlalchemy import Date, DateTime

from backend.domain.visits import ENDINGS, MOST_A_WEEK, NEEDS
from backend.storage.moments import Moment
from backend.storage.visits import VisitRow
from backend.web import listing_words
from tests.backend.portal.cast import a_guardian, a_live_place
from tests.backend.rows import count, rows
from tests.support.staff import join

PAGE = "/portal/places/p1/visits"
VISITS = "SELECT place_id, week, daypart, need, ending FROM visit"
NOTED = re.compile(r'name="visit" value="([^"]+)"')


def test_one_tap_notes_a_visit_and_offers_the_second_step(app: Flask) -> None:
    gwen = a_guardian(app)
    assert "Nothing was noted yet." in gwen.see(PAGE)
    answer = gwen.send(PAGE, need="followed")
    assert answer.location == PAGE
    page = gwen.see(PAGE)
    assert "Noted." in page
    assert "How did it end?" in page
    assert "Q4 2026: 1 visit<" in page
    assert [tuple(row) for row in rows(app, VISITS)] == [
        ("p1", "2026-W48", "daylight", "followed", "not_said")
    ]
    assert "Noted." not in gwen.see(PAGE)


def test_the_ending_is_added_once_it_is_known(app: Flask) -> None:
    gwen = a_guardian(app)
    gwen.send(PAGE, need="hurt")
    found = NOTED.search(gwen.see(PAGE))
    assert found
    refused = gwen.send(f"{PAGE}/end", on=PAGE, visit=found[1], ending="eaten")
    assert refused.status_code == 422
    assert "Choose how it ended." in refused.text
    assert found[1] in refused.text
    gwen.send(f"{PAGE}/end", on=PAGE, visit=found[1], ending="ambulance")
    assert "Noted: ambulance came. That is all." in gwen.see(PAGE)
    assert [row[4] for row in rows(app, VISITS)] == ["ambulance"]


def test_a_mistake_is_taken_back(app: Flask) -> None:
    gwen = a_guardian(app)
    gwen.send(PAGE, need="hurt")
    found = NOTED.search(gwen.see(PAGE))
    assert found
    gwen.send(f"{PAGE}/take-back", on=PAGE, visit=found[1])
    assert "Taken back. It counts nowhere." in gwen.see(PAGE)
    assert count(app, "visit") == 0
    assert gwen.send(f"{PAGE}/take-back", on=PAGE, visit=found[1]).status_code == 404
    assert gwen.send(f"{PAGE}/end", on=PAGE, visit="nonsense", ending="other").status_code == 404


def test_neither_audit_nor_visit_holds_a_moment(app: Flask) -> None:
    gwen = a_guardian(app)
    audited = count(app, "audit")
    gwen.send(PAGE, need="alone")
    found = NOTED.search(gwen.see(PAGE))
    assert found
    gwen.send(f"{PAGE}/end", on=PAGE, visit=found[1], ending="went_on")
    gwen.send(f"{PAGE}/take-back", on=PAGE, visit=found[1])
    gwen.send(PAGE, need="other")
    assert count(app, "visit") == 1
    assert count(app, "audit") == audited
    columns = VisitRow.__table__.columns
    assert sorted(columns.keys()) == ["daypart", "ending", "id", "need", "place_id", "week"]
    assert not any(isinstance(each.type, Date | DateTime | Moment) for each in columns)


def test_what_is_none_of_the_eight_is_refused(app: Flask) -> None:
    gwen = a_guardian(app)
    answer = gwen.send(PAGE, need="name: Ann")
    assert answer.status_code == 422
    assert "Choose what was needed." in answer.text
    assert count(app, "visit") == 0


def test_more_than_can_be_noted_one_by_one_is_refused_in_words(app: Flask) -> None:
    gwen = a_guardian(app)
    token = gwen.token(PAGE)
    for _ in range(MOST_A_WEEK):
        gwen.client.post(PAGE, data={"csrf_token": token, "need": "other"})
    answer = gwen.send(PAGE, need="other")
    assert answer.status_code == 422
    assert "more visits than one place notes in a week" in answer.text


def test_anothers_visit_is_not_touched(app: Flask) -> None:
    gwen = a_guardian(app)
    gwen.send(PAGE, need="alone")
    found = NOTED.search(gwen.see(PAGE))
    assert found
    a_live_place(app, "p2")
    nina = join(app, "guardian", "nina@other.example", "Nina", "p2")
    theirs = "/portal/places/p2/visits"
    for deed in ("end", "take-back"):
        sent = nina.send(f"{theirs}/{deed}", on=theirs, visit=found[1], ending="police")
        assert sent.status_code == 404
    assert [row[4] for row in rows(app, VISITS)] == ["not_said"]


def test_every_need_and_ending_has_words(app: Flask) -> None:
    assert tuple(listing_words.NEEDS) == NEEDS
    assert tuple(listing_words.ENDINGS) == ENDINGS
    assert len(NEEDS) == 8
