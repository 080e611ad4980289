"""The demonstration's readiness: who confirmed, who is trained, visits and checks; all invented.

Rows are stored as a year of deeds would have left them; the sweep then looks at every place.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.readiness import DUE, READY, SUSPENDED
from backend.domain.visits import NEEDS
from backend.domain.weekly import turned_week
from backend.services.actors import Actor
from backend.services.readiness.sweep import look_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.readiness import (
    ReadinessRow,
    SpotCheckRow,
    StandingChangeRow,
    TrainingRow,
)
from backend.storage.staff import GuardianshipRow
from backend.storage.visits import VisitRow
from shared.clock import local, week_of

SEED = 20_261_124
MONTHS, WEEKS, MONTH_DAYS = 12, 100, 30
OWN = "p-001"
"""The place of the example network that the demonstration's guardian looks after too."""


@dataclass(frozen=True)
class Kept:
    """How a place is kept: confirmed so many days ago, trained so long ago, so many of the rota."""

    confirmed_ago: int
    trained_ago: int
    rota: int
    trained: int


WELL = (Kept(6, 90, 8, 8), Kept(2, 200, 12, 10), Kept(19, 30, 5, 4), Kept(11, 150, 6, 6))
LATE, LAPSED, SHORT = Kept(38, 120, 9, 7), Kept(60, 250, 4, 3), Kept(8, 40, 10, 2)


def bring_readiness(world: World, officer: Actor, guardian: Actor) -> None:
    """Store how the live places are kept, two years of visits, and look at every place."""
    chance, now = Random(SEED), world.now()  # noqa: S311 - invented, and no secret
    with write() as session:
        live = select(PlaceRow).where(PlaceRow.state == "live").order_by(PlaceRow.id)
        places = list(session.scalars(live))
        for number, place in enumerate(places):
            _keep(session, now, place, _kept(number))
            _remember(session, now, place, chance)
            if number % 3 == 0:
                _check(session, now - timedelta(days=20 + 9 * number), place, officer)
            for _ in range(chance.choice((0, 2, 6, 14))):
                session.add(_visit(world, place, chance))
        if any(place.id == OWN for place in places):
            session.add(GuardianshipRow(staff_id=guardian.id, place_id=OWN, since_at=now))
    look_due(world)


def _kept(number: int) -> Kept:
    """Return how a place is kept: most well, some late, one lapsed, one short of trained staff."""
    return {4: LATE, 9: LATE, 13: LAPSED, 17: SHORT}.get(number, WELL[number % len(WELL)])


def _keep(session: Session, now: datetime, place: PlaceRow, kept: Kept) -> None:
    today = local(now).date()
    row = session.get(ReadinessRow, place.id) or ReadinessRow(place_id=place.id)
    row.began_on = today - timedelta(days=MONTHS * MONTH_DAYS)
    row.confirmed_on = today - timedelta(days=kept.confirmed_ago)
    row.rota, row.standing, row.next_at = kept.rota, READY, now
    row.short_since = today - timedelta(days=9) if kept is SHORT else None
    row.check_wanted = turned_week(now) if kept is LATE else None
    session.add(row)
    for module, share in (("first_response", 1), ("ask_for_angela", 2)):
        trained_on = today - timedelta(days=kept.trained_ago)
        session.add(_training(place.id, module, max(1, kept.trained // share), trained_on))


def _training(place_id: str, module: str, people: int, on_day: date) -> TrainingRow:
    return TrainingRow(place_id=place_id, module=module, people=people, on_day=on_day)


def _remember(session: Session, now: datetime, place: PlaceRow, chance: Random) -> None:
    """Store where a place stood at the end of each of the last months."""
    for ago in range(MONTHS, 0, -1):
        name = chance.choices((READY, DUE, SUSPENDED), (12, 3, 1))[0]
        at = now - timedelta(days=MONTH_DAYS * ago)
        session.add(StandingChangeRow(place_id=place.id, at=at, standing=name))


def _check(session: Session, at: datetime, place: PlaceRow, officer: Actor) -> None:
    words = {"by": officer.name, "staff_id": officer.id, "outcome": "passed"}
    notes = "The sign hangs behind a plant; they will move it."
    session.add(SpotCheckRow(place_id=place.id, at=at, failing=["sign_seen"], notes=notes, **words))
    row = session.get_one(ReadinessRow, place.id)
    row.visited_on = local(at).date()


def _visit(world: World, place: PlaceRow, chance: Random) -> VisitRow:
    weeks_ago = chance.randrange(WEEKS)
    return VisitRow(
        id=world.new_id(),
        place_id=place.id,
        week=week_of(world.now() - timedelta(weeks=weeks_ago)),
        daypart=chance.choices(("daylight", "after_dark", "night_economy"), (2, 3, 4))[0],
        need=chance.choices(NEEDS, (8, 4, 4, 5, 4, 2, 7, 2))[0],
        ending=chance.choice(("went_on", "picked_up", "not_said")),
    )
