"""Deeds: how many answers one officer may open in a day, and another's word for more (S14)."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend.domain.inbox import MOST_A_DAY
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage import inbox
from backend.storage.counting import held_turn
from shared.clock import local
from shared.problems import Problem


def left_of_today(session: Session, staff_id: int, now: datetime) -> int:
    """Return how many answers somebody may still open on this local day."""
    since = _midnight(now)
    allowed = MOST_A_DAY * (1 + inbox.words_since(session, staff_id, since))
    return max(0, allowed - inbox.opened_since(session, staff_id, since))


def left(actor: Actor, now: datetime) -> int:
    """Return how many answers an officer may still open today; raises not-for-you."""
    check_officer(actor)
    with read() as session:
        return left_of_today(session, actor.id or 0, now)


def at_the_end(actor: Actor, now: datetime) -> list[tuple[int, str]]:
    """Return (number, name) of the other officers who may open none any more today."""
    check_officer(actor)
    with read() as session:
        readers = inbox.readers_since(session, _midnight(now), OFFICER)
        return [
            (each.id, each.name)
            for each in readers
            if each.id != actor.id and not left_of_today(session, each.id, now)
        ]


def let_read_on(world: World, actor: Actor, staff_id: int) -> None:
    """Give one's word that another officer may open as many answers again today.

    Raises not-for-you, same-person, and step-impossible unless that officer may open none.
    """
    check_officer(actor)
    if actor.id == staff_id:
        raise Problem("same-person")
    now = world.now()
    with write() as session:
        # Two who give their word at once give it once.
        held_turn(session)
        readers = inbox.readers_since(session, _midnight(now), OFFICER)
        if staff_id not in {each.id for each in readers} or left_of_today(session, staff_id, now):
            raise Problem("step-impossible", "That officer may read on already.")
        word = {"staff_id": staff_id, "given_by": actor.id, "given_at": now}
        session.add(inbox.ReadingOnRow(id=world.new_id(), **word))
        told = f"{MOST_A_DAY} answers more today"
        record(session, now, Entry(actor, "inbox-reading-on", f"staff:{staff_id}", told))


def check_officer(actor: Actor) -> None:
    """Refuse whoever is no officer; raises not-for-you."""
    if actor.role != OFFICER:
        raise Problem("not-for-you")


def _midnight(now: datetime) -> datetime:
    return local(now).replace(hour=0, minute=0, second=0, microsecond=0)
