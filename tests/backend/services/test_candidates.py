"""Deeds: candidates are found, invited by mail, and followed until they are live."""

from typing import Any

import pytest
from flask import Flask

from backend.services.candidates import Filter, begin_invited, candidates, dismiss, invite
from backend.services.listing.safety import suspend
from backend.services.listing.vetting import Approval, approve, check
from backend.services.offers.answers import answer, answers_of
from backend.services.offers.sending import confirm, send
from backend.services.roll_out import Progress, roll_out
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.imported import DraftRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import later, mails, staff, version_of
from tests.backend.services.offers.cast import ANSWERS, secrets_mailed, settle
from tests.conftest import NOW

EMAIL = "inn@example.org"


def draft(number: int, **changes: Any) -> None:
    values: dict[str, Any] = {
        "id": f"fhrs-{number}",
        "source": "FHRS",
        "name": f"Inn {number:03}",
        "kind": "pub",
        "sort": "Pub/bar/nightclub",
        "town": "Wigan",
        "address": "1 King Street",
        "postcode": "WN1 1BS",
        "lat": 53.5448,
        "lon": -2.6318,
        "phone": "",
        "facilities": [],
        "weekly": [],
        "notes": [],
        "state": "waiting",
        "ward_id": "w1",
    }
    with write() as session:
        session.add(DraftRow(**{**values, **changes}))


def found(**wanted: Any) -> list[str]:
    return [one.name for one in candidates(Filter(**wanted)).candidates]


@pytest.fixture(autouse=True)
def borough(world: World) -> None:
    settle()


def test_candidates_are_found_by_ward_sort_state_and_words(world: World) -> None:
    draft(1)
    draft(2, ward_id=None, name="Café 100%", sort="Restaurant/Cafe/Canteen")
    draft(3, state="dismissed", address="5 Queen Street", lat=None, lon=None)
    draft(4, gone_on=NOW.date())
    assert found() == ["Café 100%", "Inn 001", "Inn 003"]
    assert found(ward_id="w1") == ["Inn 001", "Inn 003"]
    assert found(sort="Restaurant/Cafe/Canteen") == ["Café 100%"]
    assert found(state="dismissed") == ["Inn 003"]
    assert found(words="inn queen") == ["Inn 003"]
    assert found(words="0%") == ["Café 100%"]
    assert found(words="nn_0") == []
    assert found(with_gone=True, words="004") == ["Inn 004"]
    assert [one.has_position for one in candidates(Filter()).candidates] == [True, True, False]
    assert candidates(Filter()).sorts == ("Pub/bar/nightclub", "Restaurant/Cafe/Canteen")


def test_candidates_come_fifty_a_page(world: World) -> None:
    for number in range(51):
        draft(number)
    first, second = candidates(Filter()), candidates(Filter(page=2))
    assert (len(first.candidates), first.total, first.pages) == (50, 51, 2)
    assert [one.name for one in second.candidates] == ["Inn 050"]
    assert candidates(Filter(page=9)).candidates == ()


@pytest.mark.parametrize("role", ["guardian", "analyst", "administrator"])
def test_only_officers_invite_and_dismiss(world: World, role: str) -> None:
    draft(1)
    actor = staff("x@council.example", role)
    with pytest.raises(Problem) as refusal:
        invite(world, actor, "fhrs-1", EMAIL)
    assert refusal.value.code == "not-for-you"
    with pytest.raises(Problem) as refusal:
        dismiss(world, actor, "fhrs-1", "Closed.")
    assert refusal.value.code == "not-for-you"


@pytest.mark.parametrize(
    ("changes", "email", "code"),
    [
        ({}, "inn", "form-invalid"),
        ({"gone_on": NOW.date()}, EMAIL, "step-impossible"),
        ({"state": "dismissed"}, EMAIL, "step-impossible"),
        ({"state": "applied"}, EMAIL, "step-impossible"),
        ({"id": "other"}, EMAIL, "not-found"),
    ],
)
def test_who_cannot_be_invited_is_not(
    world: World, changes: dict[str, Any], email: str, code: str
) -> None:
    draft(1, **changes)
    with pytest.raises(Problem) as refusal:
        invite(world, staff("anna@council.example"), "fhrs-1", email)
    assert refusal.value.code == code
    assert mails() == []


