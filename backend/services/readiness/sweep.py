"""Deeds: looking at the places of which something falls due, and reminding their people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from backend.domain.steps import LIVE
from backend.services.readiness.looking import look_again, look_at
from backend.services.readiness.reminding import remind
from backend.services.readiness.rules import rules_now
from backend.services.restoring.holding import is_held
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.readiness import due_readiness, let_rest, places_without_readiness

AT_A_TIME = 200
REST = timedelta(days=3650)
"""A place that is not live is looked at when it goes live again, and not before."""
MOST_TIMES = 100
"""In one round 20,000 places at most; the next minute goes on."""


@dataclass(frozen=True)
class Looked:
    """How many places were looked at, and how many mails were written."""

    places: int = 0
    mails: int = 0


def look_due(world: World) -> Looked:
    """Look at every place of which something falls due; some at a time, so that deeds can go on.

    A place is not hidden by this: phones, pages and publishing go by its own minutes. Two jobs at
    once share the places out among them. Nobody is reminded while the server is held: they may have
    answered already.
    """
    places = mails = 0
    with read() as session:
        if is_held(session) or not _wanted(session, world.now()):
            return Looked()
    for _ in range(MOST_TIMES):
        with write(world.wake) as session:
            now = world.now()
            ids = _wanted(session, now)
            held = select(PlaceRow).where(PlaceRow.id.in_(ids)).order_by(PlaceRow.id)
            # Their hours say nothing of readiness.
            held = held.options(lazyload("*"))
            some = list(session.scalars(held.with_for_update(skip_locked=True)))
            let_rest(session, [place.id for place in some if place.state != LIVE], now + REST)
            some = [place for place in some if place.state == LIVE]
            rules = rules_now(session, now, world.nation)
            looked = look_at(session, now, some, rules)
            for each in looked:
                look_again(now, each, rules.periods)
            mails += remind(world, session, looked, rules.periods)
        places += len(some)
        if len(ids) < AT_A_TIME:
            break
    return Looked(places, mails)


def _wanted(session: Session, now: datetime) -> list[str]:
    unknown = places_without_readiness(session, AT_A_TIME)
    return unknown or due_readiness(session, now, AT_A_TIME)
