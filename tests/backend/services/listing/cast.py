"""The cast of the listing's tests: officers, a guardian, a place that was offered, its mails."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.documents import places_to_publish
from backend.services.listing.vetting import Approval, approve, check
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.listings import OfferRow, StepRow
from backend.storage.notices import NoticeRow
from backend.storage.places import PlaceRow, WeeklyRow, put_hours
from backend.storage.staff import GuardianshipRow, StaffRow
from tests.backend.rows import rows
from tests.conftest import NOW

CONTACT = "landlady@inn.example"
NINE_TO_FIVE = [["09:00", "17:00"]]


def staff(email: str, role: str = OFFICER) -> Actor:
    """Make an account and return it as somebody who acts."""
    name = email.partition("@")[0].title()
    with write() as session:
        row = StaffRow(
            email=email, name=name, role=role, active=True, fs_uniquifier=email, created_at=NOW
        )
        session.add(row)
        session.flush()
        return Actor(row.id, role, name, email)


def guardian_of(place_id: str, email: str) -> Actor:
    """Make somebody a place's guardian."""
    actor = staff(email, "guardian")
    assert actor.id is not None
    with write() as session:
        session.add(GuardianshipRow(staff_id=actor.id, place_id=place_id, since_at=NOW))
    return actor


def a_row(place_id: str = "p1", **changes: Any) -> PlaceRow:
    """Return a place that was offered."""
    values: dict[str, Any] = {
        "id": place_id,
        "name": "The Inn",
        "kind": "pub",
        "town": "Wigan",
        "address": "1 King Street",
        "postcode": "WN1 1BS",
        "lat": 53.5448,
        "lon": -2.6318,
        "phone": "01942 000000",
        "facilities": ["water"],
        "languages": [],
        "organisation": "Inns",
        "state": "applied",
        "version": 1,
    }
    return PlaceRow(**{**values, **changes})


def apply(place_id: str = "p1", **changes: Any) -> str:
    """Store a place as an offer leaves it, open on weekdays from nine to five; return its id."""
    with write() as session:
        session.add(a_row(place_id, **changes))
        session.flush()
        weekly = [
            {"place_id": place_id, "weekday": day, "opens": 540, "closes": 1020} for day in range(5)
        ]
        put_hours(session, place_id, {WeeklyRow: weekly})
        session.add(
            StepRow(place_id=place_id, deed="apply", at=NOW, by="offer", reason="", changed={})
        )
        answers = {"contact": {"contact_name": "Lea", "contact_email": CONTACT}}
        session.add(
            OfferRow(
                id=f"offer-{place_id}",
                answers=answers,
                state="confirmed",
                email=CONTACT,
                place_id=place_id,
                begun_at=NOW,
            )
        )
    return place_id


def make_live(world: World, place_id: str = "p1") -> tuple[Actor, Actor]:
    """Offer a place, have it checked and approved, and return who did both."""
    apply(place_id)
    anna, ben = staff(f"anna-{place_id}@council.example"), staff(f"ben-{place_id}@police.example")
    check(world, anna, place_id, 1)
    approve(world, ben, place_id, Approval(2))
    return anna, ben


def later(world: World, **ago: float) -> World:
    """Return the world some time later."""
    moment = world.now() + timedelta(**ago)
    return replace(world, now=lambda: moment)


def keep_ready(place_id: str = "p1") -> None:
    """Let readiness hold for ever: what is then seen depends on the check alone."""
    with write() as session:
        place = session.get(PlaceRow, place_id)
        assert place is not None
        place.ready_until = 2**31 - 1


def mails() -> list[tuple[str, str, str]]:
    """Return the address, subject and text of every mail that was posted, in no order."""
    with read() as session:
        rows = session.scalars(select(NoticeRow)).all()
        return [(row.email, row.subject, row.body) for row in rows]


def shown(world: World) -> list[str]:
    """Return the ids of the places that residents would see now."""
    with read() as session:
        places, _ = places_to_publish(session, world.now(), world.nation)
    return [place["id"] for place in places]


def version_of(place_id: str = "p1") -> int:
    """Return the version of a place."""
    with read() as session:
        place = session.get(PlaceRow, place_id)
        assert place is not None
        return place.version


def deeds_audited(app: Flask) -> list[tuple[str, str]]:
    """Return actor and deed of every audit row, oldest first."""

    return [
        (actor, deed) for actor, deed in rows(app, "SELECT actor, deed FROM audit ORDER BY seq")
    ]
