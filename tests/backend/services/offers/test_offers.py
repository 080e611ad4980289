"""Deeds: an offer is filled in page by page, confirmed once by mail, and becomes one place."""

import threading
from typing import Any

import pytest
from flask import Flask

from backend.services.bank_holidays import coming_bank_holidays
from backend.services.listing.story import story
from backend.services.look_up import look_up
from backend.services.offers.answers import answer, answers_of, begin
from backend.services.offers.pages import PAGES
from backend.services.offers.sending import Confirmed, Sent, confirm, send
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.places import PlaceRow
from shared.nations import ENGLAND, NATIONS, NORTHERN_IRELAND, SCOTLAND, WALES
from shared.problems import Problem
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import later, mails, shown
from tests.backend.services.offers.cast import (
    ANSWERS,
    EMAIL,
    filled_in,
    secrets_mailed,
    settle,
)
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def borough(world: World) -> None:
    settle()


def refused(world: World, page: str, **values: Any) -> list[str]:
    """Return where an answer is at fault."""
    offer_id = begin(world)
    with pytest.raises(Problem) as refusal:
        answer(world, offer_id, page, {**ANSWERS[page], **values})
    assert refusal.value.code == "form-invalid"
    assert answers_of(offer_id).answers == {}
    assert all("Missing data" not in fault.what for fault in refusal.value.errors)
    return [fault.where for fault in refusal.value.errors]


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("organisation", {"organisation": " "}),
        ("organisation", {"website": "javascript:alert(1)"}),
        ("place", {"name": "x" * 121}),
        ("place", {"kind": "castle"}),
        ("place", {"phone": "12"}),
        ("address", {"postcode": "WN1"}),
        ("address", {"town": "a\nb"}),
        ("position", {"lat": "here"}),
        ("position", {"lat": 51.5, "lon": -0.1}),
        ("position", {"lat": 95}),
        ("hours", {"weekly": [[["09:00", "8pm"]], [], [], [], [], [], []]}),
        ("facilities", {"facilities": ["pool"]}),
        ("declarations", {"insurance": False}),
        ("contact", {"contact_email": "lea"}),
        ("contact", {"contact_phone": ""}),
    ],
)
def test_what_does_not_fit_is_named_by_page_and_field(
    world: World, page: str, values: dict[str, Any]
) -> None:
    wrong = "lat" if page == "position" else next(iter(values))
    assert refused(world, page, **values) == [f"{page}/{wrong}"]


def test_an_unknown_offer_or_page_is_refused(world: World) -> None:
    for offer_id, page in [("nothing", "place"), (begin(world), "nothing")]:
        with pytest.raises(Problem) as refusal:
            answer(world, offer_id, page, ANSWERS["place"])
        assert refusal.value.code == "not-found"
    with pytest.raises(Problem):
        answers_of("nothing")


def test_an_unfinished_offer_is_not_sent_and_says_what_is_missing(world: World) -> None:
    offer_id = begin(world)
    answer(world, offer_id, "place", ANSWERS["place"])
    with pytest.raises(Problem) as refusal:
        send(world, offer_id)
    told = {fault.where for fault in refusal.value.errors}
    assert {"organisation/organisation", "hours/weekly", "contact/contact_email"} <= told
    assert not any(where.startswith("place/") for where in told)
    assert answers_of(offer_id).missing == tuple(
        page for page in PAGES if page not in {"place", "facilities"}
    )
    assert mails() == []


def test_a_second_click_brings_no_second_mail(world: World) -> None:
    offer_id = filled_in(world)
    assert send(world, offer_id) == Sent(EMAIL, is_mailed=True)
    assert send(later(world, minutes=9), offer_id) == Sent(EMAIL, is_mailed=False)
    assert len(mails()) == 1
    assert send(later(world, minutes=10), offer_id).is_mailed
    assert len(set(secrets_mailed())) == 2


def test_a_corrected_address_is_mailed_at_once_and_the_old_link_is_spent(world: World) -> None:
    offer_id = filled_in(world)
    send(world, offer_id)
    (old,) = secrets_mailed()
    answer(world, offer_id, "contact", {**ANSWERS["contact"], "contact_email": "l@inn.example"})
    assert send(world, offer_id) == Sent("l@inn.example", is_mailed=True)
    with pytest.raises(Problem) as refusal:
        confirm(world, old)
    assert refusal.value.code == "link-spent"


def test_only_the_hash_of_a_secret_is_stored(app: Flask, world: World) -> None:
    send(world, filled_in(world))
    (secret,) = secrets_mailed()
    stored = rows(app, "SELECT token_hash FROM offer")[0][0]
    assert secret not in stored
    assert len(stored) == 64


@pytest.mark.parametrize("secret", ["", "x", "é", "0" * 64])
def test_a_made_up_link_is_refused(world: World, secret: str) -> None:
    filled_in(world)
    with pytest.raises(Problem) as refusal:
        confirm(world, secret)
    assert refusal.value.code == "link-spent"


