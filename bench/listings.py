"""Measurements: a network in the middle of its life: places of every state, with their stories."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, text

from backend.services.transaction import write
from backend.storage.listings import ChangeRow, OfferRow, StepRow
from backend.storage.places import PlaceRow, WeeklyRow
from backend.storage.staff import StaffRow
from backend.storage.zones import AreaRow
from bench.borough import SEED
from bench.network import a_network
from shared.clock import to_minute

WARDS = 25
SHARES = {"applied": 2, "checked": 1, "suspended": 1, "change": 1, "check_due": 3}
"""Of a hundred places so many; the others are live and need nothing."""
STORIES = {
    "applied": ("apply",),
    "checked": ("apply", "check"),
    "suspended": ("apply", "check", "approve", "suspend"),
}
LIVE = ("apply", "check", "approve")
RENEWED = ("check_again", "renew")
"""What some live places have been through: their first year is over."""
FIRST, SECOND = 101, 102
"""Two officers; PostgreSQL itself counts from 1 for whoever signs in."""
BY = {"check": FIRST, "approve": SECOND, "suspend": FIRST, "check_again": FIRST, "renew": SECOND}
_CHANGED = {"phone": ["01942 000000", "01942 000001"]}


def fill(count: int) -> None:
    """Store so many places with hours, stories and changes that wait, in 25 wards."""
    chance, now = Random(SEED), datetime.now(UTC)  # noqa: S311 - an invented network, no secret
    places, changes, weekly, offers = [], [], [], []
    steps: list[dict[str, Any]] = []
    for place, what in zip(a_network(count)["places"], _states(count), strict=True):
        places.append(_place(place, what, chance, now))
        steps += _steps(place["id"], what, chance, now)
        weekly += [
            {"place_id": place["id"], "weekday": day, "opens": 540, "closes": 1020}
            for day in range(6)
        ]
        offers.append(_offer(place["id"], now))
        if what == "change":
            changes.append(_change(place["id"], now))
    with write() as session:
        staff = [_staff(number, now) for number in (FIRST, SECOND)]
        wards = [_ward(number) for number in range(WARDS)]
        listed = ((StaffRow, staff), (AreaRow, wards), (PlaceRow, places), (WeeklyRow, weekly))
        for row_type, entries in (
            *listed,
            (StepRow, steps),
            (ChangeRow, changes),
            (OfferRow, offers),
        ):
            session.execute(insert(row_type), entries)
        # As the database does by itself in time.
        session.execute(text("ANALYZE"))


def _states(count: int) -> Iterator[str]:
    """Yield what each place is: every sort at least once, however few there are."""
    wanted = {name: max(1, round(count * share / 100)) for name, share in SHARES.items()}
    chosen = [name for name, number in wanted.items() for _ in range(number)]
    yield from chosen[:count]
    yield from ("live" for _ in range(count - len(chosen)))


def _place(place: dict[str, Any], what: str, chance: Random, now: datetime) -> dict[str, Any]:
    names = ("id", "name", "kind", "town", "address", "postcode", "lat", "lon", "phone")
    left = timedelta(days=30 if what == "check_due" else chance.randrange(70, 360))
    is_listed = what not in ("applied", "checked")
    return {
        **{name: place[name] for name in (*names, "facilities")},
        "state": what if what in STORIES else "live",
        "organisation": "",
        "languages": [],
        "ward_id": f"w{chance.randrange(WARDS)}",
        "version": 1,
        "checked_on": now.date() if is_listed else None,
        "listed_until": to_minute(now + left) if is_listed else None,
    }


def _steps(place_id: str, what: str, chance: Random, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield a story of three to eight steps: what led here, and changes on the way."""
    story = list(STORIES.get(what, LIVE))
    if what == "live" and chance.random() < 0.2:
        story += RENEWED
    story[1:1] = ["change"] * (chance.randrange(3, 9) - len(story))
    for number, deed in enumerate(story):
        yield {
            "place_id": place_id,
            "deed": deed,
            "at": now - timedelta(days=300 - number),
            "staff_id": BY.get(deed),
            "by": "Omar Officer",
            "reason": "Nobody at the door knew of it." if deed == "suspend" else "",
            "changed": _CHANGED if deed == "change" else {},
        }


def _change(place_id: str, now: datetime) -> dict[str, Any]:
    return {
        "id": f"c-{place_id}"[:36],
        "place_id": place_id,
        "wanted": {"name": "Another name"},
        "is_move": False,
        "state": "waiting",
        "made_by": None,
        "made_at": now,
        "decided_at": None,
    }


def _offer(place_id: str, now: datetime) -> dict[str, Any]:
    contact = {"contact_name": "Gwen", "contact_email": f"{place_id}@example.org"}
    return {
        "id": f"o-{place_id}"[:36],
        "answers": {"contact": contact},
        "state": "confirmed",
        "email": contact["contact_email"],
        "place_id": place_id,
        "begun_at": now,
    }


def _staff(number: int, now: datetime) -> dict[str, Any]:
    mark = f"staff-{number}"
    email = f"{mark}@council.example"
    account = {"id": number, "email": email, "name": mark, "role": "officer", "active": True}
    return {**account, "fs_uniquifier": mark, "created_at": now}


def _ward(number: int) -> dict[str, Any]:
    named = {"id": f"w{number}", "name": f"Ward {number + 1}", "kind": "ward"}
    return {**named, "outline": [], "vintage": 2023}