def test_an_invitation_is_repeated_after_a_fortnight_only(world: World) -> None:
    draft(1)
    anna = staff("anna@council.example")
    again = invite(world, anna, "fhrs-1", EMAIL)
    assert (again - NOW).days == 14
    with pytest.raises(Problem) as refusal:
        invite(later(world, days=13), anna, "fhrs-1", EMAIL)
    assert refusal.value.code == "step-impossible"
    assert "11 December 2026" in refusal.value.detail
    (old,) = secrets_mailed("offer/invited")
    invite(later(world, days=14), anna, "fhrs-1", EMAIL)
    with pytest.raises(Problem):
        begin_invited(world, old)


def test_a_dismissed_candidate_needs_a_reason_and_its_link_ends(app: Flask, world: World) -> None:
    draft(1)
    anna = staff("anna@council.example")
    invite(world, anna, "fhrs-1", EMAIL)
    with pytest.raises(Problem) as refusal:
        dismiss(world, anna, "fhrs-1", " ")
    assert refusal.value.code == "reason-missing"
    dismiss(world, anna, "fhrs-1", "It has closed.")
    (secret,) = secrets_mailed("offer/invited")
    with pytest.raises(Problem) as refusal:
        begin_invited(world, secret)
    assert refusal.value.code == "link-spent"
    assert rows(app, "SELECT deed, detail FROM audit ORDER BY seq") == [
        *[("invite_candidate", ""), ("dismiss_candidate", "It has closed.")],
    ]


def test_an_invitation_runs_out(world: World) -> None:
    draft(1)
    invite(world, staff("anna@council.example"), "fhrs-1", EMAIL)
    (secret,) = secrets_mailed("offer/invited")
    with pytest.raises(Problem) as refusal:
        begin_invited(later(world, days=61), secret)
    assert refusal.value.code == "link-spent"


def totals() -> dict[str, int]:
    """Return the columns of the one ward that are not nought."""
    (centre,) = roll_out().by_ward
    assert centre.label == "Centre"
    return {name: number for name, number in vars(centre).items() if number and name != "label"}


def test_an_invited_candidate_becomes_a_place_and_counts_once_on_its_way(world: World) -> None:
    draft(1)
    draft(2, gone_on=NOW.date())
    anna, ben = staff("anna@council.example"), staff("ben@police.example")
    assert totals() == {"candidates": 1}
    invite(world, anna, "fhrs-1", EMAIL)
    assert totals() == {"invited": 1}
    (secret,) = secrets_mailed("offer/invited")
    offer_id = begin_invited(world, secret)
    assert begin_invited(world, secret) == offer_id
    told = answers_of(offer_id)
    assert told.answers["place"]["name"] == "Inn 001"
    assert told.answers["contact"] == {"contact_email": EMAIL}
    assert told.missing == ("organisation", "hours", "declarations", "contact")
    for page in told.missing:
        answer(world, offer_id, page, ANSWERS[page])
    send(world, offer_id)
    place_id = confirm(world, secrets_mailed()[0]).place_id
    with pytest.raises(Problem):
        begin_invited(world, secret)
    assert totals() == {"applied": 1}
    check(world, anna, place_id, version_of(place_id))
    assert totals() == {"checked": 1}
    approve(world, ben, place_id, Approval(version_of(place_id)))
    assert totals() == {"live": 1}
    assert found(state="taken") == ["Inn 001"]
    suspend(world, anna, place_id, "A window is broken.")
    assert totals() == {"suspended": 1}
    assert roll_out().by_town == (Progress("Wigan", suspended=1),)


def test_what_lies_in_no_ward_of_today_has_a_line_of_its_own(world: World) -> None:
    draft(1, ward_id=None)
    draft(2, ward_id="older", town="Leigh")
    assert roll_out().by_ward == (Progress("Centre"), Progress("Ward not known", candidates=2))
    assert roll_out().by_town == (Progress("Leigh", candidates=1), Progress("Wigan", candidates=1))
