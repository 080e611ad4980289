"""Places that stand somewhere, quickly: each as the jobs would have left it."""

from datetime import date, datetime, timedelta
from typing import Any

from backend.services.readiness.looking import look_at
from backend.services.readiness.rules import rules_now
from backend.services.transaction import write
from backend.storage.notices import NoticeRow
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, SpotCheckRow, StandingChangeRow, TrainingRow
from shared.nations import ENGLAND
from tests.backend.services.listing.cast import apply, guardian_of
from tests.conftest import NOW

TODAY = date(2026, 11, 27)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_live_place(place_id: str, confirmed: int = 1, trained: int = 1, **changes: Any) -> str:
    """Store a live place that was confirmed and trained so many days ago, and look at it."""
    apply(place_id, **{"state": "live", "name": place_id, "checked_on": days_ago(30), **changes})
    with write() as session:
        days = {"began_on": days_ago(400), "confirmed_on": days_ago(confirmed)}
        session.add(ReadinessRow(place_id=place_id, rota=4, next_at=NOW, **days))
        session.flush()
        given = {"module": "first_response", "people": 3, "on_day": days_ago(trained)}
        session.add(TrainingRow(place_id=place_id, **given))
        session.flush()
        place = session.get_one(PlaceRow, place_id)
        look_at(session, NOW, [place], rules_now(session, NOW, ENGLAND))
    return place_id


def guard(place_id: str) -> None:
    """Let somebody look after a place."""
    guardian_of(place_id, f"{place_id}@venue.example")


def mailed(place_id: str, state: str, ago: int = 0) -> None:
    """Store a reminder that got through or came back so many days ago."""
    at = NOW - timedelta(days=ago)
    about = f"remind:{place_id}"
    told = {"email": "x@x.example", "subject": "s", "body": "", "about": about, "tries": 1}
    with write() as session:
        session.add(NoticeRow(id=f"{place_id}-{ago}", made_at=at, due_at=at, state=state, **told))


def checked(place_id: str, outcome: str = "passed", ago: int = 0, at: datetime = NOW) -> None:
    """Store a spot check of so many days ago."""
    with write() as session:
        told = {"failing": [], "notes": "", "by": "Anna", "outcome": outcome}
        session.add(SpotCheckRow(place_id=place_id, at=at - timedelta(days=ago), **told))


def changed(place_id: str, standing: str, at: datetime) -> None:
    """Store that a place's standing changed at a moment."""
    with write() as session:
        session.add(StandingChangeRow(place_id=place_id, at=at, standing=standing))
