"""Deeds: what one officer may do so often in a day, and another's word for as much again (S14)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counting import held_turn
from backend.storage.given_words import ReadingOnRow, TakingOnRow, words_since
from backend.storage.staff import StaffRow
from shared.clock import local
from shared.problems import Problem


@dataclass(frozen=True)
class Daily:
    """Something that one officer may do `most` times on a local day, and more by another's word.

    `done` is how much somebody did since a moment, `doers` who did any, `wanted` how much somebody
    waits for. A word is written down as `deed`, in words as so many `units`.
    """

    most: int
    words: type[ReadingOnRow] | type[TakingOnRow]
    done: Callable[[Session, int, datetime], int]
    doers: Callable[[Session, datetime, str], Sequence[StaffRow]]
    wanted: Callable[[Session, int, datetime], int]
    deed: str
    units: str

    def left_of_today(self, session: Session, staff_id: int, now: datetime) -> int:
        """Return how much somebody may still do on this local day."""
        since = _midnight(now)
        allowed = self.most * (1 + words_since(session, self.words, staff_id, since))
        return max(0, allowed - self.done(session, staff_id, since))

    def left(self, actor: Actor, now: datetime) -> int:
        """Return how much an officer may still do today; raises not-for-you."""
        check_officer(actor)
        with read() as session:
            return self.left_of_today(session, actor.id or 0, now)

    def at_the_end(self, actor: Actor, now: datetime) -> list[tuple[int, str]]:
        """Return (number, name) of the other officers who cannot go on without a word today."""
        check_officer(actor)
        with read() as session:
            doers = self.doers(session, _midnight(now), OFFICER)
            return [
                (each.id, each.name)
                for each in doers
                if each.id != actor.id and self._waits(session, each.id, now)
            ]

    def let_go_on(self, world: World, actor: Actor, staff_id: int) -> None:
        """Give one's word that another officer may do as much again today.

        Raises not-for-you, same-person, and step-impossible unless that officer waits for it.
        """
        check_officer(actor)
        if actor.id == staff_id:
            raise Problem("same-person")
        now = world.now()
        with write() as session:
            # Two who give their word at once give it once.
            held_turn(session)
            doers = self.doers(session, _midnight(now), OFFICER)
            if staff_id not in {each.id for each in doers} or not self._waits(
                session, staff_id, now
            ):
                raise Problem("step-impossible", "That officer may go on already.")
            word = {"staff_id": staff_id, "given_by": actor.id, "given_at": now}
            session.add(self.words(id=world.new_id(), **word))
            told = f"{self.most} {self.units} today"
            record(session, now, Entry(actor, self.deed, f"staff:{staff_id}", told))

    def _waits(self, session: Session, staff_id: int, now: datetime) -> bool:
        wanted = self.wanted(session, staff_id, _midnight(now))
        return self.left_of_today(session, staff_id, now) < wanted


def check_officer(actor: Actor) -> None:
    """Refuse whoever is no officer; raises not-for-you."""
    if actor.role != OFFICER:
        raise Problem("not-for-you")


def _midnight(now: datetime) -> datetime:
    return local(now).replace(hour=0, minute=0, second=0, microsecond=0)
