"""Deeds: taking a place off the list at once, and showing it again only by two."""

from backend.domain import steps
from backend.domain.suspending import reason_in_words
from backend.services.actors import Actor
from backend.services.listing.held import Stand, stand_of
from backend.services.listing.letters import tell
from backend.services.listing.stepping import Wish, take_step
from backend.services.readiness.looking import begin
from backend.services.readiness.rules import rules_now
from backend.services.transaction import write
from backend.services.world import World


def suspend(world: World, actor: Actor, place_id: str, reason: str) -> Stand:
    """Hide a place from residents at once, whatever somebody else has just changed about it."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.SUSPEND, place_id, None, reason))
        tell(session, world, place, steps.SUSPEND, reason)
        return stand_of(place)


def suspend_for(world: World, actor: Actor, place_id: str, why: str, words: str) -> Stand:
    """Hide a place at once for a reason of the list, told in the story as "Label. words".

    Raises form-invalid where no reason was chosen, or another one is not told.
    """
    return suspend(world, actor, place_id, reason_in_words(why, words))


def propose_lift(world: World, actor: Actor, place_id: str, version: int, reason: str) -> Stand:
    """Propose to show a suspended place again, as the first of two officers."""
    with write(world.wake) as session:
        wish = Wish(steps.PROPOSE_LIFT, place_id, version, reason)
        return stand_of(take_step(session, world, actor, wish))


def lift(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Show a suspended place again, as the second officer."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.LIFT, place_id, version))
        begin(session, world.now(), place, rules_now(session, world.now(), world.nation))
        tell(session, world, place, steps.LIFT)
        return stand_of(place)


def leave(world: World, actor: Actor, place_id: str, version: int, reason: str) -> Stand:
    """Take a place out of the network, as its guardian or an officer."""
    with write(world.wake) as session:
        place = take_step(session, world, actor, Wish(steps.LEAVE, place_id, version, reason))
        tell(session, world, place, steps.LEAVE, reason)
        return stand_of(place)
