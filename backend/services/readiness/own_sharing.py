"""Deeds: whether one's own place stands on the list that licensing partners get, and why."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend.domain import steps
from backend.domain.licensing import SPOT_CHECK, TOO_FEW_TRAINED
from backend.domain.listing import PUBLISHED_STATE
from backend.domain.readiness import TRAINING, standing
from backend.domain.spot_checks import FAILED
from backend.services.actors import Actor
from backend.services.readiness.looking import facts_of
from backend.services.readiness.rules import rules_now
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.listings import steps_of
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, last_spot_check, training_of
from backend.storage.staff import looks_after
from shared.clock import to_minute
from shared.problems import Problem


def told_to_licensing(world: World, actor: Actor, place_id: str) -> str:
    """Return why licensing partners are told of one's own place now, "" where they are not.

    Raises not-found for anybody else's.
    """
    with read() as session:
        place = session.get(PlaceRow, place_id)
        if place is None or actor.id is None or not looks_after(session, actor.id, place_id):
            raise Problem("not-found")
        if place.state == steps.SUSPENDED and _failed_a_check(session, place_id):
            return SPOT_CHECK
        if place.state == PUBLISHED_STATE and _lacks_training(session, place, world.now()):
            return TOO_FEW_TRAINED
    return ""


def _failed_a_check(session: Session, place_id: str) -> bool:
    """Return whether it was hidden by a check that failed, and none was passed since."""
    check = last_spot_check(session, place_id)
    hidden_at = max(
        (step.at for step in steps_of(session, place_id) if step.deed == steps.SUSPEND),
        default=None,
    )
    if check is None or hidden_at is None:
        return False
    return check.outcome == FAILED and check.at >= hidden_at


def _lacks_training(session: Session, place: PlaceRow, now: datetime) -> bool:
    row = session.get(ReadinessRow, place.id)
    if row is None:
        return False
    rules, minute = rules_now(session, now), to_minute(now)
    facts = facts_of(place, row, training_of(session, [place.id]).get(place.id, ()))
    duties = standing(facts, rules.periods, rules.holidays, minute).duties
    return any(duty.kind == TRAINING and duty.hides_from <= minute for duty in duties)