def test_a_link_runs_out_after_a_week(world: World) -> None:
    send(world, filled_in(world))
    (secret,) = secrets_mailed()
    with pytest.raises(Problem) as refusal:
        confirm(later(world, days=7, minutes=1), secret)
    assert refusal.value.code == "link-spent"
    assert confirm(later(world, days=7), secret).is_new


def test_a_confirmed_offer_is_a_place_that_waits_to_be_checked(app: Flask, world: World) -> None:
    offer_id = filled_in(world)
    send(world, offer_id)
    (secret,) = secrets_mailed()
    done = confirm(world, secret)
    with read() as session:
        place = session.get_one(PlaceRow, done.place_id)
        assert (place.name, place.kind, place.state, place.version) == (
            *("The Inn", "pub", "applied", 1),
        )
        assert (place.postcode, place.phone, place.ward_id) == ("WN1 1BS", "01942 244991", "w1")
        assert (place.organisation, place.languages) == ("Inns of Wigan", ["English", "Polish"])
        assert [(row.weekday, row.opens, row.closes) for row in place.weekly] == [
            *[(4, 1260, 1560), (5, 1380, 1740)],
        ]
        assert [str(row.on_day) for row in place.exceptions] == ["2026-12-25"]
    (step,) = story(done.place_id)
    assert (step.deed, step.by, step.changed) == ("apply", "the offer form", {"notes": []})
    assert rows(app, "SELECT actor, deed FROM audit") == [("the offer form", "apply")]
    assert sorted(subject for email, subject, _ in mails() if email == EMAIL) == [
        *["Please confirm your offer", "We have received your offer: The Inn"],
    ]
    assert shown(world) == []
    with pytest.raises(Problem) as refusal:
        answer(world, offer_id, "place", ANSWERS["place"])
    assert refusal.value.code == "step-impossible"


def test_a_link_used_again_changes_nothing(app: Flask, world: World) -> None:
    send(world, filled_in(world))
    (secret,) = secrets_mailed()
    first = confirm(world, secret)
    assert confirm(later(world, days=30), secret) == Confirmed(
        first.place_id, "The Inn", is_new=False
    )
    assert (count(app, "place"), count(app, "listing_step"), count(app, "notice")) == (1, 1, 2)


def test_a_link_used_twice_at_once_makes_one_place(app: Flask, world: World) -> None:
    send(world, filled_in(world))
    (secret,) = secrets_mailed()
    start, done = threading.Barrier(2), []

    def work() -> None:
        with app.app_context():
            start.wait()
            done.append(confirm(world, secret))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.is_new for each in done) == [False, True]
    assert count(app, "place") == 1


def test_what_officers_should_look_at_stands_in_the_story(world: World) -> None:
    for number, position in enumerate([ANSWERS["position"], {"lat": 53.5548, "lon": -2.6318}]):
        send(world, filled_in(world, position=position))
        place_ids = [confirm(world, secret).place_id for secret in secrets_mailed()]
        assert len(set(place_ids)) == number + 1
    with read() as session:
        far = session.query(PlaceRow).filter(PlaceRow.lat > 53.55).one().id
    notes = story(far)[0].changed["notes"]
    assert [note.split(":")[0] for note in notes] == [
        "The position lies 1,102 m from its postcode",
        "The Inn with this postcode is here already (applied).",
    ]


def test_towns_and_postcodes_are_found_without_a_geocoder(world: World) -> None:
    assert [match.label for match in look_up(world, "wn1 1bs")] == ["WN1 1BS"]
    assert [match.label for match in look_up(world, "wigan")] == ["Wigan"]
    assert look_up(world, "nowhere at all") == []
    assert look_up(world, "  ") == []


def test_the_bank_holidays_of_a_year_are_known() -> None:
    coming = coming_bank_holidays(ENGLAND, NOW.date())
    assert len(coming) == 9
    # Boxing Day falls on a Saturday: hours are asked for on it and on the Monday in its place.
    assert [day.isoformat() for day, _ in coming[:4]] == [
        *["2026-12-25", "2026-12-26", "2026-12-28", "2027-01-01"],
    ]
    assert "Christmas" in coming[0][1]


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        ("2027-01-04", {SCOTLAND}),
        ("2027-03-17", {NORTHERN_IRELAND}),
        ("2027-03-29", {ENGLAND, WALES, NORTHERN_IRELAND}),
        ("2027-07-12", {NORTHERN_IRELAND}),
        ("2027-08-02", {SCOTLAND}),
        ("2027-08-30", {ENGLAND, WALES, NORTHERN_IRELAND}),
        ("2027-11-30", {SCOTLAND}),
        ("2027-12-27", set(NATIONS)),
    ],
)
def test_each_nation_has_its_own_bank_holidays(day: str, nations: set[str]) -> None:
    """As GOV.UK lists the bank holidays of 2027 (www.gov.uk/bank-holidays)."""
    there = {
        nation
        for nation in NATIONS
        if day in {each.isoformat() for each, _ in coming_bank_holidays(nation, NOW.date(), 400)}
    }
    assert there == nations
