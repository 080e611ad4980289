"""Deeds: switching on and off what 13 to 17 year-olds are asked."""

from backend.domain.staff import ADMINISTRATOR
from backend.domain.young import OFF, STATES, read_sign_off, state_of
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.publish import publish
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.publication import mark_due
from backend.storage.settings import YOUNG_QUESTIONS, set_setting, setting
from shared.problems import Problem

CHOICES = STATES
"""What can be set, least first."""

DEED = "young-questions"
"""What the audit chain calls it; the row's detail says the state, and who signed it off when."""


def young_questions() -> str:
    """Return what is asked: off, on or on-with-weapon."""
    with read() as session:
        return state_of(setting(session, YOUNG_QUESTIONS))


def switch_young_questions(
    world: World, actor: Actor, state: str, sign_off: str = "", seen: str | None = None
) -> None:
    """Set what is asked and publish it; each state but off wants a sign-off of its own.

    `sign_off` is "NAME, 2026-11-20", `seen` the state when a form was made. Raises not-for-you,
    sign-off-needed, changed-meanwhile, nothing-changed, and folder-not-writable once it is set:
    then the next publishing tells phones.
    """
    if actor.role != ADMINISTRATOR:
        raise Problem("not-for-you")
    detail = state
    if state != OFF:
        signed = read_sign_off(sign_off, world.now())
        detail = f"{state}; signed off by {signed.name} on {signed.on.isoformat()}"
    with write() as session:
        held = state_of(setting(session, YOUNG_QUESTIONS))
        if seen not in (None, held):
            raise Problem("changed-meanwhile")
        if held == state:
            raise Problem("nothing-changed", f"They are {state} already.")
        set_setting(session, YOUNG_QUESTIONS, state)
        record(session, world.now(), Entry(actor, DEED, "settings", detail))
        mark_due(session)
    publish(world)
