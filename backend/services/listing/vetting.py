"""Deeds: vetting: an officer checks, another approves, and residents see the place."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.domain import steps
from backend.domain.drafts import TAKEN
from backend.domain.listing import listed_until
from backend.services.actors import Actor
from backend.services.invitations import invite_guardian
from backend.services.listing.held import Stand, stand_of
from backend.services.listing.letters import tell
from backend.services.listing.stepping import Wish, take_step
from backend.services.readiness.looking import begin, look_at
from backend.services.readiness.rules import periods_of, rules_now
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.imported import DraftRow
from backend.storage.listings import offer_of, steps_of
from backend.storage.places import PlaceRow
from shared.clock import local, to_minute
from shared.problems import Problem


@dataclass(frozen=True)
class Approval:
    """How a place is approved: the version that was seen, and whether it goes live at once."""

    version: int
    goes_live: bool = True


def check(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Say that an officer has visited a place and found it fit."""
    return _quietly(world, actor, Wish(steps.CHECK, place_id, version))


def approve(world: World, actor: Actor, place_id: str, approval: Approval) -> Stand:
    """Approve a checked place as the second officer, and show it to residents unless told not to.

    Raises Problem step-impossible also where the check is over a year old.
    """
    with write(world.wake) as session:
        wish = Wish(steps.APPROVE, place_id, approval.version)
        place = take_step(session, world, actor, wish)
        _list_by_check(session, world, place, steps.CHECK)
        if approval.goes_live:
            take_step(session, world, actor, Wish(steps.GO_LIVE, place_id, None))
            _welcome(session, world, actor, place)
        else:
            tell(session, world, place, steps.APPROVE)
        return stand_of(place)


def put_live(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Show an approved place to residents."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.GO_LIVE, place_id, version))
        _welcome(session, world, actor, place)
        return stand_of(place)


def decline(world: World, actor: Actor, place_id: str, version: int, reason: str) -> Stand:
    """Decline a place that is not live yet; the reason is told to whoever offered it."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.DECLINE, place_id, version, reason))
        tell(session, world, place, steps.DECLINE, reason)
        return stand_of(place)


def reopen(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Take up a declined or former place anew: it is vetted from the beginning."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.REOPEN, place_id, version))
        place.checked_on = place.listed_until = None
        tell(session, world, place, steps.REOPEN)
        return stand_of(place)


def check_again(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Say that an officer has visited a live place anew; another then renews its listing."""
    return _quietly(world, actor, Wish(steps.CHECK_AGAIN, place_id, version))


def renew(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Renew a live place's listing to 12 months after its new check, as the second officer."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.RENEW, place_id, version))
        _list_by_check(session, world, place, steps.CHECK_AGAIN)
        look_at(session, world.now(), [place], rules_now(session, world.now(), world.nation))
        tell(session, world, place, steps.RENEW)
        return stand_of(place)


def _quietly(world: World, actor: Actor, wish: Wish) -> Stand:
    with write(world.wake) as session:
        return stand_of(take_step(session, world, actor, wish))


def _list_by_check(session: Session, world: World, place: PlaceRow, deed: str) -> None:
    """Let the listing run for a year from the local day of the last check."""
    checks = [step.at for step in steps_of(session, place.id) if step.deed == deed]
    checked_on = local(checks[-1]).date()
    until = listed_until(checked_on, periods_of(session).check_months)
    if until <= to_minute(world.now()):
        raise Problem("step-impossible", "The check is over a year old: check the place anew.")
    place.checked_on, place.listed_until = checked_on, until


def _welcome(session: Session, world: World, actor: Actor, place: PlaceRow) -> None:
    """Tell its people that a place is live, make its contact the guardian, close the candidate."""
    begin(session, world.now(), place, rules_now(session, world.now(), world.nation))
    tell(session, world, place, steps.GO_LIVE)
    invite_guardian(session, world, actor, place)
    offer = offer_of(session, place.id)
    draft = session.get(DraftRow, offer.draft_id) if offer and offer.draft_id else None
    if draft is not None:
        draft.state = TAKEN
